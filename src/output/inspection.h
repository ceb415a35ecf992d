// The result of an inspection, for people and for scripts.
#pragma once

#include <string>
#include <string_view>

#include "firstseen/inspect.h"

namespace firstseen::output {

// Prints each file, then the total: shapes with their record counts and times, an example of each
// kind of data that could not be read, and for each source the number of records that have each
// field used by the rules.
std::string to_inspection_text(const Inspection& inspection);

// Schema firstseen.inspection/1 (docs/output.md).
std::string to_inspection_json(const Inspection& inspection);

// The first bytes of such a file, which distinguish it from other files.
extern const std::string_view kInspectionMarker;

// Prints how often each row of a mapping file filled its field, and which fields are not in ECS.
std::string to_mapping_text(const Inspection& inspection);

}  // namespace firstseen::output
