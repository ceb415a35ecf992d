// Where output goes: standard output, or a file that is written whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "firstseen/error.h"

namespace firstseen {

// Whether a write went through. A closed pipe is no error: whoever reads has seen enough.
enum class WriteOutcome { kDone, kClosedPipe };

// Writes all of `text` to a descriptor.
Result<WriteOutcome> write_all(int descriptor, std::string_view text);

// Puts `text` into the file at `path`: into a temporary file beside it that is synced and renamed. What is no
// regular file (a device, a pipe) is written to as it stands.
Result<WriteOutcome> write_file(const std::string& path, std::string_view text);

}  // namespace firstseen
