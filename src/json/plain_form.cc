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
constexpr std::array<std::string_view, 23> kValueKeys{
    "",          "value",      "text",         "content", "values", "val",     "v",      "t",
    "f",         "data",       "cdata",        "date",    "int",    "boolean", "string", "array",
    "numberint", "numberlong", "numberdouble", "long",    "double", "decimal", "list"};
constexpr std::array<std::string_view, 5> kTypes{"S", "N", "M", "L", "BOOL"};  // as these are written
constexpr std::array<std::string_view, 11> kNameKeys{
    "name",          "key",    "field",    "columnname",   "id", "fieldname",
    "attributename", "column", "property", "propertyname", "k"};
constexpr std::array<std::string_view, 5> kListsOfNames{"names", "keys", "fields", "columns", "headers"};

template <typename Keys>
std::size_t rank_of(const Keys& keys, std::string_view key) {
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

bool is_for_attributes(std::string_view key) {
  // Most names end in another letter.
  constexpr std::string_view kLast = "sSbB$@";
  if (key.empty() || kLast.find(key.back()) == std::string_view::npos) return false;
  const std::string letters = text::letters_of(key);
  return key == "$" || key == "@" || letters.ends_with("attributes") || letters == "attrib" ||
         letters == "attrs";
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
      const bool attributes = lift && is_for_attributes(key);
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
    if (const Members named = named_values(members); !named.empty()) {
      changed_ = true;
      return write_members(named, depth);
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

  std::vector<At> elements_of(At array) {
    std::vector<At> elements;
    tokens_.each_element(array, [&](At element) {
      elements.push_back(element);
      return tokens_.skip(element, 0);
    });
    return elements;
  }

  // Returns what a list of names and one of values are, if an object is these; empty if it is not.
  Members named_values(const Members& members) {
    if (members.size() != 2 || tokens_.kind(members[0].value) != '[' || tokens_.kind(members[1].value) != '[')
      return {};
    const bool first = rank_of(kListsOfNames, text::letters_of(members[0].key)) < kListsOfNames.size();
    const std::vector<At> names = elements_of(members[first ? 0 : 1].value);
    const std::vector<At> values = elements_of(members[first ? 1 : 0].value);
    const bool all_names =
        std::all_of(names.begin(), names.end(), [&](At name) { return tokens_.kind(name) == '"'; });
    if (!all_names || names.size() != values.size() || !is_value_key(members[first ? 1 : 0].key)) return {};
    Members named;
    for (std::size_t i = 0; i < names.size(); ++i) named.push_back({string_at(names[i]), values[i]});
    return named;
  }

  static std::size_t dot_of(const std::string& key) {
    const std::size_t dot = key.find('.');
    return dot == 0 || dot + 1 >= key.size() ? std::string::npos : dot;
  }

  std::string string_at(At value) {
    std::string buffer;
    return std::string(key_of(between_quotes(tokens_.scalar(value)), buffer));
  }

  // Returns the name and the value of a pair, whatever is beside them.
  std::optional<Member> pair_at(At element) {
    if (tokens_.kind(element) == '[') {
      const std::vector<At> both = elements_of(element);
      if (both.size() != 2 || tokens_.kind(both[0]) != '"') return std::nullopt;
      return Member{string_at(both[0]), both[1]};
    }
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
    return Member{string_at(name->value), value->value};
  }

  // An array of pairs, or of objects with one member each, is an object; an array of one element, or of equal ones, is that
  // element.
  std::size_t write_array(At array, std::size_t depth) {
    const std::vector<At> elements = elements_of(array);
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
    if (elements.size() == 1 || all_equal(elements)) {
      changed_ |= elements.size() > 1 || tokens_.kind(elements.front()) == '{';
      return write(elements.front(), depth + 1);
    }
    // Bytes as numbers are told by how they are written.
    if (std::all_of(elements.begin(), elements.end(), [&](At at) { return is_scalar(at); })) {
      out_ += tokens_.text(array, tokens_.skip(array, 0));
      return kNoObject;
    }
    return write_elements(elements, depth + 1);
  }

  bool is_scalar(At value) const { return scalar_kind(tokens_.kind(value)).has_value(); }

  // Whether all elements are the same scalar, as where a field was extracted more than once.
  bool all_equal(const std::vector<At>& elements) {
    return !elements.empty() && std::all_of(elements.begin(), elements.end(), [&](At element) {
      return is_scalar(element) && tokens_.scalar(element) == tokens_.scalar(elements.front());
    });
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

bool is_value_key(std::string_view key) {
  if (key.empty()) return false;
  const std::string letters = text::letters_of(key);
  return letters.ends_with("value") || rank_of(kValueKeys, letters) < kValueKeys.size() ||
         rank_of(kTypes, key) < kTypes.size();
}

std::optional<std::string> plain_form(Tokens& tokens, At object) {
  PlainWriter writer(tokens);
  (void)writer.write(object, 0);
  return writer.changed() ? std::optional(std::move(writer.text())) : std::nullopt;
}

}  // namespace firstseen::json
