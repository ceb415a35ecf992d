#pragma once

#include <string_view>

namespace firstseen {

// `MAJOR.MINOR.PATCH` of the library that is linked.
std::string_view version();

}  // namespace firstseen
