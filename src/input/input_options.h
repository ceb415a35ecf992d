// How inputs are read.
#pragma once

#include <cstdint>

#include "csv/header.h"
#include "firstseen/expansion_bounds.h"

namespace firstseen::input {

struct InputOptions {
  std::uint64_t block_bytes = 1024 * 1024;        // size of a block
  std::uint64_t max_document = 16 * 1024 * 1024;  // of longer documents, at least one byte more is kept
  std::uint32_t max_members = 1'000'000;          // entries of an archive, including those of nested archives
  ExpansionBounds expansion = {};
  csv::KnownColumns known = {};  // of tables; see archive/table_head.h
};

}  // namespace firstseen::input
