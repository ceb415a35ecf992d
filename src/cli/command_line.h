// Reads the command line by the tables of commands and options.
#pragma once

#include "cli/command_table.h"

namespace firstseen::cli {

struct Parsed {
  const CommandRow* command = nullptr;  // nullptr: parsing already printed all that is to be printed
  int exit_status = 0;                  // then
  Options options;
};

// Prints help, the version and usage errors by itself.
Parsed parse_command_line(int argc, const char* const* argv);

}  // namespace firstseen::cli
