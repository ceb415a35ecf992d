// The table of commands.
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
  std::string_view argument = {};  // may be repeated: `INPUT`; empty: the command has subcommands
  std::string_view argument_help = {};
  std::vector<std::string> Options::*argument_target = nullptr;
  bool argument_required = true;                 // at least one
  int (*run)(const Options& options) = nullptr;  // returns the exit status
};

// A command precedes its subcommands.
const std::vector<CommandRow>& command_table();

const CommandRow& row_of(Command command);

// Returns `firstseen hunt`.
std::string invocation(const CommandRow& row);

// Returns the subcommands: for `rules`, `rules list` and others.
std::vector<const CommandRow*> commands_below(const CommandRow& row);

}  // namespace firstseen::cli
