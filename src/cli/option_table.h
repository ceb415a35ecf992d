// The table of options of all commands, which parsing and help read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/options.h"

namespace firstseen::cli {

enum class Command : std::uint8_t {
  kNone,  // `firstseen` without a command
  kHunt,
  kInspect,
  kNormalize,
  kRules,
  kRulesList,
  kRulesShow,
  kRulesCheck,
  kHelp,
  kVersion,
};

// The commands that read inputs.
inline const std::vector<Command> kReading{Command::kHunt, Command::kInspect, Command::kNormalize};

// The member that an option fills. An option with a list may be repeated. An option without a
// member ends parsing, such as --help.
using OptionTarget = std::variant<std::monostate, bool Options::*, unsigned Options::*,
                                  std::uint64_t Options::*, std::string Options::*,
                                  std::optional<std::string> Options::*, std::vector<std::string> Options::*>;

struct OptionRow {
  std::string_view name;                  // `--output`
  std::string_view letter = {};           // `-o`; empty: none
  std::string_view group;                 // its heading in the help
  std::string_view value = {};            // its value, as help names it: `FILE`; empty: it has none
  bool value_optional = false;            // the value may be omitted
  std::vector<std::string> choices = {};  // allowed values, the default first; empty: any
  std::optional<std::pair<std::uint64_t, std::uint64_t>> range = {};  // of a number, inclusive
  std::string default_text = {};  // the default in words; empty: see default_of()
  std::string_view help;          // one line, without a full stop
  std::string_view more = {};     // whole sentences that `--help` adds
  std::vector<Command> commands;
  OptionTarget target = {};
};

// Grouped, in the order of the help.
const std::vector<OptionRow>& option_table();

std::vector<const OptionRow*> options_of(Command command);

// Returns the default as help shows it: default_text, else the first choice, else a number's
// initial value. Empty if there is none.
std::string default_of(const OptionRow& row);

bool is_repeatable(const OptionRow& row);

}  // namespace firstseen::cli
