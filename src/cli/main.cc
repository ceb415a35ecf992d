#include "cli/exit_status.h"
#include "cli/hunt_command.h"
#include "cli/inspect_command.h"
#include "cli/normalize_command.h"
#include "cli/options.h"
#include "cli/rules_command.h"

int main(int argc, char** argv) {
  using firstseen::cli::Parsed;
  const Parsed parsed = firstseen::cli::parse_command_line(argc, argv);
  switch (parsed.command) {
    case Parsed::Command::kNone: return parsed.exit_status;
    case Parsed::Command::kRules: return firstseen::cli::run_rules(parsed.options.rules);
    case Parsed::Command::kInspect: return firstseen::cli::run_inspect(parsed.options.inspect);
    case Parsed::Command::kNormalize: return firstseen::cli::run_normalize(parsed.options.normalize);
    case Parsed::Command::kHunt: return firstseen::cli::run_hunt(parsed.options.hunt);
  }
  return firstseen::cli::kNotRun;
}
