#include "cli/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <utility>

#include "cli/exit_status.h"
#include "cli/help.h"
#include "cli/option_value.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "firstseen/version.h"
#include "output/wording.h"

namespace firstseen::cli {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kEndOfOptions = "--";  // what follows are arguments

// Where the words of a command line begin: `rules list` has two.
std::string_view last_word(std::string_view name) {
  return name.substr(name.rfind(' ') + 1);  // npos + 1 is 0
}

bool is_option(std::string_view word) {
  return word.size() > 1 && word.front() == '-';
}

// The option of any command that a word names, which may have a value after `=`.
const OptionRow* option_named(std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  for (const OptionRow& row : option_table()) {
    if (row.name == name || (!row.letter.empty() && row.letter == name)) return &row;
  }
  return nullptr;
}

// Fails for `-quiet`, which would be the query `uiet`, and for `--output=`, since the parser would take the next
// word as its value.
Result<void> check_values(const Words& words) {
  for (const std::string& word : words) {
    const bool one_dash = is_option(word) && word[1] != '-' && word.size() > 2;
    if (const OptionRow* const meant = one_dash ? option_named("-" + word) : nullptr)
      return fail("there is no option " + word, "did you mean -" + word + "?");
    const OptionRow* const row =
        is_option(word) && word.find('=') == word.size() - 1 ? option_named(word) : nullptr;
    if (row == nullptr) continue;
    Options unused;
    if (auto checked = fill_option(*row, {""}, unused); !checked) return checked;
  }
  return {};
}

// Moves options that precede the command after it, where the parser expects them:
// `--quiet hunt x` is `hunt --quiet x`. Those of `firstseen` itself stay.
Words with_options_after_command(Words words) {
  std::size_t command = 0;
  while (command < words.size() && is_option(words[command])) {
    const OptionRow* const row = option_named(words[command]);
    if (row == nullptr || std::holds_alternative<std::monostate>(row->target)) return words;
    const bool next_is_value = !row->value.empty() && words[command].find('=') == std::string::npos;
    command += next_is_value ? 2 : 1;
  }
  if (command >= words.size()) return words;
  std::size_t end = command + 1;
  while (end < words.size() &&
         std::any_of(command_table().begin(), command_table().end(),
                     [&](const CommandRow& row) { return row.name == words[command] + " " + words[end]; }))
    ++end;
  std::rotate(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(command),
              words.begin() + static_cast<std::ptrdiff_t>(end));
  return words;
}

// The parser of one command and what it found. Values are kept as typed; option_value.cc reads them.
struct CommandParser {
  CLI::App* app = nullptr;
  std::vector<std::pair<const OptionRow*, CLI::Option*>> options;
  CLI::Option* arguments = nullptr;
};

class Parser {
 public:
  Parser() {
    app_.set_help_flag("-h");
    app_.set_help_all_flag("--help");
    app_.set_version_flag("-V,--version", std::string(version()));
    app_.allow_extras();
    app_.require_subcommand(0, 1);  // of `help hunt`, hunt is an argument
    for (const CommandRow& row : command_table()) add(row);
  }

  // Throws CLI::ParseError.
  void parse(Words words) {
    std::reverse(words.begin(), words.end());  // as the library takes them
    app_.parse(std::move(words));
  }

  // Returns the innermost command that was typed.
  const CommandRow& command() const {
    const CLI::App* last = &app_;
    while (!last->get_subcommands().empty()) last = last->get_subcommands().back();
    return *std::find_if(command_table().begin(), command_table().end(),
                         [&](const CommandRow& row) { return parsers_.at(row.command).app == last; });
  }

  // Returns the words that are neither a command nor an option nor an argument.
  Words others() const { return app_.remaining(true); }

  const CommandParser& parser_of(const CommandRow& row) const { return parsers_.at(row.command); }

