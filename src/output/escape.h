// All escaping: whatever an attacker wrote into a log, what leaves here is text and nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstseen::output {

// For a terminal and for messages: control, bidirectional and invisible characters and broken UTF-8 become
// visible escapes (\n, \x1b, \u202e).
std::string for_terminal(std::string_view text);

// Each as above, with commas between.
std::string for_terminal(const std::vector<std::string>& texts);

// As above, but for the ends of its lines.
std::string lines_for_terminal(std::string_view text);

// One CSV cell (RFC 4180): as for a terminal, quoted where needed, and with an apostrophe before what a
// spreadsheet would take for a formula (it begins with = + - @, tab, CR or LF; OWASP, CSV Injection): at the
// start and behind a semicolon, which separates cells in many locales, and there quotes do not hold.
std::string for_csv(std::string_view text);

}  // namespace firstseen::output
