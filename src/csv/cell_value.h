// The value of a cell, without what programs write around it so that spreadsheets show it as it is, and lists.
//
//   ="445"          Excel's formula of a text                          →  445
//   '=1+1, '445     an apostrophe keeps it from being one, or a number →  =1+1, 445
//   ["tcp","udp"]   a list as JSON or, from Python, ['tcp', 'udp']     →  two values
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "csv/cells.h"

namespace firstseen::csv {

// Whether a cell that begins so may have a value that is not its text.
constexpr bool may_be_wrapped(char first) {
  return first == '=' || first == '\'' || first == '[';
}

// Returns the cell without what keeps it from being a formula or a number. `storage` may hold its text.
Cell without_guard(const Cell& cell, std::string& storage);

// Returns the JSON array that the cell is, of scalars: as JSON, or between single quotes, if it has no others. nullopt if it
// is other text. An array of objects is a text that holds JSON, as in any other string.
std::optional<std::string> list_in(const Cell& cell);

}  // namespace firstseen::csv
