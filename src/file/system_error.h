// Errors of the operating system.
#pragma once

#include <cerrno>
#include <cstring>

#include "firstseen/error.h"

namespace firstseen::file {

// Returns the system's message for errno.
inline tl::unexpected<Error> system_error() {
  return fail(std::strerror(errno));
}

}  // namespace firstseen::file
