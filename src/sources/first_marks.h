// Selects the tables that are worth trying on a record. A table's first marks (the first of `all`,
// else the first group of `any`) test paths. A record that has none of these paths does not belong
// to the table. This rules out nearly all tables by the record's paths, before any text is read.
//
// Later marks are not used here: evaluating the marks before them may read a text that needs
// repair, which is counted. So the result and the counts are the same as if all tables were tried
// in order.
#pragma once

#include <cstdint>
#include <vector>

#include "json/raw_record.h"
#include "sources/plan.h"

namespace firstseen::sources {

class FirstMarks {
 public:
  // Plans beyond this number are always tried.
  static constexpr std::size_t kMaxPlans = 64;

  // Compiles the first marks of `plans`, in order. `path_count` is the size of the path table.
  void compile(const std::vector<SourcePlan>& plans, std::size_t path_count);

  // Returns the first plan that recognises the record as an event, else the first that recognises it. `plans` must be the
  // compiled ones.
  Recognised recognise(const std::vector<SourcePlan>& plans, const json::RawRecord& record,
                       Conversion& conversion) const;

 private:
  std::vector<std::uint64_t> others_;  // by plan: those that may read its records, too
  std::uint64_t always_ = 0;           // plans whose first marks may hold without any path
  std::vector<std::uint64_t> having_;  // by path: plans with a first mark on it; bit i is plan i
};

}  // namespace firstseen::sources
