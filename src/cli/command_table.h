// Every command, one row each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/option_table.h"

namespace firstseen::cli {

struct CommandRow {
  Command command;
  std::string_view name;           // `rules list`; empty: `firstseen` itself
  std::string_view help;           // one line, without a full stop
  std::string_view more = {};      // whole sentences that `--help` adds
  std::string_view argument = {};  // what it takes any number of: `INPUT`; empty: it has commands below it
  std::string_view argument_help = {};
  std::vector<std::string> Options::*argument_target = nullptr;
  bool argument_required = true;                 // at least one
  int (*run)(const Options& options) = nullptr;  // returns the exit status
};

// A command comes before those below it.
const std::vector<CommandRow>& command_table();

const CommandRow& row_of(Command command);

// `rules list` for `rules`.
std::vector<const CommandRow*> commands_below(const CommandRow& row);

}  // namespace firstseen::cli
