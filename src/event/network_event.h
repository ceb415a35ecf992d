// One normalized record: for every field in use, 0..n values of the field's ECS type.
//
// Lifetime: an event is filled again for every record. Its values and their texts are views into the record
// text and into the event's arena; they die when the event is cleared. Whoever keeps a value copies it.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "event/field.h"
#include "firstseen/ip_address.h"
#include "firstseen/timestamp.h"

namespace firstseen::event {

// One value. `type` says which member holds it:
//   kKeyword kText kUnknown → text     kLong → integer     kDouble → number     kBoolean → boolean
//   kIp → ip                kDate → time
struct Value {
  union {
    std::string_view text;
    std::int64_t integer;
    double number;
    bool boolean;
    IpAddress ip;
    Timestamp time;
  };
  FieldType type = FieldType::kUnknown;
  bool bare = false;          // kUnknown only: a JSON number or boolean, not a string
  std::uint32_t element = 0;  // kNested slots only: which element of the nested root, from 0

  Value() : text() {}
  static Value of_text(std::string_view text, FieldType type = FieldType::kKeyword);
  static Value of_integer(std::int64_t integer);
  static Value of_number(double number);
  static Value of_boolean(bool boolean);
  static Value of_ip(const IpAddress& ip);
  static Value of_time(const Timestamp& time);
};

using Values = std::span<const Value>;

class NetworkEvent {
 public:
  // For events with the fields of `fields`, which must outlive this and be complete.
  explicit NetworkEvent(const FieldSet& fields);

  // Forgets all values; memory is kept for the next record.
  void clear();

  // The record's clock: `@timestamp`, or the field that the hunt was told to use. Meaningful once set.
  Timestamp time;

  // No values: the field is missing. A field of this event's FieldSet.
  Values values(FieldSlot slot) const { return values_[slot]; }
  void set(FieldSlot slot, Values values) { values_[slot] = values; }

  // Fields filled beyond what the source's own Elastic pipeline would set; ascending, each once.
  void mark_derived(FieldSlot slot);
  std::span<const FieldSlot> derived() const { return derived_; }

  // Of a nested root: how many elements it has, and the element of the root around it that `element` stands
  // in.
  std::size_t element_count(std::uint16_t root) const { return elements_[root].size(); }
  std::uint32_t parent_element(std::uint16_t root, std::uint32_t element) const {
    return elements_[root][element];
  }
  void add_element(std::uint16_t root, std::uint32_t parent) { elements_[root].push_back(parent); }

  // Who wrote the record (`sysmon`, `elastic-defend` …) and in which export format (`sysmon-flat` …): names
  // that live as long as the tables that the event was read with.
  std::string_view source;
  std::string_view shape;

  const FieldSet& fields() const { return *fields_; }

  // For texts and arrays of this record; released by clear().
  std::pmr::memory_resource& arena() { return arena_; }
  std::span<Value> allocate_values(std::size_t count);
  std::span<char> allocate_text(std::size_t size);

 private:
  static constexpr std::size_t kArenaBytes = 32 * 1024;

  const FieldSet* fields_;
  std::vector<Values> values_;
  std::vector<FieldSlot> derived_;
  std::vector<std::vector<std::uint32_t>> elements_;
  std::vector<std::byte> first_arena_block_;
  std::pmr::monotonic_buffer_resource arena_;
};

}  // namespace firstseen::event
