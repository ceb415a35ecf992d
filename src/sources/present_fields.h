// Which fields of a plan a record can have at all, from the paths that it holds: with a hundred rules most
// fields are in no record.
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
  // `path_count`: of the path table that the fields' paths are of.
  void compile(const std::vector<FieldPlan>& fields, std::size_t path_count);

  // Calls `take(index)` for each field one of whose rows can yield a value, and maybe for others, ascending.
  template <typename Take>
  void each(const json::RawRecord& record, const Take& take) const;

 private:
  static constexpr std::size_t kMaxWords = 16;  // of more fields each is taken
  using Mask = std::array<std::uint64_t, kMaxWords>;

  void note(const FieldPlan& field, std::size_t index);
  static void set(std::uint64_t* mask, std::size_t index) {
    mask[index / 64] |= std::uint64_t{1} << index % 64;
  }

  std::size_t count_ = 0;
  std::size_t words_ = 0;               // of 64 fields each; 0: there are too many
  Mask always_{};                       // fields with a row that needs no path
  std::vector<std::uint64_t> by_path_;  // words_ a path
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
