#include "cli/rules_command.h"

#include <unistd.h>

#include <algorithm>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "hunt/plan.h"
#include "output/rule_json.h"
#include "output/rule_text.h"
#include "output/sink.h"
#include "rules/loader.h"
#include "rules/rule_set.h"
#include "sources/tables/tables.h"

namespace firstseen::cli {
namespace {

void print(std::string_view text) {
  (void)output::write_all(STDOUT_FILENO, text);
}

// The rules that were asked for, by default the built-in ones.
rules::LoadedRules requested(const Options& options) {
  if (!options.rules.empty()) return rules::load_rules(options.rules);
  rules::LoadedRules loaded;
  loaded.rules = builtin_rules();
  return loaded;
}

void say_skipped(const rules::LoadedRules& loaded) {
  for (const Error& note : loaded.skipped) say("passed over: " + to_text(note) + "\n");
}

int say_errors(const std::vector<Error>& errors) {
  for (const Error& error : errors) say("firstseen: " + to_text(error) + "\n");
  return errors.empty() ? kDone : kNotRun;
}

}  // namespace

int rules_list_command(const Options& options) {
  const rules::LoadedRules loaded = requested(options);
  print(options.format == "json" ? output::to_rules_json(loaded.rules) : output::to_rule_list(loaded.rules));
  say_skipped(loaded);
  return say_errors(loaded.errors);
}

int rules_show_command(const Options& options) {
  const rules::LoadedRules loaded = requested(options);
  int status = say_errors(loaded.errors);
  say_skipped(loaded);
  for (const Rule& rule : loaded.rules) {
    const auto set = rules::compile_rules({rule}, {});
    if (!set) {
      status = std::max(status, say_errors({set.error()}));
      continue;
    }
    print(output::to_rule_text(set->rules.front(), set->fields));
    if (options.prefilter)
      print(output::to_prefilter_text(
          hunt::requirements_of(*set, sources::tables::builtin_tables(), false).front()));
  }
  return status;
}

int rules_check_command(const Options& options) {
  const rules::LoadedRules loaded = requested(options);
  int status = kDone;
  for (const Rule& rule : loaded.rules) {
    const auto set = rules::compile_rules({rule}, {});
    print(set ? output::to_check_text(set->rules.front(), *set)
              : output::to_failed_check_text(rule, set.error()));
    if (!set) status = kNotRun;
  }
  say_skipped(loaded);
  return std::max(status, say_errors(loaded.errors));
}

}  // namespace firstseen::cli
