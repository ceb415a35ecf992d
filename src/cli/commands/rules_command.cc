#include "cli/commands/rules_command.h"

#include <unistd.h>

#include <algorithm>
#include <vector>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "cli/request.h"
#include "cli/terminal.h"
#include "output/escape.h"
#include "output/rule_report.h"

namespace firstseen::cli::commands {
namespace {

// Returns the rules of the arguments with their errors, or the built-in rules if there are none. Of these
// the selected ones.
Result<LoadedRules> requested(const Options& options) {
  LoadedRules loaded;
  if (options.rules.empty()) {
    loaded.rules = builtin_rules();
  } else {
    loaded = load_rules(options.rules, {.keep_good = true}).value_or(LoadedRules{});
  }
  auto selected = select_rules(options, loaded.rules);
  if (!selected) return fail(selected.error());
  loaded.rules = std::move(*selected);
  return loaded;
}

// Prints text, wrapped to the width of a terminal.
int print_text(const std::string& text) {
  return print(output::wrapped(text, columns(STDOUT_FILENO)));
}

// Prints what is left out and which files cannot be read. Returns the exit status.
int report_others(const Options& options, const LoadedRules& loaded) {
  say_passed_over(rule_notes(options, loaded));
  return loaded.bad.empty() ? kDone : refuse(loaded.bad);
}

}  // namespace

int rules_list_command(const Options& options) {
  const auto loaded = requested(options);
  if (!loaded) return refuse(loaded.error());
  const int printed = options.format == "json" ? print(output::to_rules_json(loaded->rules))
                                               : print_text(output::to_rule_list(loaded->rules));
  return std::max(printed, report_others(options, *loaded));
}

int rules_show_command(const Options& options) {
  const auto loaded = requested(options);
  if (!loaded) return refuse(loaded.error());
  int status = report_others(options, *loaded);
  for (const Rule& rule : loaded->rules) {
    const auto text = output::to_rule_text(rule, options.prefilter);
    status = std::max(status, text ? print_text(*text) : refuse(text.error()));
  }
  return status;
}

int rules_check_command(const Options& options) {
  const auto loaded = requested(options);
  if (!loaded) return refuse(loaded.error());
  std::vector<Result<RuleCheck>> checks;
  for (const Rule& rule : loaded->rules) checks.push_back(check_rule(rule));
  const bool bad = std::any_of(checks.begin(), checks.end(), [&](const Result<RuleCheck>& check) {
    return !check || (options.strict && !check->warnings.empty());
  });
  const int printed = options.format == "json" ? print(output::to_checks_json(*loaded, checks))
                                               : print_text(output::to_check_text(*loaded, checks));
  const int unreadable = loaded->bad.empty() ? kDone : refuse(loaded->bad);
  return std::max({printed, unreadable, bad ? static_cast<int>(kNotRun) : static_cast<int>(kDone)});
}

}  // namespace firstseen::cli::commands
