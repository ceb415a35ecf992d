// A normalized record: for each field in use, any number of values of the field's ECS type.
//
// Lifetime: an event is reused for every record. Its values and their texts point into the document
// and into the arena of the event; clear() invalidates them. Copy a value to keep it.
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

// A value. `type` selects the member:
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
  bool bare = false;                        // kUnknown only: a JSON number or boolean, not a string
  Analyzer analyzer = Analyzer::kStandard;  // kText only
  std::uint32_t element = 0;                // kNested slots only: which element of the nested root, from 0

  Value() : text() {}
  static Value of_text(std::string_view text, FieldType type = FieldType::kKeyword) {
    Value value;
    value.text = text;
    value.type = type;
    return value;
  }
  static Value of_integer(std::int64_t integer) {
    Value value;
    value.integer = integer;
    value.type = FieldType::kLong;
    return value;
  }
  static Value of_number(double number) {
    Value value;
    value.number = number;
    value.type = FieldType::kDouble;
    return value;
  }
  static Value of_boolean(bool boolean) {
    Value value;
    value.boolean = boolean;
    value.type = FieldType::kBoolean;
    return value;
  }
  static Value of_ip(const IpAddress& ip) {
    Value value;
    value.ip = ip;
    value.type = FieldType::kIp;
    return value;
  }
  static Value of_time(const Timestamp& time) {
    Value value;
    value.time = time;
    value.type = FieldType::kDate;
    return value;
  }
};

using Values = std::span<const Value>;

class NetworkEvent {
 public:
  // Makes an event with the fields of `fields`, which must outlive the event and not grow.
  explicit NetworkEvent(const FieldSet& fields);

  // Removes all values, and keeps memory for the next record.
  void clear();

  // The time of the record: `@timestamp`, or the field that the request names. Not reset by
  // clear().
  Timestamp time;

  // Returns the values of a field of this event's FieldSet; empty if the field is missing.
  Values values(FieldSlot slot) const { return values_[slot]; }
  void set(FieldSlot slot, Values values) { values_[slot] = values; }

  // Gives the field a copy of one value.
  void set_one(FieldSlot slot, const Value& value) {
    only_[slot] = value;
    values_[slot] = {&only_[slot], 1};
  }

  // Derived fields, which the Elastic pipeline of the source would leave empty; ascending, each
  // once.
  void mark_derived(FieldSlot slot);
  std::span<const FieldSlot> derived() const { return derived_; }

  // A field whose key is more than once in its object, so that the values contradict one another: each of them may be the
  // one that counts.
  struct Repeated {
    FieldSlot slot;
    bool some_absent;  // one of the values is no value of the field
  };
  void mark_repeated(Repeated field) { repeated_.push_back(field); }
  std::span<const Repeated> repeated() const { return repeated_; }  // each field once
  const Repeated* repeated(FieldSlot slot) const;                   // nullptr: the field is not one

  // Returns the number of elements of a nested root, and the element of the parent root that
  // contains `element`.
  std::size_t element_count(std::uint16_t root) const { return elements_[root].size(); }
  std::uint32_t parent_element(std::uint16_t root, std::uint32_t element) const {
    return elements_[root][element];
  }
  void add_element(std::uint16_t root, std::uint32_t parent) { elements_[root].push_back(parent); }

  // What wrote the record (`sysmon`, `elastic-defend` …), and its export format (`sysmon-flat` …).
  // The names live as long as the tables that the event was read with.
  std::string_view source;
  std::string_view shape;

  const FieldSet& fields() const { return *fields_; }

  // Memory for texts and arrays of this record, released by clear().
  std::pmr::memory_resource& arena() { return arena_; }
  std::span<Value> allocate_values(std::size_t count);
  std::span<char> allocate_text(std::size_t size);

 private:
  static constexpr std::size_t kArenaBytes = 32 * 1024;

  const FieldSet* fields_;
  std::vector<Values> values_;     // by slot
  std::vector<Values> no_values_;  // as many empty ones: copied by clear(), which is faster than setting each
  std::vector<Value> only_;        // by slot, of fields with a copy of one value
  std::vector<FieldSlot> derived_;
  std::vector<Repeated> repeated_;
  std::vector<std::vector<std::uint32_t>> elements_;  // by nested root, the parent of each element
  std::vector<std::byte> first_arena_block_;          // kept by clear()
  std::pmr::monotonic_buffer_resource arena_;
};

}  // namespace firstseen::event
