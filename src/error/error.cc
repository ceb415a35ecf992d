#include "firstseen/error.h"

#include <algorithm>

namespace firstseen {
namespace {

// A source line longer than this is shown as a window around the caret.
constexpr std::size_t kShownBytes = 160;

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Returns the start of the UTF-8 character that contains the byte at `at`.
std::size_t character_begin(std::string_view text, std::size_t at) {
  for (int i = 0; i < 3 && at > 0 && at < text.size() && continues_character(text[at]); ++i) --at;
  return at;
}

// Returns the number of terminal columns of the text. Every character counts as one, even if it is
// wide or combining.
std::size_t columns(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_character));
}

// Returns the text with each control character replaced by a space, including U+0080 to U+009F.
std::string harmless(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0 &&
                    continues_character(text[i + 1]);
    out += c < 0x20 || c == 0x7f || c1 ? ' ' : text[i];
    if (c1) ++i;
  }
  return out;
}

// The part of a source line that is shown.
struct Window {
  std::string line;
  std::size_t caret = 0;   // columns before the caret
  std::size_t length = 1;  // columns to underline
};

Window window_around(const SourceSpot& spot) {
  const std::string_view text = spot.text;
  const std::size_t column = spot.column == 0 ? 0 : spot.column - 1;
  const std::size_t caret = character_begin(text, std::min(column, text.size()));
  const std::size_t begin = character_begin(text, caret > kShownBytes / 2 ? caret - kShownBytes / 2 : 0);
  const std::size_t end = character_begin(text, std::min(begin + kShownBytes, text.size()));
  const std::size_t marked = columns(text.substr(caret, std::min(spot.length, end - caret)));
  return {harmless(text.substr(begin, end - begin)), columns(text.substr(begin, caret - begin)),
          std::max<std::size_t>(marked, 1)};
}

void append_place(std::string& out, const SourceSpot& spot) {
  if (!spot.file.empty()) out += harmless(spot.file) + ":";
  if (spot.line > 0) out += std::to_string(spot.line) + ":" + std::to_string(spot.column) + ":";
  if (!out.empty()) out += ' ';
}

}  // namespace

Error about_member(std::string member, std::string message, std::string hint) {
  Error error(std::move(message), std::move(hint));
  error.member = std::move(member);
  return error;
}

SourceSpot spot_at(std::string_view text, std::size_t offset, std::size_t length, std::string file) {
  offset = std::min(offset, text.size());
  const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t end = std::min(text.find('\n', offset), text.size());
  SourceSpot spot;
  spot.file = std::move(file);
  spot.line = 1 + static_cast<std::size_t>(
                      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  spot.column = offset - begin + 1;
  spot.length = std::max<std::size_t>(1, std::min(length, end - offset));
  spot.text = std::string(text.substr(begin, end - begin));
  if (!spot.text.empty() && spot.text.back() == '\r') spot.text.pop_back();
  return spot;
}

std::string to_text(const Error& error) {
  std::string out;
  append_place(out, error.spot);
  out += harmless(error.message);
  if (error.spot.line > 0) {
    const Window window = window_around(error.spot);
    out += "\n  " + window.line + "\n  " + std::string(window.caret, ' ') + "^" +
           std::string(window.length - 1, '~');
  }
  if (!error.hint.empty()) out += "\n  " + harmless(error.hint);
  return out;
}

}  // namespace firstseen
