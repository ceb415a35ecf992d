#include "cli/commands/rules_command.h"

#include <algorithm>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "output/rule_json.h"
#include "output/rule_text.h"

namespace firstseen::cli::commands {
namespace {

// Returns the rules of the arguments with their errors, or the built-in rules if there are none.
LoadedRules requested(const Options& options) {
  LoadedRules builtin;
  builtin.rules = builtin_rules();
  if (options.rules.empty()) return builtin;
  return load_rules(options.rules, {.keep_good = true}).value_or(LoadedRules{});
}

// Prints which rules are not supported and which cannot be read. Returns the exit status.
int report_others(const LoadedRules& loaded) {
  for (const Error& note : loaded.unsupported) say("firstseen: passed over: " + to_text(note) + "\n");
  return loaded.bad.empty() ? kDone : refuse(loaded.bad);
}

}  // namespace

int rules_list_command(const Options& options) {
  const LoadedRules loaded = requested(options);
  const int printed = print(options.format == "json" ? output::to_rules_json(loaded.rules)
                                                     : output::to_rule_list(loaded.rules));
  return std::max(printed, report_others(loaded));
}

int rules_show_command(const Options& options) {
  const LoadedRules loaded = requested(options);
  int status = report_others(loaded);
  for (const Rule& rule : loaded.rules) {
    const auto text = output::to_rule_text(rule, options.prefilter);
    if (!text) status = std::max(status, refuse(text.error()));
    if (text) status = std::max(status, print(*text));
  }
  return status;
}

int rules_check_command(const Options& options) {
  const LoadedRules loaded = requested(options);
  int status = kDone;
  for (const Rule& rule : loaded.rules) {
    const auto checked = check_rule(rule);
    status = std::max(status, print(output::to_check_text(rule, checked)));
    if (!checked) status = std::max<int>(status, kNotRun);
  }
  return std::max(status, report_others(loaded));
}

}  // namespace firstseen::cli::commands
