// The tables of commands and options, and what the command line makes of them.
#include "cli/command_line.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <set>
#include <tuple>

#include "cli/exit_status.h"
#include "cli/option_value.h"
#include "support/captured_output.h"
#include "support/read_file.h"
#include "support/temporary_folder.h"

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
Words words_of(const CommandRow& row) {
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
      Words words = words_of(command);
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
    Words words = words_of(command);
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
      Words words = words_of(command);
      words.insert(words.end(), {std::string(row.name), value});
      CHECK(parse(words).exit_status == cli::kNotRun);
    }
  });
}

TEST_CASE("command line: usage errors end with 2") {
  for (const Words& words :
       {Words{}, Words{"x"}, Words{"rules"}, Words{"rules", "show"}, Words{"hunt", "x", "-o"},
        Words{"hunt", "--no-such-option", "x"}, Words{"rules", "list", "--since", "2026-03-01"}}) {
    CHECK(parse(words).command == nullptr);
    CHECK(parse(words).exit_status == cli::kNotRun);
  }
  CHECK(parse({"inspect"}).command == &cli::row_of(Command::kInspect));
  CHECK(parse({"rules", "list"}).command == &cli::row_of(Command::kRulesList));
  CHECK_FALSE(parse({"hunt", "x"}).options.query);
}

TEST_CASE("command line: what is wrong, and what was meant") {
  const test::TemporaryFolder folder;
  struct Row {
    Words words;
    std::string message;
  };
  const std::string shown_formats = "table, ndjson, csv\n";
  for (const auto& [words, message] : std::vector<Row>{
           {{"hutn", "x"}, "there is no command hutn\n  did you mean hunt?\n"},
           {{"rules", "chek"}, "there is no command rules chek\n  did you mean check?\n"},
           {{"x.ndjson"}, "a command comes before x.ndjson\n  firstseen hunt x.ndjson hunts in it, "},
           {{"-"}, "a command comes before -\n"},
           {{}, "a command is missing\n"},
           {{"--quiet"}, "there is no option --quiet\n"},
           {{"rules"}, "a command is missing\n"},
           {{"rules", "show"}, "RULE is missing\n  write firstseen rules show RULE\n"},
           {{"hunt", "--quite", "x"}, "there is no option --quite\n  did you mean --quiet?\n"},
           {{"hunt", "--quite=1", "x"}, "there is no option --quite\n  did you mean --quiet?\n"},
           {{"--quite", "hunt", "x"}, "there is no option --quite\n"},
           {{"hunt", "-x", "y"}, "there is no option -x\n  see firstseen hunt --help\n"},
           {{"rules", "list", "--since", "1d"},
            "--since is not an option of firstseen rules list\n  it is one of firstseen hunt\n"},
           {{"hunt", "-f", "json", "x"},
            "--format json is none of " + shown_formats + "  did you mean ndjson?\n"},
           {{"hunt", "-f", "xml", "x"}, "--format xml is none of " + shown_formats},
           {{"hunt", "x", "-f"}, "--format needs a value\n  write --format FORMAT\n"},
           {{"hunt", "--rejects=", "x"}, "--rejects has an empty value\n"},
           {{"hunt", "--rejects", "", "x"}, "--rejects has an empty value\n"},
           {{"hunt", "-q", "", "x"}, "--query has an empty value\n  write '*' to match everything\n"},
           {{"hunt", "-t", "", "x"}, "--terms has an empty value\n"},
           {{"hunt", "--since", "1d", "--since", "2d", "x"},
            "--since is given 2 times\n  it takes one value: "},
           {{"hunt", "--exit-code=5", "x"}, "--exit-code takes no value\n"},
           {{"hunt", "-j", "-1", "x"}, "--threads -1 is not a number\n"},
           {{"hunt", "-j", "two", "x"}, "--threads two is not a number\n"},
           {{"hunt", "-j", "1K", "x"}, "--threads 1K is not a number\n"},
           {{"hunt", "-j", "0", "x"}, "--threads 0 is too small\n  from 1 to 256\n"},
           {{"hunt", "-j", "257", "x"}, "--threads 257 is too large\n  from 1 to 256\n"},
           {{"hunt", "--max-errors", "-5", "x"}, "--max-errors -5 is not a number\n"},
           {{"hunt", "--max-line", "2G", "x"}, "--max-line 2G is too large\n  from 1 to 1073741824\n"},
           {{"hunt", "--max-line", "1X", "x"}, "--max-line 1X is not a size\n"},
           {{"hunt", "--max-line", "99999999999999999G", "x"},
            "--max-line 99999999999999999G is not a size\n"},
       }) {
    CAPTURE(words, message);
    {
      const test::CapturedOutput said(STDERR_FILENO, folder.path("said"));
      std::vector<const char*> argv{"firstseen"};
      for (const std::string& word : words) argv.push_back(word.c_str());
      const cli::Parsed parsed = cli::parse_command_line(static_cast<int>(argv.size()), argv.data());
      CHECK(parsed.command == nullptr);
      CHECK(parsed.exit_status == cli::kNotRun);
    }
    CHECK(test::read_file(folder.path("said")).starts_with("firstseen: " + message));
    std::filesystem::remove(folder.path("said"));
  }
}

TEST_CASE("command line: options before the command, sizes, words after --") {
  const cli::Parsed parsed = parse({"--quiet", "-j", "2", "--format=csv", "hunt", "--max-line", "64k", "x"});
  REQUIRE(parsed.command == &cli::row_of(Command::kHunt));
  CHECK(parsed.options.quiet);
  CHECK(parsed.options.threads == 2);
  CHECK(parsed.options.format == "csv");
  CHECK(parsed.options.max_line == 64 * 1024);
  CHECK(parsed.options.inputs == Words{"x"});
  CHECK(parse({"-f", "json", "rules", "list", "x"}).command == &cli::row_of(Command::kRulesList));
  CHECK(parse({"hunt", "x", "--", "--quiet"}).options.inputs == Words{"x", "--quiet"});
  CHECK(parse({"hunt", "--", "-x"}).options.inputs == Words{"-x"});
  CHECK(parse({"help", "rules", "check"}).options.topics == Words{"rules", "check"});
  CHECK(parse({"hunt", "a", "b", "-"}).options.inputs == Words{"a", "b", "-"});
}

TEST_CASE("command line: numbers and sizes") {
  for (const auto& [text, number, size] :
       {std::tuple{"0", 0, 0}, std::tuple{"7", 7, 7}, std::tuple{"1K", -1, 1024},
        std::tuple{"3m", -1, 3 << 20}, std::tuple{"1G", -1, 1 << 30}, std::tuple{"K", -1, -1},
        std::tuple{"1KB", -1, -1}, std::tuple{"+1", -1, -1}, std::tuple{"", -1, -1},
        std::tuple{"1.5K", -1, -1}}) {
    CAPTURE(text);
    const auto matches = [](const std::optional<std::uint64_t>& found, int expected) {
      return expected < 0 ? !found : found == static_cast<std::uint64_t>(expected);
    };
    CHECK(matches(cli::parse_number(text, false), number));
    CHECK(matches(cli::parse_number(text, true), size));
  }
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
