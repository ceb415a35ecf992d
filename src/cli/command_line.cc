#include "cli/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <map>

#include "cli/exit_status.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "firstseen/version.h"
#include "output/sink.h"

namespace firstseen::cli {
namespace {

constexpr std::size_t kHelpWidth = 100;     // if the width of standard output is unknown
constexpr std::size_t kMaxHelpWidth = 120;  // longer lines are hard to read

// Adds the option `names` to `app`, by the type of its target. Returns null for an option without a
// target, such as --help.
struct AddOption {
  CLI::App& app;
  std::string names;
  Options& options;

  CLI::Option* operator()(std::monostate) const { return nullptr; }
  CLI::Option* operator()(bool Options::*flag) const { return app.add_flag(names, options.*flag); }
  CLI::Option* operator()(std::optional<std::string> Options::*text) const {
    std::optional<std::string>& member = options.*text;
    return app.add_option_function<std::string>(names,
                                                [&member](const std::string& typed) { member = typed; });
  }
  CLI::Option* operator()(std::vector<std::string> Options::*list) const {
    return app.add_option(names, options.*list)->allow_extra_args(false);
  }
  template <typename Value>
  CLI::Option* operator()(Value Options::*value) const {
    return app.add_option(names, options.*value);
  }
};

void add_option(CLI::App& app, const OptionRow& row, Options& options) {
  std::string names(row.name);
  if (!row.letter.empty()) names = std::string(row.letter) + "," + names;
  CLI::Option* const option = std::visit(AddOption{app, names, options}, row.target);
  if (option == nullptr) return;
  if (!row.value.empty()) option->type_name(std::string(row.value));
  if (row.value_optional) option->expected(0, 1);
  if (!row.choices.empty()) option->check(CLI::IsMember(row.choices));
  if (row.range) option->check(CLI::Range(row.range->first, row.range->second));
}

// Adds a command with its options below `parent`. The command without a name is `parent` itself.
CLI::App* add_command(CLI::App& parent, const CommandRow& row, Options& options) {
  const std::size_t space = row.name.rfind(' ');
  const std::string_view own = space == std::string_view::npos ? row.name : row.name.substr(space + 1);
  CLI::App* const app = row.name.empty() ? &parent : parent.add_subcommand(std::string(own));
  for (const OptionRow* option : options_of(row.command)) add_option(*app, *option, options);
  if (row.argument.empty()) {
    app->require_subcommand(1);
  } else {
    app->add_option(std::string(row.argument), options.*row.argument_target)->required(row.argument_required);
  }
  return app;
}

std::size_t help_width() {
  const std::size_t width = columns(STDOUT_FILENO);
  return width == 0 ? kHelpWidth : std::min(width, kMaxHelpWidth);
}

// Returns the innermost command that was typed.
const CommandRow& typed_command(const std::map<const CLI::App*, const CommandRow*>& commands,
                                const CLI::App& app) {
  const CLI::App* last = &app;
  while (!last->get_subcommands().empty()) last = last->get_subcommands().back();
  return *commands.at(last);
}

int print(const std::string& text) {
  (void)output::write_all(STDOUT_FILENO, text);
  return kDone;
}

std::string invocation(const CommandRow& row) {
  return row.name.empty() ? "firstseen" : "firstseen " + std::string(row.name);
}

}  // namespace

Parsed parse_command_line(int argc, const char* const* argv) {
  Parsed parsed;
  CLI::App app;
  app.set_help_flag("-h");
  app.set_help_all_flag("--help");
  app.set_version_flag("--version", std::string(version()));
  std::map<std::string_view, CLI::App*> apps;
  std::map<const CLI::App*, const CommandRow*> commands;
  for (const CommandRow& row : command_table()) {
    const std::size_t space = row.name.rfind(' ');
    CLI::App* const parent = space == std::string_view::npos ? &app : apps.at(row.name.substr(0, space));
    apps[row.name] = add_command(*parent, row, parsed.options);
    commands[apps[row.name]] = &row;
  }
  try {
    app.parse(argc, argv);
    parsed.command = &typed_command(commands, app);
  } catch (const CLI::CallForHelp&) {
    parsed.exit_status = print(help_text(typed_command(commands, app), HelpLength::kShort, help_width()));
  } catch (const CLI::CallForAllHelp&) {
    parsed.exit_status = print(help_text(typed_command(commands, app), HelpLength::kFull, help_width()));
  } catch (const CLI::CallForVersion&) {
    parsed.exit_status = print("firstseen " + std::string(version()) + "\n");
  } catch (const CLI::ParseError& error) {
    parsed.exit_status =
        refuse(Error(error.what(), "see " + invocation(typed_command(commands, app)) + " --help"));
  }
  return parsed;
}

}  // namespace firstseen::cli
