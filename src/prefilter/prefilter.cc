#include "prefilter/prefilter.h"

namespace firstseen::prefilter {

const LiteralSet* Prefilter::literals() {
  std::call_once(made_, [&] { literals_ = LiteralSet::make(requirements_(), why_off_); });
  return literals_.get();
}

}  // namespace firstseen::prefilter
