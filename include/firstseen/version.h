#pragma once

#include <string_view>

#include "firstseen/export.h"

namespace firstseen {

// `MAJOR.MINOR.PATCH` of the library that is linked.
FIRSTSEEN_API std::string_view version();

}  // namespace firstseen
