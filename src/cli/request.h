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

// The rules of -r, and last the one that -q describes.
struct RequestedRules {
  std::vector<Rule> rules;
  Errors notes;  // rules that are passed over, and why
};

// The default rule when neither -r nor -q was typed. Fails when none of the rules can be loaded, or one cannot
// and bad rules are not to be skipped.
Result<RequestedRules, Errors> read_rules(const Options& options);

struct HuntOrder {
  HuntRequest request;
  Errors rule_notes;                              // as RequestedRules has them
  const output::FindingFormat* format = nullptr;  // of standard output
  std::vector<OutputFile> outputs;                // instead of standard output, when there are any
};

// These fail with what is wrong with an option or in rules, and how it is written right.
Result<HuntOrder, Errors> resolve_hunt(const Options& options);

struct NormalizeOrder {
  NormalizeRequest request;  // its rules are empty only when neither -r nor -q was typed
  Errors rule_notes;
};
Result<NormalizeOrder, Errors> resolve_normalization(const Options& options);

// Reads the mapping files.
Result<void> fill_read_request(const Options& options, ReadRequest& request);

}  // namespace firstseen::cli
