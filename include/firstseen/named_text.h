// A configuration that an analyst wrote, such as a mapping or exclusions: from a file, or built in memory.
#pragma once

#include <string>

#include "firstseen/error.h"
#include "firstseen/export.h"

namespace firstseen {

struct NamedText {
  std::string name;  // for messages: the file's path as typed, or any other name of its origin
  std::string text;
};

// Reads a file whole. Errors name the file; one larger than 64 MiB is an error.
FIRSTSEEN_API Result<NamedText> read_named_text(const std::string& path);

}  // namespace firstseen
