// Checks the values that were typed for an option, and stores them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/option_table.h"
#include "firstseen/error.h"

namespace firstseen::cli {

// Fills the member of `options` that the row names with the values of all its occurrences. Fails with
// what was typed, what is allowed, and the nearest name.
Result<void> fill_option(const OptionRow& row, const std::vector<std::string>& values, Options& options);

// Parses a whole number, with K, M, G or T for powers of 1024 after it if `is_size`.
std::optional<std::uint64_t> parse_number(std::string_view text, bool is_size);

}  // namespace firstseen::cli
