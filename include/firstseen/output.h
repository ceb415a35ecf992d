// Findings and the summary of a hunt, written in the formats that the program prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/export.h"
#include "firstseen/hunt.h"

namespace firstseen {

// `table`, `ndjson`, `csv` …: the names of the formats of findings, the first the default of the program.
FIRSTSEEN_API std::vector<std::string> finding_format_names();

// Writes all findings to the sink, some whole lines per call, until it returns false. Only a table is built in
// memory first. NDJSON is schema firstseen.finding/1 (docs/output.md). Fails when no
// format has that name.
FIRSTSEEN_API Result<void> write_findings(const HuntResult& result, std::string_view format,
                                          const LineSink& sink);

// The summary as one JSON object, schema firstseen.summary/1 (docs/output.md); what only the program measures
// (seconds, memory) is 0.
FIRSTSEEN_API std::string summary_json(const HuntResult& result);

}  // namespace firstseen
