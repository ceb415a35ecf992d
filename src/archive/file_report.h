// The result of reading a file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "archive/file_kind.h"
#include "event/place.h"
#include "firstseen/error.h"

namespace firstseen::archive {

// The state of a file during and after reading. An error may be set until the end of the pass, and
// becomes an InputProblem of the ReadReport (firstseen/input.h) then. Most files have none.
struct FileReport {
  std::string path;
  std::optional<Error> error;      // why it was not read, or not to its end
  std::string passed_over;         // why it was skipped; empty: it was not
  const FileKind* kind = nullptr;  // not an export, so no document of it is read; null: it may be one
  std::string columns;             // of a table, the first ones; empty: it is none
  bool archive = false;
  bool opened = false;  // not of archives
};

using FileReports = std::map<event::FileId, FileReport>;

}  // namespace firstseen::archive
