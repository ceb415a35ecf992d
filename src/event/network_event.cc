#include "event/network_event.h"

#include <algorithm>
#include <cstddef>

namespace firstseen::event {

NetworkEvent::NetworkEvent(const FieldSet& fields)
    : fields_(&fields),
      values_(fields.size()),
      no_values_(fields.size()),
      only_(fields.size()),
      elements_(fields.nested_roots().size()),
      first_arena_block_(kArenaBytes),
      arena_(first_arena_block_.data(), first_arena_block_.size()) {}

void NetworkEvent::clear() {
  std::copy(no_values_.begin(), no_values_.end(), values_.begin());
  derived_.clear();
  repeated_.clear();
  for (auto& elements : elements_) elements.clear();
  arena_.release();
  source = shape = {};
}

void NetworkEvent::mark_derived(FieldSlot slot) {
  const auto at = std::lower_bound(derived_.begin(), derived_.end(), slot);
  if (at == derived_.end() || *at != slot) derived_.insert(at, slot);
}

const NetworkEvent::Repeated* NetworkEvent::repeated(FieldSlot slot) const {
  const auto at = std::find_if(repeated_.begin(), repeated_.end(),
                               [&](const Repeated& field) { return field.slot == slot; });
  return at == repeated_.end() ? nullptr : &*at;
}

std::span<Value> NetworkEvent::allocate_values(std::size_t count) {
  auto* const first = static_cast<Value*>(arena_.allocate(count * sizeof(Value), alignof(Value)));
  std::uninitialized_default_construct_n(first, count);
  return {first, count};
}

std::span<char> NetworkEvent::allocate_text(std::size_t size) {
  return {static_cast<char*>(arena_.allocate(size, 1)), size};
}

}  // namespace firstseen::event
