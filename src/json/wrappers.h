// Wrappers: JSON that exporters and APIs put around records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json/path_table.h"

namespace firstseen::json {

enum class Wrap : std::uint8_t {
  kRecord,   // an object at the path is the record
  kRecords,  // every object of the array at the path is a record
  kText,     // a string at the path is a record in JSON
};

struct Wrapper {
  std::string path;
  Wrap wrap;
  std::string beside;  // a key that the top of the object must also have; empty: none
};

// The wrappers that a reader removes, and the paths of values that records inherit from them
// (`_index` of a search hit).
struct Wrappers {
  std::vector<Wrapper> wrappers;
  std::vector<PathId> inherited;
};

// The maximum nesting of wrappers. Below it, a wrapper is a record of unknown shape.
inline constexpr std::size_t kMaxWrapperDepth = 8;

}  // namespace firstseen::json
