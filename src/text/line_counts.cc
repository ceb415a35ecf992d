#include "text/line_counts.h"

#include "text/ascii.h"
#include "text/lines.h"

namespace firstseen::text {

LineCounts count_lines(std::string_view text) {
  LineCounts counts;
  while (!text.empty()) {
    ++counts.lines;
    if (is_blank(take_line(text))) ++counts.blank;
  }
  return counts;
}

}  // namespace firstseen::text
