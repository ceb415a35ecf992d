#include "json/part_finder.h"

#include <array>
#include <cstdint>

#include "json/embedded.h"
#include "json/scalar.h"
#include "json/tables.h"
#include "json/writer.h"
#include "text/ascii.h"
#include "windows_event/flat_message.h"
#include "windows_event/message.h"

namespace firstseen::json {
namespace {

// Finds a name of these in a text of which only letters and digits count, in any case: the longest beginning of one with
// which what was read ends is the state, and bytes of other kinds leave it.
class NameSearch {
 public:
  constexpr NameSearch() {
    for (const std::string_view name : kNames) {
      for (std::size_t size = 1; size <= name.size(); ++size) beginnings_[count_++] = name.substr(0, size);
    }
    for (std::size_t state = 0; state < count_; ++state) {
      for (std::size_t byte = 0; byte < kBytes; ++byte) next_[state][byte] = after(state, byte);
    }
  }

  bool is_in(std::string_view text) const {
    std::uint8_t state = 0;
    for (const char c : text) {
      state = next_[state][static_cast<unsigned char>(c)];
      if (state == kFound) return true;
    }
    return false;
  }

 private:
  static constexpr std::array<std::string_view, 2> kNames{"utctime", "processguid"};
  static constexpr std::size_t kBytes = 256;
  static constexpr std::uint8_t kFound = UINT8_MAX;

  constexpr std::uint8_t after(std::size_t state, std::size_t byte) const {
    const char c = text::ascii_lower(static_cast<char>(byte));
    if (!text::is_digit(c) && (c < 'a' || c > 'z')) return static_cast<std::uint8_t>(state);
    for (std::string_view read = beginnings_[state];; read.remove_prefix(1)) {
      for (std::size_t i = count_; i-- > 1;) {
        const std::string_view to = beginnings_[i];
        if (to.back() != c || to.substr(0, to.size() - 1) != read) continue;
        return to == kNames[0] || to == kNames[1] ? kFound : static_cast<std::uint8_t>(i);
      }
      if (read.empty()) return 0;
    }
  }

  // The first is the empty one.
  std::array<std::string_view, 1 + kNames[0].size() + kNames[1].size()> beginnings_{};
  std::size_t count_ = 1;
  std::array<std::array<std::uint8_t, kBytes>, 1 + kNames[0].size() + kNames[1].size()> next_{};
};

}  // namespace

bool PartFinder::may_be_sysmon(std::string_view text) {
  static const NameSearch kSearch;
  return kSearch.is_in(text);
}

// Values of XML, or of the lines of a message.
class PartFinder::TextValues final : public windows_event::EventSink {
 public:
  explicit TextValues(PartFinder& finder) : finder_(finder) {}

  void value(std::string_view path, std::string_view text) override {
    std::string json;
    append_string(json, text);
    const std::size_t outer = finder_.path_.size();
    (finder_.path_ += '.') += path;
    finder_.parts_.add(finder_.path_, finder_.embedded_.keep(json));
    finder_.path_.resize(outer);
  }

 private:
  PartFinder& finder_;
};

std::optional<windows_event::EventParts::Event> PartFinder::find(Tokens& tokens, At object) {
  if (!may_be_sysmon(tokens.text(object, tokens.skip(object, 0)))) return std::nullopt;
  const std::size_t mark = embedded_.mark();
  read(tokens, object);
  auto event = parts_.event();
  embedded_.release(mark);
  return event;
}

std::optional<std::string> PartFinder::find_time(Tokens& tokens, At object) {
  const std::size_t mark = embedded_.mark();
  read(tokens, object);
  std::optional<std::string> time(parts_.time());
  embedded_.release(mark);
  return time;
}

void PartFinder::read(Tokens& tokens, At object) {
  parts_.clear();
  path_.clear();
  add_members(tokens, object, 0);
}

void PartFinder::add_members(Tokens& tokens, At object, std::size_t depth) {
  std::string buffer;
  tokens.each_member(object, [&](std::string_view raw, At value) {
    const std::size_t outer = path_.size();
    if (!path_.empty()) path_ += '.';
    path_ += key_of(raw, buffer);
    add_value(tokens, value, depth);
    path_.resize(outer);
    return tokens.skip(value, 0);
  });
}

void PartFinder::add_value(Tokens& tokens, At value, std::size_t depth) {
  const char first = tokens.kind(value);
  if (depth >= kMaxDepth) return;
  if (first == '{') return add_members(tokens, value, depth + 1);
  if (first == '[') {
    const bool single = scalar_kind(tokens.kind(value + 1)).has_value() && tokens.kind(value + 2) == ']';
    return single ? add_value(tokens, value + 1, depth) : add_elements(tokens, value, depth + 1);
  }
  if (!scalar_kind(first)) return;  // at the end, or what fits nowhere
  const std::string_view token = tokens.text(value, value + 1);
  if (first == '"') add_string(token, depth);
  parts_.add(path_, token);
}

// Elements are pairs of a name and a value, objects of one member, or lines of a message. Other objects are documents.
void PartFinder::add_elements(Tokens& tokens, At array, std::size_t depth) {
  tokens.each_element(array, [&](At element) {
    add_element(tokens, element, depth);
    return tokens.skip(element, 0);
  });
}

void PartFinder::add_element(Tokens& tokens, At element, std::size_t depth) {
  const char first = tokens.kind(element);
  if (first == '[') return add_elements(tokens, element, depth + 1);
  if (first == '{') {
    if (add_pair(tokens, element, depth)) return;
    std::size_t members = 0;
    tokens.each_member(element, [&](std::string_view, At value) {
      ++members;
      return tokens.skip(value, 0);
    });
    if (members == 1) add_members(tokens, element, depth + 1);
    return;
  }
  if (first != '"') return;
  std::string_view line = embedded_.keep_unescaped(between_quotes(tokens.text(element, element + 1)));
  const windows_event::MessageLine read = windows_event::take_message_line(line);
  if (!read.separated || read.key.find(' ') != std::string_view::npos) return;
  TextValues(*this).value(read.key, read.value);
}

bool PartFinder::add_pair(Tokens& tokens, At object, std::size_t depth) {
  const auto pair = pair_at(tokens, object);
  if (!pair) return false;
  const std::size_t outer = path_.size();
  (path_ += '.') += pair->name;
  if (pair->value.starts_with('"')) add_string(pair->value, depth);
  parts_.add(path_, embedded_.keep(pair->value));
  path_.resize(outer);
  return true;
}

// Adds what is in a string, if it holds something.
void PartFinder::add_string(std::string_view token, std::size_t depth) {
  const std::string_view escaped = between_quotes(token);
  if (!may_hold_record(escaped)) return;
  std::string_view text = embedded_.keep_unescaped(escaped);
  if (const auto lines = windows_event::in_lines(text)) text = embedded_.keep(*lines);
  const char first = first_of_document(text);
  TextValues values(*this);
  if (first == '{' || first == '[') {
    Tokens* const document = embedded_.enter(text);
    if (document == nullptr) return;
    add_value(*document, document->begin(), depth + 1);
    embedded_.leave();
  } else if (first == '<') {
    (void)xml_.read(text, values);
  } else if (text.find(kMessageMark) != std::string_view::npos && windows_event::is_one_message(text)) {
    windows_event::read_message(text, values);
  }
}

}  // namespace firstseen::json
