// Finds the fields of a plan that a record may have, from the record's paths. With a hundred rules,
// most fields are in no record.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "json/raw_record.h"

namespace firstseen::sources {

struct FieldPlan;

class PresentFields {
 public:
  // `path_count` is the size of the path table of the fields' paths.
  void compile(const std::vector<FieldPlan>& fields, std::size_t path_count);

  // Calls `take(index)` in ascending order for each field with a row that can yield a value, and
  // possibly for others.
  template <typename Take>
  void each(const json::RawRecord& record, const Take& take) const;

 private:
  static constexpr std::size_t kMaxWords = 16;  // beyond 1024 fields all of them are taken
  using Mask = std::array<std::uint64_t, kMaxWords>;

  void note(const FieldPlan& field, std::size_t index);
  static void set(std::uint64_t* mask, std::size_t index) {
    mask[index / 64] |= std::uint64_t{1} << index % 64;
  }

  std::size_t count_ = 0;
  std::size_t words_ = 0;               // 64-bit words per mask; 0: too many fields
  Mask always_{};                       // fields that have a row without a path
  std::vector<std::uint64_t> by_path_;  // words_ per path
};

template <typename Take>
void PresentFields::each(const json::RawRecord& record, const Take& take) const {
  if (words_ == 0) {
    for (std::size_t index = 0; index < count_; ++index) take(index);
    return;
  }
  Mask present = always_;
  for (const json::PathId path : record.paths()) {
    const std::uint64_t* const fields = &by_path_[path * words_];
    for (std::size_t word = 0; word < words_; ++word) present[word] |= fields[word];
  }
  for (std::size_t word = 0; word < words_; ++word) {
    for (std::uint64_t rest = present[word]; rest != 0; rest &= rest - 1)
      take(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
  }
}

}  // namespace firstseen::sources
