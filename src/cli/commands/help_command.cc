#include "cli/commands/help_command.h"

#include <unistd.h>

#include <algorithm>

#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/report.h"
#include "firstseen/version.h"

namespace firstseen::cli::commands {
int help_command(const Options& options) {
  const CommandRow* command = &row_of(Command::kNone);
  for (const std::string& word : options.topics) {
    const std::vector<const CommandRow*> below = commands_below(*command);
    const std::string name = command->name.empty() ? word : std::string(command->name) + " " + word;
    const auto found =
        std::find_if(below.begin(), below.end(), [&](const CommandRow* row) { return row->name == name; });
    if (found == below.end()) return refuse(unknown_command(*command, word));
    command = *found;
  }
  return print(help_text(*command, HelpLength::kFull, help_width(STDOUT_FILENO)));
}

int version_command(const Options& /*options*/) {
  return print("firstseen " + std::string(version()) + "\n");
}

}  // namespace firstseen::cli::commands
