// How the reading of files went.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "event/origin.h"
#include "firstseen/error.h"

namespace firstseen::archive {

struct FileReport {
  std::string path;
  std::optional<Error> error;    // why it was not read, or not to its end
  std::string passed_over;       // why it was not looked at; empty: it was
  bool opened = false;           // an archive only when no file in it was
  std::uint64_t tail_begin = 0;  // where the last kSampledTexts texts begin; known at the end
};

using FileReports = std::map<event::FileId, FileReport>;

}  // namespace firstseen::archive
