#include "firstseen/version.h"

namespace firstseen {

std::string_view version() {
  return FIRSTSEEN_VERSION;
}

}  // namespace firstseen
