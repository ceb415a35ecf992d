// One record through the built-in source tables, for tests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "event/field.h"
#include "sources/normalizer.h"

namespace firstseen::test {

// What became of one record.
struct ReadRecord {
  sources::Outcome outcome = sources::Outcome::kUnknownShape;
  std::string source;
  std::string shape;
  std::map<std::string, std::string> fields;  // name → JSON of its values, an array when there are several
  std::vector<std::string> derived;

  // The JSON of a field, `-` when it is missing.
  std::string operator[](const std::string& name) const;
};

// All records of a text. Besides the common fields those of `extra` are read; `tables` are tried before the
// built-in ones.
std::vector<ReadRecord> read_records(std::string_view text, const std::vector<std::string>& extra = {},
                                     const sources::NormalizerOptions& options = {},
                                     const std::vector<sources::SourceTable>& tables = {});

// The only record of a text.
ReadRecord read_record(std::string_view text, const std::vector<std::string>& extra = {},
                       const sources::NormalizerOptions& options = {},
                       const std::vector<sources::SourceTable>& tables = {});

}  // namespace firstseen::test
