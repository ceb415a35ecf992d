// Lines of other text than JSON that may hold records, as logs have them:
//
//   Mar  2 09:15:00 ws-1 agent[7]: {"@timestamp": …}
//   <Event xmlns="…"><System>…
//   Mar  2 09:15:00 ws-1 Sysmon: Network connection detected: UtcTime: …
//   "{\"@timestamp\": …}"
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstseen::pass {

// Returns a document that has the line as a string; nullopt if nothing in the line
// begins like a record. The rest of a damaged document is no such line.
std::optional<std::string> document_of_text(std::string_view line);

}  // namespace firstseen::pass
