#include "event/network_event.h"

#include <algorithm>
#include <cstddef>

namespace firstseen::event {

Value Value::of_text(std::string_view text, FieldType type) {
  Value value;
  value.text = text;
  value.type = type;
  return value;
}

Value Value::of_integer(std::int64_t integer) {
  Value value;
  value.integer = integer;
  value.type = FieldType::kLong;
  return value;
}

Value Value::of_number(double number) {
  Value value;
  value.number = number;
  value.type = FieldType::kDouble;
  return value;
}

Value Value::of_boolean(bool boolean) {
  Value value;
  value.boolean = boolean;
  value.type = FieldType::kBoolean;
  return value;
}

Value Value::of_ip(const IpAddress& ip) {
  Value value;
  value.ip = ip;
  value.type = FieldType::kIp;
  return value;
}

Value Value::of_time(const Timestamp& time) {
  Value value;
  value.time = time;
  value.type = FieldType::kDate;
  return value;
}

NetworkEvent::NetworkEvent(const FieldSet& fields)
    : fields_(&fields),
      values_(fields.size()),
      elements_(fields.nested_roots().size()),
      first_arena_block_(kArenaBytes),
      arena_(first_arena_block_.data(), first_arena_block_.size()) {}

void NetworkEvent::clear() {
  std::fill(values_.begin(), values_.end(), Values{});
  derived_.clear();
  for (auto& elements : elements_) elements.clear();
  arena_.release();
  source = shape = {};
}

void NetworkEvent::mark_derived(FieldSlot slot) {
  const auto at = std::lower_bound(derived_.begin(), derived_.end(), slot);
  if (at == derived_.end() || *at != slot) derived_.insert(at, slot);
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