 private:
  void add(const CommandRow& row) {
    CommandParser& parser = parsers_[row.command];
    const std::size_t space = row.name.rfind(' ');
    parser.app = &app_;
    if (!row.name.empty()) {
      CLI::App* const parent = space == std::string_view::npos
                                   ? &app_
                                   : app_.get_subcommand(std::string(row.name.substr(0, space)));
      parser.app = parent->add_subcommand(std::string(last_word(row.name)));
    }
    for (const OptionRow* option : options_of(row.command)) {
      if (!std::holds_alternative<std::monostate>(option->target))
        parser.options.emplace_back(option, add_option(*parser.app, *option));
    }
    if (!row.argument.empty()) {
      parser.arguments = parser.app->add_option(std::string(row.argument))->expected(-1);
      parser.arguments->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
  }

  static CLI::Option* add_option(CLI::App& app, const OptionRow& row) {
    std::string names(row.name);
    if (!row.letter.empty()) names = std::string(row.letter) + "," + names;
    if (row.value.empty()) return app.add_flag(names);
    CLI::Option* const option = app.add_option(names);
    option->expected(row.value_optional ? 0 : 1, 1)->allow_extra_args(false);
    return option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  CLI::App app_;
  std::map<Command, CommandParser> parsers_;
};

void say_help(const CommandRow& command) {
  say("\n" + help_text(command, HelpLength::kShort, help_width(STDERR_FILENO)));
}

int print_help(const CommandRow& command, HelpLength length) {
  return print(help_text(command, length, help_width(STDOUT_FILENO)));
}

// The error for an option that the command does not have.
Error unknown_option(const CommandRow& command, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  if (const OptionRow* const row = option_named(word); row != nullptr && !command.name.empty())
    return Error(name + " is not an option of " + invocation(command),
                 "it is one of " + invocation(row_of(row->commands.front())));
  std::vector<std::string_view> names;
  for (const OptionRow* row : options_of(command.command)) names.push_back(row->name);
  return Error("there is no option " + name,
               output::suggestion(name, names, "see " + invocation(command) + " --help"));
}

}  // namespace

Error unknown_command(const CommandRow& command, const std::string& word) {
  std::vector<std::string_view> names;
  std::string list;
  for (const CommandRow* below : commands_below(command)) {
    names.push_back(last_word(below->name));
    list += (list.empty() ? "" : ", ") + std::string(names.back());
  }
  const bool is_path = word == "-" || word.find_first_of("./") != std::string::npos;
  if (is_path && command.name.empty())
    return Error(
        "a command comes before " + word,
        "firstseen hunt " + word + " hunts in it, firstseen inspect " + word + " shows what is in it");
  return Error("there is no command " + std::string(command.name) + (command.name.empty() ? "" : " ") + word,
               output::suggestion(word, names, "commands are: " + list));
}

namespace {

// An option without its value. The library's message begins with the name.
Error missing_value(const CommandRow& command, const std::string& message) {
  const std::string name = message.substr(0, message.find(':'));
  const OptionRow* const row = option_named(name);
  if (row == nullptr) return Error(message, "see " + invocation(command) + " --help");
  return Error(name + " needs a value", "write " + name + " " + std::string(row->value));
}

// Without an input, standard input is read unless it is a terminal. Waiting for it is announced.
Result<void> complete_arguments(const CommandRow& command, Options& options) {
  Words& arguments = options.*command.argument_target;
  const bool reads_inputs = command.argument_target == &Options::inputs;
  if (reads_inputs && std::find(arguments.begin(), arguments.end(), "-") != arguments.end() &&
      is_terminal(STDIN_FILENO))
    say("firstseen: reading standard input from the terminal, until Ctrl-D\n");
  if (!arguments.empty()) return {};
  const bool others = options.tables || !options.mappings.empty() || is_terminal(STDIN_FILENO);
  if (!command.argument_required && (!reads_inputs || others)) return {};
  const std::string name(command.argument);
  if (!reads_inputs || is_terminal(STDIN_FILENO))
    return fail(name + " is missing", "write " + invocation(command) + " " + name);
  arguments.emplace_back("-");
  if (!options.quiet) say("firstseen: no " + name + " is given: reading standard input\n");
  return {};
}

// Takes the words after `--`, which are arguments, off the end.
Words take_arguments(Words& words) {
  const auto end = std::find(words.begin(), words.end(), kEndOfOptions);
  if (end == words.end()) return {};
  Words arguments(std::next(end), words.end());
  words.erase(end, words.end());
  return arguments;
}

// Reads the words of the command that was typed, and `arguments` after them.
Result<void> fill(const Parser& parser, const CommandRow& command, const Words& arguments, Options& options) {
  for (const std::string& word : parser.others()) {
    if (is_option(word)) return fail(unknown_option(command, word));
    if (command.run == nullptr) return fail(unknown_command(command, word));
  }
  const CommandParser& parsed = parser.parser_of(command);
  for (const auto& [row, option] : parsed.options) {
    if (option->count() == 0) continue;
    if (auto filled = fill_option(*row, option->results(), options); !filled) return filled;
  }
  if (command.run == nullptr) return {};
  if (parsed.arguments == nullptr) return {};
  Words& all = options.*command.argument_target;
  if (parsed.arguments->count() > 0) all = parsed.arguments->results();
  all.insert(all.end(), arguments.begin(), arguments.end());
  return complete_arguments(command, options);
}

}  // namespace

Parsed parse_command_line(int argc, const char* const* argv) {
  Parsed parsed;
  Parser parser;
  Words words(argv + 1, argv + argc);
  const Words arguments = take_arguments(words);
  if (const auto checked = check_values(words); !checked) {
    parsed.exit_status = refuse(checked.error());
    return parsed;
  }
  try {
    parser.parse(with_options_after_command(std::move(words)));
  } catch (const CLI::CallForVersion&) {
    parsed.exit_status = print("firstseen " + std::string(version()) + "\n");
    return parsed;
  } catch (const CLI::CallForHelp&) {
    parsed.exit_status = print_help(parser.command(), HelpLength::kShort);
    return parsed;
  } catch (const CLI::CallForAllHelp&) {
    parsed.exit_status = print_help(parser.command(), HelpLength::kFull);
    return parsed;
  } catch (const CLI::ParseError& error) {
    parsed.exit_status = refuse(missing_value(parser.command(), error.what()));
    return parsed;
  }
  const CommandRow& command = parser.command();
  if (auto filled = fill(parser, command, arguments, parsed.options); !filled) {
    parsed.exit_status = refuse(filled.error());
    if (is_terminal(STDIN_FILENO) && command.argument_target == &Options::inputs &&
        parsed.options.inputs.empty())
      say_help(command);
  } else if (command.run == nullptr) {
    parsed.exit_status = refuse(Error("a command is missing"));
    say_help(command);
  } else {
    parsed.command = &command;
  }
  return parsed;
}

}  // namespace firstseen::cli
