// Every option of every command, one row each. Parsing and help come from these rows.
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
};

// The member that an option fills. One with a list may be given again; none: parsing ends with it.
using OptionTarget = std::variant<std::monostate, bool Options::*, unsigned Options::*,
                                  std::uint64_t Options::*, std::string Options::*,
                                  std::optional<std::string> Options::*, std::vector<std::string> Options::*>;

struct OptionRow {
  std::string_view name;                  // `--output`
  std::string_view letter = {};           // `-o`; empty: none
  std::string_view group;                 // the heading of help that it is under
  std::string_view value = {};            // what follows it, as help names it: `FILE`; empty: nothing does
  bool value_optional = false;            // nothing may follow it
  std::vector<std::string> choices = {};  // all values it takes, the first is the default; empty: any
  std::optional<std::pair<std::uint64_t, std::uint64_t>> range = {};  // of a number, both ends included
  std::string default_text = {};  // the default in words, where the member's own value does not say it
  std::string_view help;          // one line, without a full stop
  std::string_view more = {};     // whole sentences that `--help` adds
  std::vector<Command> commands;
  OptionTarget target = {};
};

// Grouped, in the order of help.
const std::vector<OptionRow>& option_table();

std::vector<const OptionRow*> options_of(Command command);

// The default as help shows it; empty: none, or it goes without saying.
std::string default_of(const OptionRow& row);

bool is_repeatable(const OptionRow& row);

}  // namespace firstseen::cli
