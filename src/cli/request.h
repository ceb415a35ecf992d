// What was meant: typed options made into a hunt.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "firstseen/hunt.h"
#include "firstseen/normalize.h"
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

// The rules of -r, and last the one that -q describes.
struct RequestedRules {
  std::vector<Rule> rules;
  std::vector<Error> notes;   // rules that are passed over
  std::vector<Error> errors;  // rules that cannot be loaded
};

// The default rule when neither -r nor -q was typed. Fails when none of the rules can be loaded, or one cannot
// and bad rules are not to be skipped; `requested.errors` has all of them.
Result<void> read_rules(const Options& options, RequestedRules& requested);

// The rules are empty only when neither -r nor -q was typed: then every event is wanted. Fails as above.
Result<void> resolve_normalization(const Options& options, NormalizeRequest& request,
                                   RequestedRules& requested);

// Reads the mapping files.
Result<void> fill_read_request(const Options& options, ReadRequest& request);

}  // namespace firstseen::cli
