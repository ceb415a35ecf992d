// What an inspection found, for a person and for scripts.
#pragma once

#include <string>
#include <string_view>

#include "firstseen/inspect.h"

namespace firstseen::output {

// File by file, then all together: shapes with their records and times, what could not be read with an
// example, and for each source in how many records the fields stand that the rules ask for.
std::string to_inspection_text(const Inspection& inspection);

// Schema firstseen.inspection/1 (docs/output.md).
std::string to_inspection_json(const Inspection& inspection);

// What a file with it begins with, so that one can be told from other files.
extern const std::string_view kInspectionMarker;

// How often each row of a mapping file filled its field, and which fields ECS does not know.
std::string to_mapping_text(const Inspection& inspection);

}  // namespace firstseen::output
