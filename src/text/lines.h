// Splits text into lines.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::text {

// A line. The last line of a text may lack its newline.
struct Line {
  std::string_view text;  // without the newline, but with a CR before it
  std::size_t next = 0;   // start of the next line, at most the size of the whole text
  bool ended = false;     // has a newline
};

// Returns the line of `text` that begins at `begin`, which must be within the text.
inline Line line_at(std::string_view text, std::size_t begin) {
  const std::size_t newline = text.find('\n', begin);
  const bool ended = newline != std::string_view::npos;
  const std::size_t end = ended ? newline : text.size();
  return {{text.data() + begin, end - begin}, end + (ended ? 1 : 0), ended};
}

// Removes the first line and its newline from `text`, and returns the line without the newline.
inline std::string_view take_line(std::string_view& text) {
  const Line line = line_at(text, 0);
  text.remove_prefix(line.next);
  return line.text;
}

// Returns the line without a trailing CR.
constexpr std::string_view without_cr(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Returns the offset of line `number`, counted from 1, or the size of the text if it has fewer
// lines.
inline std::size_t begin_of_line(std::string_view text, std::size_t number) {
  std::size_t at = 0;
  for (std::size_t passed = 1; passed < number && at < text.size(); ++passed) at = line_at(text, at).next;
  return at;
}

}  // namespace firstseen::text
