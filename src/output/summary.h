// The summary of a hunt: a few lines for people, or one JSON object for scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/hunt.h"

namespace firstseen::output {

// What only the program knows of a run.
struct RunFigures {
  double seconds = 0;
  std::uint64_t peak_memory_bytes = 0;
  bool complete = true;  // nothing is missing, so the exit status is that of success
};

std::string to_summary_text(const HuntResult& result, const RunFigures& figures);

// For a pass that is not a hunt.
std::string to_summary_text(const ReadReport& report, const RunFigures& figures);

// Schema firstseen.summary/1 (docs/output.md).
std::string to_summary_json(const HuntResult& result, const RunFigures& figures);

// The first bytes of such a file, which distinguish it from other files.
extern const std::string_view kSummaryMarker;

// Formats a size as `1.24 GB`, in powers of ten.
std::string bytes_text(double bytes);

}  // namespace firstseen::output
