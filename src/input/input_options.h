// How inputs are read.
#pragma once

#include <cstdint>

#include "firstseen/expansion_bounds.h"

namespace firstseen::input {

struct InputOptions {
  std::uint64_t block_bytes = 1024 * 1024;        // how much a worker takes at a time
  std::uint64_t max_document = 16 * 1024 * 1024;  // of a longer text only max_text + 1 bytes are kept
  std::uint32_t max_members = 1'000'000;          // entries of an archive, those of archives within included
  ExpansionBounds expansion = {};
};

}  // namespace firstseen::input
