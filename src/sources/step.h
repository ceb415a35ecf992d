// The rows of a table, compiled for one field set (sources/plan.h).
#pragma once

#include <span>

#include "json/path_table.h"
#include "json/raw_record.h"
#include "sources/table.h"

namespace firstseen::sources {

struct Conversion;

struct CompiledCondition {
  json::PathId path;
  const Condition* condition;
  json::PathId around = json::PathTable::kNoPath;  // of a guard: the text, or object, that has it

  bool holds(const json::RawRecord& record, Conversion& conversion) const;

  // Whether a key that it looks at is there twice: then it holds, and does not.
  bool is_unsure(const json::RawRecord& record) const {
    return record.repeated().has(path) ||
           (around != json::PathTable::kNoPath && record.repeated().has(around));
  }
};

// One row. Refers to the table and to the plan of its field.
struct Step {
  json::PathId path = json::PathTable::kNoPath;  // kNoPath for constants
  const Mapping* mapping = nullptr;
  std::span<const CompiledCondition> guards = {};
};

}  // namespace firstseen::sources
