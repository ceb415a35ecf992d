// A text that a file holds as a quoted string, such as the query of a rule in TOML, and where its bytes are
// in that file, so that an error in the text is shown at the line and column where a person reads it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/export.h"

namespace firstseen {

struct QuotedText {
  // Up to the next run, the bytes of the text from `in_text` on are those of `lines` from `in_lines` on. An
  // escape begins a run and so does what follows it.
  struct Run {
    std::size_t in_text = 0;
    std::size_t in_lines = 0;
  };

  std::string lines;           // the whole lines of the file that the string is on
  std::size_t first_line = 0;  // the number of the first of them; 1-based
  std::vector<Run> runs;       // ascending, the first at byte 0; empty: the place is unknown
};

// The spot in `file` of `length` bytes of the text from `offset` on. `quoted` has runs.
FIRSTSEEN_API SourceSpot spot_in_file(const QuotedText& quoted, std::size_t offset, std::size_t length,
                                      std::string file = {});

}  // namespace firstseen
