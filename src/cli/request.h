// What was meant: typed options made into a hunt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "firstseen/hunt.h"
#include "output/finding_writers.h"

namespace firstseen::cli {

// A file to write findings to.
struct OutputFile {
  Format format;
  std::string path;
};

struct HuntOrder {
  HuntRequest request;
  std::vector<Error> rule_notes;    // rules that are passed over
  std::vector<Error> rule_errors;   // rules that cannot run
  Format format = Format::kTable;   // of standard output
  std::vector<OutputFile> outputs;  // instead of standard output, when there are any
};

// Fails with what is wrong with an option, and how it is written right; of rules, order.rule_errors has all
// errors.
Result<void> understand(const HuntOptions& options, HuntOrder& order);

}  // namespace firstseen::cli
