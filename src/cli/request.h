// What was meant: typed options made into a hunt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "firstseen/hunt.h"
#include "output/finding_formats.h"

namespace firstseen::cli {

// A file to write findings to.
struct OutputFile {
  const output::FindingFormat* format = nullptr;
  std::string path;
};

struct HuntOrder {
  HuntRequest request;
  std::vector<Error> rule_notes;                  // rules that are passed over
  std::vector<Error> rule_errors;                 // rules that cannot run
  const output::FindingFormat* format = nullptr;  // of standard output
  std::vector<OutputFile> outputs;                // instead of standard output, when there are any
};

// Fails with what is wrong with an option, and how it is written right; of rules, order.rule_errors has all
// errors.
Result<void> resolve_hunt(const Options& options, HuntOrder& order);

// The rules that were asked for, the ad-hoc one last.
struct RequestedRules {
  std::vector<Rule> rules;
  std::vector<Error> notes;   // rules that are passed over
  std::vector<Error> errors;  // rules that cannot be loaded
};

// Fails when a rule cannot be loaded and bad rules are not to be skipped; `asked.errors` has all of them.
Result<void> read_rules(const Options& options, RequestedRules& asked);

void fill_read_request(const Options& options, ReadRequest& request);

}  // namespace firstseen::cli
