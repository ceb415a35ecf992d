// How the reading of files went.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "event/place.h"
#include "firstseen/error.h"

namespace firstseen::archive {

// A file while it is read, and after. What was wrong with it becomes an InputProblem of the report of a pass
// (firstseen/reading.h) at the end: until then it may change, and most files have none.
struct FileReport {
  std::string path;
  std::optional<Error> error;  // why it was not read, or not to its end
  std::string passed_over;     // why it was not looked at; empty: it was
  bool opened = false;         // an archive only when no file in it was
};

using FileReports = std::map<event::FileId, FileReport>;

}  // namespace firstseen::archive
