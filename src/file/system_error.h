// Errors of the operating system.
#pragma once

#include <cerrno>
#include <cstring>

#include "firstseen/error.h"

namespace firstseen::file {

// What the call that failed last reported in errno, in the system's words.
inline tl::unexpected<Error> system_error() {
  return fail(std::strerror(errno));
}

}  // namespace firstseen::file
