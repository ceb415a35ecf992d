// The result of reading a file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "event/place.h"
#include "firstseen/error.h"

namespace firstseen::archive {

// The state of a file during and after reading. An error may be set until the end of the pass, and
// becomes an InputProblem of the ReadReport (firstseen/input.h) then. Most files have none.
struct FileReport {
  std::string path;
  std::optional<Error> error;  // why it was not read, or not to its end
  std::string passed_over;     // why it was skipped; empty: it was not
  bool opened = false;         // of an archive: only if no file in it was opened
};

using FileReports = std::map<event::FileId, FileReport>;

}  // namespace firstseen::archive
