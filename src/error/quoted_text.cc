#include "firstseen/quoted_text.h"

#include <algorithm>
#include <utility>

namespace firstseen {
namespace {

// Converts an offset in the text to an offset in the lines of the file.
std::size_t in_lines(const QuotedText& quoted, std::size_t offset) {
  const auto next =
      std::upper_bound(quoted.runs.begin(), quoted.runs.end(), offset,
                       [](std::size_t at, const QuotedText::Run& run) { return at < run.in_text; });
  const QuotedText::Run& run = next == quoted.runs.begin() ? *next : *std::prev(next);
  return run.in_lines + (offset - run.in_text);
}

}  // namespace

SourceSpot spot_in_file(const QuotedText& quoted, std::size_t offset, std::size_t length, std::string file) {
  const std::size_t begin = in_lines(quoted, offset);
  const std::size_t end = in_lines(quoted, offset + length);
  SourceSpot spot = spot_at(quoted.lines, begin, end - begin, std::move(file));
  spot.line += quoted.first_line - 1;
  return spot;
}

}  // namespace firstseen
