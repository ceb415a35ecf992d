#include "unicode/letter_case.h"

#include <unicase.h>

#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::unicode {

bool is_ascii(std::string_view text) {
  // One test after the loop lets the compiler work on many bytes at a time.
  unsigned char bits = 0;
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

void assign_lowered(std::string& out, std::string_view text) {
  out.clear();
  while (!text.empty()) {
    std::size_t length = 1;
    if (static_cast<unsigned char>(text[0]) < 0x80) {
      out += text::ascii_lower(text[0]);
    } else if (length = text::utf8_sequence_length(text); length == 0) {
      out += text[0];
      length = 1;
    } else {
      text::append_utf8(out, uc_tolower(text::decode_utf8(text.substr(0, length))));
    }
    text.remove_prefix(length);
  }
}

std::string lowered(std::string_view text) {
  if (is_ascii(text)) return text::lowered(std::string(text));
  std::string out;
  assign_lowered(out, text);
  return out;
}

}  // namespace firstseen::unicode
