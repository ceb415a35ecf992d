// What a target promises of every input. A broken promise is said on standard error and ends the program.
#pragma once

#include <string>
#include <string_view>

#include "firstseen/error.h"
#include "firstseen/ledger.h"

namespace firstseen::fuzz {

// `detail`: of the input, what shows how the promise is broken.
void promise(bool holds, std::string_view what, std::string_view detail = {});

// Both are the same; else the first line that differs is shown of each.
void promise_same(std::string_view expected, std::string_view got, std::string_view what,
                  std::string_view detail = {});

// Nothing is lost without being counted.
void promise_adds_up(const Ledger& ledger);

// A failed reading says why, and the place that it names is in the text; what is printed of it is safe for a
// terminal.
void promise_place(const Error& error, std::string_view text);

// No control character but line ends.
void promise_printable(std::string_view text, std::string_view what);

}  // namespace firstseen::fuzz
