// All escaping. Logs may hold text written by an attacker; the output of these functions is inert.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstseen::output {

// For terminals and messages: control, bidirectional and invisible characters and invalid UTF-8
// become visible escapes (\n, \x1b, \u202e).
std::string for_terminal(std::string_view text);

// A file name: as above, and distinct if it is not UTF-8 (text::shown_path()).
std::string path_for_terminal(std::string_view path);

// A file name as a word of a shell, for commands that messages propose: quoted unless it is plain.
std::string shell_word(std::string_view path);

// Escapes each text as for_terminal() does, and joins them with commas.
std::string for_terminal(const std::vector<std::string>& texts);

// Escapes as for_terminal() does, but keeps line breaks.
std::string lines_for_terminal(std::string_view text);

// Wraps lines at blanks; see text::wrapped().
std::string wrapped(std::string_view lines, std::size_t width);

// One CSV cell (RFC 4180): escaped as for a terminal, quoted where needed, and with an apostrophe
// before text that a spreadsheet would treat as a formula (text that begins with = + - @, tab, CR
// or LF, after blanks and quotes; OWASP, CSV Injection). This applies at the start and after each
// character at which some reader splits a line: comma, semicolon and tab. Quotes protect only
// from readers that split at commas.
std::string for_csv(std::string_view text);

}  // namespace firstseen::output
