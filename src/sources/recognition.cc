#include "sources/recognition.h"

#include <algorithm>

#include "sources/convert.h"

namespace firstseen::sources {

bool Recognition::holds_for(const json::RawRecord& record, Conversion& conversion) const {
  if (layout_ != record.layout) return false;
  return std::all_of(seen_.begin(), seen_.end(), [&](const Seen& seen) {
    const json::RawValue& value = record.values()[seen.value];
    return seen.presence ? has_value(value, conversion) == seen.present
                         : value.kind == seen.kind && value.token == seen.token;
  });
}

void Recognition::clear() {
  layout_ = 0;
  too_long_ = false;
  seen_.clear();
}

void Recognition::remember(std::uint64_t layout) {
  layout_ = too_long_ ? 0 : layout;
}

void Recognition::note(const json::RawRecord& record, const json::RawValue& value, bool presence,
                       bool present) {
  too_long_ = too_long_ || (!presence && value.token.size() > kMaxBytes);
  const auto index = static_cast<std::uint32_t>(&value - record.values().data());
  for (Seen& seen : seen_) {
    if (seen.value != index) continue;
    // Its text decides both.
    seen.presence = seen.presence && presence;
    return;
  }
  seen_.push_back({index, presence, present, value.kind, std::string(value.token.substr(0, kMaxBytes))});
}

}  // namespace firstseen::sources
