// Suggestions for names that were typed wrong.
#pragma once

#include "text/similar.h"

namespace firstseen::output {

using text::suggestion;

}  // namespace firstseen::output
