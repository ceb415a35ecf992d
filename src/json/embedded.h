// How strings may hold documents.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/ascii.h"
#include "text/base64.h"

namespace firstseen::json {

// What a walk looked for in the strings of a record.
struct StringsRead {
  // A value of the record that is one of a message's lines.
  struct OfMessage {
    std::uint32_t place;  // of the value in the record
    const char* message;  // the string's first byte
    std::size_t offset;   // of the value in the string without its escapes
  };

  // The first bytes of strings that would be read otherwise if they held a document, and those of messages.
  std::vector<const char*> texts;
  std::vector<const char*> messages;
  std::vector<OfMessage> values;  // in the order of places

  void clear() {
    texts.clear();
    messages.clear();
    values.clear();
  }
};

// Blanks before a document in a string, escaped ones aside; a byte order mark counts as one.
inline constexpr std::string_view kEmbeddedBlanks = " \t\r\n\xef\xbb\xbf";

// Returns the first character of a string's text that is not blank, or 0.
inline char first_of_document(std::string_view text) {
  const std::size_t at = text.find_first_not_of(kEmbeddedBlanks);
  return at == std::string_view::npos ? '\0' : text[at];
}

// Whether a string's text, still escaped, may be a JSON object or XML, whose angle bracket may be written as
// \u003c.
inline bool may_hold_document(std::string_view escaped) {
  const char first = first_of_document(escaped);
  return first == '{' || first == '<' || first == '\\';
}

// What tells in a text, of which it need not be the beginning, that it holds an object, an event as XML, or the text that
// Windows renders of a Sysmon event.
inline constexpr std::string_view kObjectBegin = "{\"";
inline constexpr std::string_view kEventBegin = "<Event";
inline constexpr std::string_view kMessageMark = "UtcTime: ";

// Returns where the next `<Event>` or `<Event ` begins.
inline std::size_t find_event(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(kEventBegin, from); at != std::string_view::npos;
       at = text.find(kEventBegin, at + 1)) {
    const char next = at + kEventBegin.size() < text.size() ? text[at + kEventBegin.size()] : '\0';
    if (next == '>' || text::is_blank(std::string_view(&next, 1))) return at;
  }
  return std::string_view::npos;
}

// Whether something else begins after the event as XML that a text begins with: another one, an object, or rendered text.
inline bool has_more_than_one(std::string_view text) {
  const std::size_t event = find_event(text, 0);
  if (event != std::string_view::npos && find_event(text, event + 1) != std::string_view::npos) return true;
  const std::string_view after = text.substr(std::min(text.rfind("</"), text.size()));
  return after.find(kObjectBegin) != std::string_view::npos ||
         after.find(kMessageMark) != std::string_view::npos;
}

// Whether a string's text, still escaped, may hold a record.
inline bool may_hold_record(std::string_view escaped) {
  constexpr std::size_t kLeast = 20;
  if (escaped.size() < kLeast) return false;
  const char first = first_of_document(escaped);
  if (first == '{' || first == '[' || first == '<' || first == '\\') return true;
  if (text::begins_in_base64(escaped)) return true;
  const auto has = [&](std::string_view mark) { return escaped.find(mark) != std::string_view::npos; };
  return has("{\\\"") || has(kEventBegin) || has(kMessageMark);
}

}  // namespace firstseen::json
