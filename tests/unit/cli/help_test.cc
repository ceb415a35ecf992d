// Help shows all that the tables have.
#include "cli/help.h"

#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "cli/exit_status.h"

namespace firstseen {
namespace {

using cli::Command;
using cli::HelpLength;

// With each run of blanks as one, so that line breaks do not count.
std::string unwrapped(const std::string& text) {
  std::istringstream words(text);
  std::string out;
  for (std::string word; words >> word;) out += word + " ";
  return out;
}

std::string full_help(Command command) {
  return unwrapped(help_text(cli::row_of(command), HelpLength::kFull, 100));
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("help: has every option of a command, with choices and default") {
  for (const cli::CommandRow& command : cli::command_table()) {
    const std::string text = full_help(command.command);
    CHECK(contains(text, command.help));
    CHECK(contains(text, command.more));
    for (const cli::OptionRow* row : cli::options_of(command.command)) {
      CAPTURE(command.name, row->name);
      CHECK(contains(text, row->name));
      CHECK(contains(text, row->help));
      CHECK(contains(text, row->more));
      CHECK(contains(text, cli::default_of(*row)));
      for (const std::string& choice : row->choices) CHECK(contains(text, choice));
    }
    for (const cli::CommandRow* below : cli::commands_below(command)) CHECK(contains(text, below->help));
    for (const cli::ExitStatusRow& row : cli::exit_statuses()) CHECK(contains(text, row.meaning));
  }
}

TEST_CASE("help: an option shows its letter, its value and what it takes") {
  const std::string text = full_help(Command::kHunt);
  for (const char* const line :
       {"Usage: firstseen hunt [OPTIONS] INPUT... ", "-o, --output [FORMAT=]FILE Write findings",
        "[choices: table, ndjson, csv; default: table]", "[1 to 1073741824; default: 16777216]",
        "[default: rare-smb-to-internet; repeatable]. `firstseen rules list`", " --to TIME The end"}) {
    CAPTURE(line);
    CHECK(contains(text, line));
  }
  CHECK(contains(full_help(Command::kInspect), "Usage: firstseen inspect [OPTIONS] [INPUT...] "));
  CHECK(contains(full_help(Command::kRules), "Usage: firstseen rules COMMAND "));
}

TEST_CASE("help: the short one leaves out what only --help adds") {
  const cli::CommandRow& hunt = cli::row_of(Command::kHunt);
  const std::string text = unwrapped(help_text(hunt, HelpLength::kShort, 100));
  CHECK_FALSE(contains(text, hunt.more));
  CHECK_FALSE(contains(text, "Exit status"));
}

TEST_CASE("help: lines keep to the width") {
  for (const std::size_t width : {60U, 80U, 120U}) {
    for (const cli::CommandRow& command : cli::command_table()) {
      std::istringstream lines(help_text(command, HelpLength::kFull, width));
      for (std::string line; std::getline(lines, line);) {
        CAPTURE(line, width);
        CHECK(line.size() <= width);
        CHECK_FALSE(line.ends_with(' '));
      }
    }
  }
  CHECK_FALSE(help_text(cli::row_of(Command::kHunt), HelpLength::kFull, 1).empty());
}

}  // namespace firstseen
