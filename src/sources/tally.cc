#include "sources/tally.h"

#include <algorithm>

namespace firstseen::sources {

void ShapeTally::add(const ShapeTally& other) {
  records += other.records;
  present.resize(std::max(present.size(), other.present.size()), 0);
  for (std::size_t i = 0; i < other.present.size(); ++i) present[i] += other.present[i];
}

}  // namespace firstseen::sources
