// Rendered messages of Sysmon on one line, as collectors write them that have no line ends.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstseen::windows_event {

// Returns the text with each field on a line; nullopt if there is no line with several of them.
//
//   Network connection detected: RuleName: -  UtcTime: …  ProcessGuid: …       blanks
//   Network connection detected:#015#012RuleName: -#015#012UtcTime: …           line ends as rsyslog, JSON or CLIXML escape them
//   RuleName: - ¦ UtcTime: … ¦ ProcessGuid: …                                   other separators
std::optional<std::string> in_lines(std::string_view text);

}  // namespace firstseen::windows_event
