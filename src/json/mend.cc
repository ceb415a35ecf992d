#include "json/mend.h"

#include "text/unescape.h"
#include "text/utf8.h"

namespace firstseen::json {
namespace {

// How much of a text is whole, and how many brackets are open there.
struct Whole {
  std::size_t size = 0;
  std::size_t open = 0;
};

// `open` are the brackets at the end of the text. None that was open at the end of what is whole is closed since, because
// what is whole reaches up to the last bracket that closes one.
std::optional<WholePart> closed(std::string_view cut, const Whole& whole, std::string_view open) {
  if (whole.size == 0) return std::nullopt;
  WholePart part{std::string(cut.substr(0, whole.size)), whole.size};
  for (std::size_t bracket = whole.open; bracket-- > 0;) part.text += open[bracket] == '{' ? '}' : ']';
  return part;
}

}  // namespace

std::optional<std::string> repaired(std::string_view document, simdjson::error_code error) {
  if (error == simdjson::UTF8_ERROR) return text::repair_utf8(document);
  if (error == simdjson::UNESCAPED_CHARS) return text::with_escaped_controls(document);
  return std::nullopt;
}

std::optional<WholePart> whole_part(std::string_view cut) {
  Whole whole;
  std::string open;
  bool in_string = false;
  bool is_value = false;  // what comes next is a value, not a key
  for (std::size_t at = 0; at < cut.size(); ++at) {
    const char c = cut[at];
    if (in_string) {
      if (c == '\\') ++at;
      in_string = c != '"';
      if (!in_string && is_value) whole = {at + 1, open.size()};
      continue;
    }
    switch (c) {
      case '"': in_string = true; break;
      case '{':
      case '[':
        open += c;
        is_value = c == '[';
        break;
      case '}':
      case ']':
        if (open.empty() || (open.back() == '{') != (c == '}')) return closed(cut, whole, open);
        open.pop_back();
        whole = {at + 1, open.size()};
        is_value = true;
        break;
      case ':': is_value = true; break;
      case ',':
        if (is_value && !open.empty()) whole = {at, open.size()};
        is_value = !open.empty() && open.back() == '[';
        break;
      default: break;
    }
    if (open.empty()) break;
  }
  return closed(cut, whole, open);
}

}  // namespace firstseen::json
