// An input, and what became of it when it was not read like the others.
#pragma once

#include <string>

namespace firstseen {

// An input that was not read, or not to its end; or one passed over.
struct InputProblem {
  std::string path;
  std::string reason;
};

}  // namespace firstseen
