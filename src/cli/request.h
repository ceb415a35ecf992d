// Converts the typed options to requests of the library.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "firstseen/hunt.h"
#include "firstseen/normalize.h"
#include "output/finding_formats.h"

namespace firstseen::cli {

// A file to write findings to; `-` is standard output.
struct OutputFile {
  const output::FindingFormat* format = nullptr;
  std::string path;
};

// The rules of -r, then the rule of -q.
struct RequestedRules {
  std::vector<Rule> rules;
  Errors notes;  // rules that are skipped, and why
};

// Returns the rules that --only and --not select. Warns of a condition that holds for none.
Result<std::vector<Rule>> select_rules(const Options& options, const std::vector<Rule>& rules);

// Returns the command that names everything about the rules of -r.
std::string check_command(const Options& options);

// Returns what was left out when loading, each kind in one line if there is much of it.
Errors rule_notes(const Options& options, const LoadedRules& loaded);

// Returns the requested rules, or the default rule if there is neither -r nor -q. Fails if no rule
// can be loaded, or if one cannot and bad rules are not skipped.
Result<RequestedRules, Errors> read_rules(const Options& options);

struct HuntOrder {
  HuntRequest request;
  Errors rule_notes;                // see RequestedRules::notes
  std::vector<OutputFile> outputs;  // at least one
};

// Returns the request of a hunt. Fails with the errors of an option or of rules, with hints.
Result<HuntOrder, Errors> resolve_hunt(const Options& options);

struct NormalizeOrder {
  NormalizeRequest request;  // without rules only if there is neither -r nor -q
  Errors rule_notes;
};
// Fails as resolve_hunt() does.
Result<NormalizeOrder, Errors> resolve_normalization(const Options& options);

// Fills the members that all requests share. Reads the mapping files.
Result<void> fill_read_request(const Options& options, ReadRequest& request);

}  // namespace firstseen::cli
