// Parses the command line with the tables of commands and options.
#pragma once

#include <string>

#include "cli/command_table.h"
#include "firstseen/error.h"

namespace firstseen::cli {

struct Parsed {
  const CommandRow* command = nullptr;  // nullptr: help, the version or an error was printed
  int exit_status = 0;                  // if `command` is nullptr
  Options options;
};

// The error for a word where a subcommand of `command` is expected.
Error unknown_command(const CommandRow& command, const std::string& word);

// Parses the arguments. Prints help, the version and usage errors.
Parsed parse_command_line(int argc, const char* const* argv);

}  // namespace firstseen::cli
