// How strings may hold documents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

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

}  // namespace firstseen::json
