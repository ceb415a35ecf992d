// How often the calling thread has asked for memory so far.
#pragma once

#include <cstdint>

namespace firstseen::test {

std::uint64_t allocation_count();

}  // namespace firstseen::test
