#include "cli/command_table.h"

#include <algorithm>

#include "cli/commands/help_command.h"
#include "cli/commands/hunt_command.h"
#include "cli/commands/inspect_command.h"
#include "cli/commands/normalize_command.h"
#include "cli/commands/rules_command.h"

namespace firstseen::cli {
namespace {

constexpr std::string_view kInputs =
    "Files, directories, or - for standard input, which is also read without INPUT unless it is a terminal";
constexpr std::string_view kRuleNames = "A built-in rule's name, a file, or a directory";

std::string_view parent_of(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? std::string_view() : name.substr(0, space);
}

}  // namespace

const std::vector<CommandRow>& command_table() {
  static const std::vector<CommandRow> rows{
      {.command = Command::kNone,
       .name = "",
       .help = "Hunt exported endpoint logs for what was seen for the first time"},
      {.command = Command::kHunt,
       .name = "hunt",
       .help = "Report terms seen for the first time within the history window",
       .more = "A term is the value, or the combination of values, of the fields that a rule names. Findings "
               "go to standard output; progress, warnings and the summary to standard error.",
       .argument = "INPUT",
       .argument_help = kInputs,
       .argument_target = &Options::inputs,
       .run = commands::hunt_command},
      {.command = Command::kInspect,
       .name = "inspect",
       .help = "Show what is in exports: shapes, times, what is wrong, which fields the rules find",
       .more =
           "With --mapping also how many records each row of the mapping filled; then INPUT may be absent.",
       .argument = "INPUT",
       .argument_help = kInputs,
       .argument_target = &Options::inputs,
       .argument_required = false,
       .run = commands::inspect_command},
      {.command = Command::kNormalize,
       .name = "normalize",
       .help = "Print the events of exports as ECS documents",
       .argument = "INPUT",
       .argument_help = kInputs,
       .argument_target = &Options::inputs,
       .run = commands::normalize_command},
      {.command = Command::kRules, .name = "rules", .help = "List, show and check rules"},
      {.command = Command::kRulesList,
       .name = "rules list",
       .help = "List rules, one per line; by default the built-in ones",
       .argument = "RULE",
       .argument_help = kRuleNames,
       .argument_target = &Options::rules,
       .argument_required = false,
       .run = commands::rules_list_command},
      {.command = Command::kRulesShow,
       .name = "rules show",
       .help = "Show all of each rule, and how it is compiled",
       .argument = "RULE",
       .argument_help = kRuleNames,
       .argument_target = &Options::rules,
       .run = commands::rules_show_command},
      {.command = Command::kRulesCheck,
       .name = "rules check",
       .help = "Check each rule: OK or what is wrong, and fields that only ECS documents can have",
       .argument = "RULE",
       .argument_help = kRuleNames,
       .argument_target = &Options::rules,
       .run = commands::rules_check_command},
      {.command = Command::kHelp,
       .name = "help",
       .help = "Print the full help of a command",
       .argument = "COMMAND",
       .argument_help = "A command, such as hunt or rules check",
       .argument_target = &Options::topics,
       .argument_required = false,
       .run = commands::help_command},
      {.command = Command::kVersion,
       .name = "version",
       .help = "Print the version",
       .run = commands::version_command},
  };
  return rows;
}

const CommandRow& row_of(Command command) {
  const auto& rows = command_table();
  return *std::find_if(rows.begin(), rows.end(),
                       [&](const CommandRow& row) { return row.command == command; });
}

std::string invocation(const CommandRow& row) {
  return row.name.empty() ? "firstseen" : "firstseen " + std::string(row.name);
}

std::vector<const CommandRow*> commands_below(const CommandRow& row) {
  std::vector<const CommandRow*> below;
  for (const CommandRow& other : command_table()) {
    if (!other.name.empty() && parent_of(other.name) == row.name) below.push_back(&other);
  }
  return below;
}

}  // namespace firstseen::cli
