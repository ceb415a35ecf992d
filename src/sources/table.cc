#include "sources/table.h"

namespace firstseen::sources {

const ValueMap SharedMap::kEmpty;

}  // namespace firstseen::sources
