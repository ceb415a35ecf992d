// What a hunt did, in a few lines for a person and as one JSON object for scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/hunt.h"

namespace firstseen::output {

struct RunFigures {
  double seconds = 0;
  std::uint64_t peak_memory_bytes = 0;
};

std::string to_summary_text(const HuntResult& result, const RunFigures& figures);

// Of a pass that is no hunt.
std::string to_summary_text(const ReadReport& report, const RunFigures& figures);

// Schema firstseen.summary/1 (docs/output.md).
std::string to_summary_json(const HuntResult& result, const std::vector<Rule>& rules,
                            const RunFigures& figures);

// What a file with it begins with, so that one can be told from other files.
extern const std::string_view kSummaryMarker;

// Warnings before the summary: files that were not read, malformed texts, unrecognised files; of a hunt also
// the sources that cannot match.
std::string to_warnings_text(const ReadReport& report);
std::string to_warnings_text(const HuntResult& result);

// `1.24 GB`, in powers of ten.
std::string bytes_text(double bytes);

}  // namespace firstseen::output
