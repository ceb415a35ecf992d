// What one record holds at the wanted paths, as it is written there: nothing is unescaped, parsed or copied.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "json/path_table.h"

namespace firstseen::json {

enum class RawKind : std::uint8_t { kString, kNumber, kBoolean, kNull, kObject };

// A value at a wanted path. Arrays are flattened; an empty one leaves nothing.
struct RawValue {
  // A string: what stands between the quotes, still escaped. Otherwise the token; of an object only its
  // brace. A view into the record text.
  std::string_view token;
  RawKind kind = RawKind::kString;
  bool escaped = false;    // a string with a backslash in it
  std::int32_t next = -1;  // the next value of the same path, an index into the record's values
};

class RawRecord {
 public:
  explicit RawRecord(std::size_t path_count) : heads_(path_count, kNone), tails_(path_count, kNone) {}

  // The first value of a path, nullptr when the record has none; next() the one after it. A null is a value
  // here.
  const RawValue* first(PathId path) const { return at(heads_[path]); }
  const RawValue* next(const RawValue& value) const { return at(value.next); }
  bool has(PathId path) const { return heads_[path] != kNone; }

  void add(PathId path, const RawValue& value) {
    const auto index = static_cast<std::int32_t>(values_.size());
    if (heads_[path] == kNone) {
      heads_[path] = index;
      touched_.push_back(path);
    } else {
      values_[static_cast<std::size_t>(tails_[path])].next = index;
    }
    tails_[path] = index;
    values_.push_back(value);
  }

  void clear() {
    for (const PathId path : touched_) heads_[path] = kNone;
    touched_.clear();
    values_.clear();
  }

 private:
  static constexpr std::int32_t kNone = -1;

  const RawValue* at(std::int32_t index) const {
    return index == kNone ? nullptr : &values_[static_cast<std::size_t>(index)];
  }

  std::vector<std::int32_t> heads_;
  std::vector<std::int32_t> tails_;  // valid where heads_ is
  std::vector<PathId> touched_;
  std::vector<RawValue> values_;
};

}  // namespace firstseen::json
