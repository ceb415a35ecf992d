// An input that was not read like the others.
#pragma once

#include <string>

namespace firstseen {

// An input that was not read, or not to its end, or was skipped.
struct InputProblem {
  std::string path;
  std::string reason;
};

}  // namespace firstseen
