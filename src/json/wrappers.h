// Wrappers: JSON that exporters and APIs put around records.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "json/path_table.h"

namespace firstseen::json {

// An array whose objects are records, even those that no table knows. Without an object it is an answer without
// records. Other arrays are looked into likewise, if something in them is known.
struct Wrapper {
  std::string path;    // from a document on
  std::string beside;  // a key that the top of the document must also have; empty: none
};

// Down to how many levels of a document records are looked for, and how many documents may be around one. What is deeper
// belongs to a record of unknown shape.
inline constexpr std::size_t kMaxLevels = 4;
inline constexpr std::size_t kMaxDocumentsAround = 8;

// The keys of a table's records: a document that no table knows is read with these in place of its own, where these
// are the same by text::letters_of().
using SourceKeys = std::vector<std::string>;

struct Wrappers {
  // A value that records without one inherit from what is around them: `_index` of a search hit.
  struct Inherited {
    std::string from;
    PathId to;
  };

  std::vector<Wrapper> wrappers;
  std::vector<SourceKeys> keys;  // by table
  // Names that columns may have beside others in the usual spelling (text::column_names), and the keys that they are.
  std::unordered_map<std::string, std::string> columns;
  std::vector<Inherited> inherited;  // the first that there is counts
  // Where a record without a time has one that another key tells, or null.
  PathId found_time = PathTable::kNoPath;
};

}  // namespace firstseen::json
