// How often the calling thread has asked for memory so far; absent where a sanitizer counts by itself.
#pragma once

#include <cstdint>
#include <optional>

namespace firstseen::test {

std::optional<std::uint64_t> allocation_count();

}  // namespace firstseen::test
