// Which tables are worth trying on a record. A table's first marks — the first of `all`, else the first group
// of `any` — are about paths; a record that has none of them is not of that table. That rules out nearly all
// tables by the paths that a record has, before any text of it is looked at.
//
// Later marks rule nothing out here: those before them may already have read a text that had to be repaired,
// which counts. So what is recognised, and what is counted, is as if all tables were tried in order.
#pragma once

#include <cstdint>
#include <vector>

#include "json/raw_record.h"
#include "sources/plan.h"

namespace firstseen::sources {

class FirstMarks {
 public:
  // Plans beyond so many are always tried.
  static constexpr std::size_t kMaxPlans = 64;

  // Of `plans` in their order, over `path_count` paths.
  void compile(const std::vector<SourcePlan>& plans, std::size_t path_count);

  // The first plan that recognises the record, nullptr when none does. `plans` as they were compiled.
  const SourcePlan* recognise(const std::vector<SourcePlan>& plans, const json::RawRecord& record,
                              Conversion& conversion) const;

 private:
  std::uint64_t always_ = 0;           // plans whose first marks may hold without a path
  std::vector<std::uint64_t> having_;  // by path, the plans whose first marks it may meet; bit i is plan i
};

}  // namespace firstseen::sources
