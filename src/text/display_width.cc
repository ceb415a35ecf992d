#include "text/display_width.h"

#include <algorithm>
#include <iterator>

#include "text/invisible.h"
#include "text/lines.h"
#include "text/utf8.h"

namespace firstseen::text {
namespace {

#include "text/width_table.inc"

template <std::size_t kCount>
bool contains(const CharacterRange (&ranges)[kCount], std::uint32_t point) {
  const auto* const range =
      std::lower_bound(std::begin(ranges), std::end(ranges), point,
                       [](const CharacterRange& r, std::uint32_t p) { return r.last < p; });
  return range != std::end(ranges) && range->first <= point;
}

std::size_t width_of(std::uint32_t point) {
  if (point < kCombining[0].first) return 1;
  if (contains(kCombining, point)) return 0;
  return contains(kWide, point) ? 2 : 1;
}

// The length in bytes of the first character; a broken one is one byte.
std::size_t first_length(std::string_view utf8) {
  return std::max<std::size_t>(1, utf8_sequence_length(utf8));
}

// Returns the bytes of the longest beginning of at most `width` columns.
std::size_t prefix_length(std::string_view utf8, std::size_t width) {
  std::size_t at = 0;
  for (std::size_t used = 0; at < utf8.size();) {
    const std::size_t length = first_length(utf8.substr(at));
    used += width_of(decode_utf8(utf8.substr(at, length)));
    if (used > width) break;
    at += length;
  }
  return at;
}

// Returns where the longest end of at most `width` columns begins. It does not begin with a combining
// character.
std::size_t suffix_begin(std::string_view utf8, std::size_t width) {
  std::size_t begin = utf8.size();
  std::size_t used = 0;
  for (std::size_t at = utf8.size(); at > 0;) {
    do --at;
    while (at > 0 && continues_character(utf8[at]));
    const std::size_t columns = width_of(decode_utf8(utf8.substr(at, first_length(utf8.substr(at)))));
    used += columns;
    if (used > width) break;
    if (columns > 0) begin = at;
  }
  return begin;
}

// Appends one line without its end.
void append_wrapped(std::string& out, std::string_view line, std::size_t width) {
  const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
  const std::size_t indent = begin + 2;
  std::size_t used = begin;  // columns of the current line of `out`
  out.append(begin, ' ');
  bool first = true;
  for (std::string_view rest = line.substr(begin); !rest.empty();) {
    // The blanks before a word stay, as they align columns.
    const std::size_t blanks = std::min(rest.find_first_not_of(' '), rest.size());
    const std::size_t end = std::min(rest.find(' ', blanks), rest.size());
    const std::size_t columns = display_width(rest.substr(0, end));
    const bool breaks = !first && used + columns > width;
    if (breaks) {
      out += '\n';
      out.append(indent, ' ');
      used = indent;
    }
    const std::string_view word = rest.substr(breaks ? blanks : 0, end - (breaks ? blanks : 0));
    out += word;
    used += display_width(word);
    rest.remove_prefix(end);
    first = false;
  }
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  while (!utf8.empty()) {
    const std::size_t length = first_length(utf8);
    width += width_of(decode_utf8(utf8.substr(0, length)));
    utf8.remove_prefix(length);
  }
  return width;
}

std::string shortened(std::string_view utf8, std::size_t width, Cut cut) {
  constexpr std::string_view kMissing = "…";
  if (display_width(utf8) <= width) return std::string(utf8);
  const std::size_t room = std::max<std::size_t>(width, 1) - 1;
  const std::size_t before = cut == Cut::kEnd ? room : cut == Cut::kMiddle ? (room + 1) / 2 : 0;
  std::string out(utf8.substr(0, prefix_length(utf8, before)));
  out += kMissing;
  if (cut != Cut::kEnd) out += utf8.substr(suffix_begin(utf8, room - before));
  return out;
}

std::string wrapped(std::string_view lines, std::size_t width) {
  if (width == 0) return std::string(lines);
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const Line line = line_at(lines, at);
    append_wrapped(out, line.text, width);
    if (line.ended) out += '\n';
    at = line.next;
  }
  return out;
}

}  // namespace firstseen::text
