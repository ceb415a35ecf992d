// What exporters and APIs put around records.
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
  std::string beside;  // a key that must stand at the top beside it; empty: none
};

// The wrappers that a reader peels, and which values of a wrapper its records keep (`_index` of a search
// hit).
struct Wrappers {
  std::vector<Wrapper> wrappers;
  std::vector<PathId> inherited;
};

// Wrappers in wrappers in wrappers …: beyond this many levels a record is of no known shape.
inline constexpr std::size_t kMaxWrapperDepth = 8;

}  // namespace firstseen::json
