// The wording of messages, for the commands.
#pragma once

#include "text/phrases.h"
#include "text/similar.h"

namespace firstseen::output {

using text::counted;
using text::suggestion;

}  // namespace firstseen::output
