#include "json/plain_form.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "json/scalar.h"
#include "json/walker.h"
#include "json/writer.h"
#include "text/spelling.h"

namespace firstseen::json {
namespace {

using At = Tokens::At;

// What is nested deeper stays as it is.
constexpr std::size_t kMaxDepth = 16;

struct Member {
  std::string key;
  At value;
};
using Members = std::vector<Member>;

// Keys of which only letters and digits count: `#text`, `_text` and `Text` are one, and `_`, `$` and `#` are the empty one.
constexpr std::array<std::string_view, 22> kValueKeys{
    "value",  "text",       "content",    "",          "values",      "val",          "cdata",
    "string", "int",        "long",       "double",    "boolean",     "stringvalue",  "intvalue",
    "date",   "boolvalue",  "arrayvalue", "numberint", "doublevalue", "kvlistvalue",  "numberlong",
    "propertyvalue"};
constexpr std::array<std::string_view, 5> kTypes{"S", "N", "M", "L", "BOOL"};  // as these are written
constexpr std::array<std::string_view, 10> kNameKeys{"name",      "key",           "field",  "columnname", "id",
                                                     "fieldname", "attributename", "column", "property",
                                                     "propertyname"};

template <typename Keys>
std::size_t rank_of(const Keys& keys, std::string_view key) {
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

bool is_value_key(const std::string& key) {
  return rank_of(kValueKeys, text::letters_of(key)) < kValueKeys.size() || rank_of(kTypes, key) < kTypes.size();
}

// Writes values in their plain form.
class PlainWriter {
 public:
  explicit PlainWriter(Tokens& tokens) : tokens_(tokens) {}

  // Returns how many members the value has; kNoObject if it is none.
  std::size_t write(At value, std::size_t depth) {
    const char first = tokens_.kind(value);
    if (depth < kMaxDepth && first == '{') return write_object(value, depth);
    if (depth < kMaxDepth && first == '[') return write_array(value, depth);
    out_ += tokens_.text(value, tokens_.skip(value, 0));
    return kNoObject;
  }

  std::string& text() { return out_; }
  bool changed() const { return changed_; }

 private:
  static constexpr std::size_t kNoObject = SIZE_MAX;

  Members members_of(At object) {
    Members members;
    add_members(object, members, true);
    return members;
  }

  // Attributes are members of what has them, if `lift`.
  void add_members(At object, Members& members, bool lift) {
    std::string buffer;
    tokens_.each_member(object, [&](std::string_view raw, At value) {
      const std::string_view key = key_of(raw, buffer);
      const bool attributes = lift && (key == "$" || key == "@" || text::letters_of(key).ends_with("attributes"));
      if (attributes && tokens_.kind(value) == '{') {
        changed_ = true;
        add_members(value, members, false);
      } else {
        members.push_back({std::string(key), value});
      }
      return tokens_.skip(value, 0);
    });
  }

  std::size_t write_object(At object, std::size_t depth) {
    const Members members = members_of(object);
    // All that it says beside its value is a type.
    if (members.size() == 1 && is_value_key(members.front().key)) {
      changed_ = true;
      return write(members.front().value, depth + 1);
    }
    return write_members(members, depth);
  }

  // Members with the same name before the first dot of their keys are those of one.
  std::size_t write_members(const Members& members, std::size_t depth) {
    std::map<std::string, Members> groups;
    for (const Member& member : members) {
      if (const std::size_t dot = dot_of(member.key); dot != std::string::npos)
        groups[member.key.substr(0, dot)].push_back({member.key.substr(dot + 1), member.value});
    }
    std::size_t count = 0;
    const auto write_key = [&](const std::string& key) {
      if (count++ > 0) out_ += ',';
      append_string(out_, key);
      out_ += ':';
    };
    out_ += '{';
    for (const Member& member : members) {
      if (dot_of(member.key) != std::string::npos) continue;
      const auto group = groups.find(member.key);
      if (group != groups.end() && tokens_.kind(member.value) == '{') {
        add_members(member.value, group->second, true);
        continue;
      }
      write_key(member.key);
      write(member.value, depth + 1);
    }
    for (const auto& [key, group] : groups) {
      if (depth + 1 == kMaxDepth) break;
      changed_ = true;
      write_key(key);
      write_members(group, depth + 1);
    }
    out_ += '}';
    return count;
  }

  static std::size_t dot_of(const std::string& key) {
    const std::size_t dot = key.find('.');
    return dot == 0 || dot + 1 >= key.size() ? std::string::npos : dot;
  }

  // Returns the name and the value of a pair, whatever is beside them.
  std::optional<Member> pair_at(At element) {
    if (tokens_.kind(element) != '{') return std::nullopt;
    const Members members = members_of(element);
    const Member* name = nullptr;
    const Member* value = nullptr;
    std::size_t best = kNameKeys.size();
    for (const Member& member : members) {
      const std::size_t rank = rank_of(kNameKeys, text::letters_of(member.key));
      if (tokens_.kind(member.value) == '"' && rank < best) {
        best = rank;
        name = &member;
      } else if (value == nullptr && is_value_key(member.key)) {
        value = &member;
      }
    }
    if (name == nullptr || value == nullptr) return std::nullopt;
    std::string buffer;
    return Member{std::string(key_of(between_quotes(tokens_.scalar(name->value)), buffer)), value->value};
  }

  // An array of pairs, or of objects with one member each, is an object; an array of one element is that element.
  std::size_t write_array(At array, std::size_t depth) {
    std::vector<At> elements;
    tokens_.each_element(array, [&](At element) {
      elements.push_back(element);
      return tokens_.skip(element, 0);
    });
    Members pairs;
    for (const At element : elements) {
      auto pair = pair_at(element);
      if (!pair) break;
      pairs.push_back(std::move(*pair));
    }
    if (!pairs.empty() && pairs.size() == elements.size()) {
      changed_ = true;
      return write_members(pairs, depth + 1);
    }
    if (elements.size() == 1) {
      changed_ |= tokens_.kind(elements.front()) == '{';
      return write(elements.front(), depth + 1);
    }
    return write_elements(elements, depth + 1);
  }

  std::size_t write_elements(const std::vector<At>& elements, std::size_t depth) {
    const std::size_t begin = out_.size();
    std::vector<std::size_t> ends;  // of the elements
    bool single = !elements.empty();
    out_ += '[';
    for (const At element : elements) {
      if (!ends.empty()) out_ += ',';
      single = write(element, depth) == 1 && single;
      ends.push_back(out_.size());
    }
    out_ += ']';
    if (!single) return kNoObject;
    changed_ = true;
    merge(begin, ends);
    return ends.size();
  }

  // Puts the members of objects together, which follow a bracket at `begin` and end at `ends`.
  void merge(std::size_t begin, const std::vector<std::size_t>& ends) {
    out_[begin] = '{';
    std::size_t to = begin + 1;
    std::size_t from = begin + 1;
    for (const std::size_t end : ends) {
      if (to > begin + 1) out_[to++] = ',';
      const auto first = out_.begin() + static_cast<std::ptrdiff_t>(from);
      std::copy(first + 1, out_.begin() + static_cast<std::ptrdiff_t>(end) - 1,
                out_.begin() + static_cast<std::ptrdiff_t>(to));
      to += end - from - 2;
      from = end + 1;
    }
    out_[to++] = '}';
    out_.resize(to);
  }

  Tokens& tokens_;
  std::string out_;
  bool changed_ = false;
};

}  // namespace

std::optional<std::string> plain_form(Tokens& tokens, At object) {
  PlainWriter writer(tokens);
  (void)writer.write(object, 0);
  return writer.changed() ? std::optional(std::move(writer.text())) : std::nullopt;
}

}  // namespace firstseen::json
