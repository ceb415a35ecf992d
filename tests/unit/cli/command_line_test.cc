// The tables of commands and options, and what the command line makes of them.
#include "cli/command_line.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "cli/exit_status.h"
#include "support/captured_output.h"

namespace firstseen {
namespace {

using cli::Command;
using cli::CommandRow;
using cli::OptionRow;
using cli::Options;

using Words = std::vector<std::string>;

cli::Parsed parse(const Words& words) {
  const test::CapturedOutput silence(STDERR_FILENO, "/dev/null");
  std::vector<const char*> argv{"firstseen"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  return cli::parse_command_line(static_cast<int>(argv.size()), argv.data());
}

// `rules list x`: the words of a command, with one argument.
Words invocation(const CommandRow& row) {
  Words words;
  const std::size_t space = row.name.find(' ');
  words.emplace_back(row.name.substr(0, space));
  if (space != std::string_view::npos) words.emplace_back(row.name.substr(space + 1));
  words.emplace_back("x");
  return words;
}

// A value that the option takes and that is not its default.
std::string sample(const OptionRow& row) {
  if (!row.choices.empty()) return row.choices.back();
  return row.range ? std::to_string(row.range->second) : "7";
}

struct MemberText {
  const Options& options;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool Options::*flag) const { return options.*flag ? "set" : ""; }
  std::string operator()(std::string Options::*text) const { return options.*text; }
  std::string operator()(std::optional<std::string> Options::*text) const {
    return (options.*text).value_or("");
  }
  std::string operator()(std::vector<std::string> Options::*list) const {
    std::string out;
    for (const std::string& text : options.*list) out += text;
    return out;
  }
  template <typename Number>
  std::string operator()(Number Options::*number) const {
    return std::to_string(options.*number);
  }
};

std::string member_text(const Options& options, const OptionRow& row) {
  return std::visit(MemberText{options}, row.target);
}

template <typename Check>
void for_each_option(const Check& check) {
  for (const CommandRow& command : cli::command_table()) {
    for (const OptionRow* row : cli::options_of(command.command)) {
      if (std::holds_alternative<std::monostate>(row->target)) continue;
      CAPTURE(command.name, row->name);
      check(command, *row);
    }
  }
}

}  // namespace

TEST_CASE("command line: every option fills its member, by its name and by its letter") {
  for_each_option([](const CommandRow& command, const OptionRow& row) {
    const bool flag = row.value.empty();
    for (const std::string_view name : {row.name, row.letter}) {
      if (name.empty()) continue;
      Words words = invocation(command);
      words.emplace_back(name);
      if (!flag) words.push_back(sample(row));
      const cli::Parsed parsed = parse(words);
      REQUIRE(parsed.command == &command);
      CHECK(member_text(parsed.options, row) == (flag ? "set" : sample(row)));
      CHECK(member_text(Options{}, row) != member_text(parsed.options, row));
      CHECK(parsed.options.*command.argument_target == Words{"x"});
    }
  });
}

TEST_CASE("command line: only what can be repeated is given twice") {
  for_each_option([](const CommandRow& command, const OptionRow& row) {
    if (row.value.empty() || std::holds_alternative<std::optional<std::string> Options::*>(row.target))
      return;
    Words words = invocation(command);
    for (int i = 0; i < 2; ++i) words.insert(words.end(), {std::string(row.name), sample(row)});
    const cli::Parsed parsed = parse(words);
    CHECK((parsed.command != nullptr) == cli::is_repeatable(row));
    if (cli::is_repeatable(row)) CHECK(member_text(parsed.options, row) == sample(row) + sample(row));
  });
}

TEST_CASE("command line: other values than the choices and outside of the range are refused") {
  for_each_option([](const CommandRow& command, const OptionRow& row) {
    std::vector<std::string> wrong;
    if (!row.choices.empty()) wrong = {"x", ""};
    if (row.range) wrong = {std::to_string(row.range->first - 1), std::to_string(row.range->second + 1), "x"};
    for (const std::string& value : wrong) {
      CAPTURE(value);
      Words words = invocation(command);
      words.insert(words.end(), {std::string(row.name), value});
      CHECK(parse(words).exit_status == cli::kNotRun);
    }
  });
}

TEST_CASE("command line: usage errors end with 2") {
  for (const Words& words :
       {Words{}, Words{"hunt"}, Words{"x"}, Words{"rules"}, Words{"rules", "show"}, Words{"hunt", "x", "-o"},
        Words{"hunt", "--no-such-option", "x"}, Words{"rules", "list", "--since", "2026-03-01"}}) {
    CHECK(parse(words).command == nullptr);
    CHECK(parse(words).exit_status == cli::kNotRun);
  }
  CHECK(parse({"inspect"}).command == &cli::row_of(Command::kInspect));
  CHECK(parse({"rules", "list"}).command == &cli::row_of(Command::kRulesList));
  CHECK(parse({"hunt", "-q", "", "x"}).options.query == "");
  CHECK_FALSE(parse({"hunt", "x"}).options.query);
}

TEST_CASE("option table: a command has each name and letter once, and its groups in one piece") {
  for (const CommandRow& command : cli::command_table()) {
    std::set<std::string_view> seen;
    std::string_view group;
    for (const OptionRow* row : cli::options_of(command.command)) {
      CAPTURE(command.name, row->name);
      CHECK(seen.insert(row->name).second);
      if (!row->letter.empty()) CHECK(seen.insert(row->letter).second);
      if (row->group != group) CHECK(seen.insert(row->group).second);
      group = row->group;
    }
  }
}

TEST_CASE("option table: one line of help has no full stop, and what --help adds has") {
  for (const OptionRow& row : cli::option_table()) {
    CAPTURE(row.name);
    CHECK_FALSE(row.help.empty());
    CHECK_FALSE(row.help.ends_with('.'));
    CHECK((row.more.empty() || row.more.ends_with('.')));
    CHECK_FALSE(row.commands.empty());
  }
}

}  // namespace firstseen
