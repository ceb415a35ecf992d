// A text that a person wrote for firstseen — a mapping, exclusions — as a value: from a file or from anywhere.
#pragma once

#include <string>

#include "firstseen/error.h"
#include "firstseen/export.h"

namespace firstseen {

struct NamedText {
  std::string name;  // for messages: the file's path as typed, or whatever tells where the text is from
  std::string text;
};

// Reads a file whole. Errors name the file; one larger than 64 MiB is an error.
FIRSTSEEN_API FIRSTSEEN_API Result<NamedText> read_named_text(const std::string& path);

}  // namespace firstseen
