#include "cli/help.h"

#include <algorithm>

#include "cli/exit_status.h"
#include "cli/terminal.h"

namespace firstseen::cli {
namespace {

constexpr std::size_t kWidestTerm = 28;  // of the left column; after a longer term, help is on a new line
constexpr std::size_t kNarrowest = 20;   // of the right column, even if lines become too long

// A row of two columns: an option or a command, and its help.
struct Entry {
  std::string term;
  std::string help;
  std::string facts = {};  // in brackets; kept on one line if possible
  std::string more = {};
};

// Wraps text within a column.
class Column {
 public:
  // REQUIRES: the output is at column `indent`.
  Column(std::string& out, std::size_t indent, std::size_t width)
      : out_(out), indent_(indent), width_(width), at_(indent) {}

  void add_words(std::string_view text) {
    while (!text.empty()) {
      const std::string_view word = text.substr(0, text.find(' '));
      text.remove_prefix(std::min(word.size() + 1, text.size()));
      add_word(word);
    }
  }

  // Adds the text without a line break if it fits on a line.
  void add_unbroken(std::string_view text) {
    if (text.size() > width_ - indent_) return add_words(text);
    if (!text.empty()) add_word(text);
  }

 private:
  void add_word(std::string_view word) {
    if (at_ > indent_ && at_ + 1 + word.size() > width_) {
      out_ += "\n" + std::string(indent_, ' ');
      at_ = indent_;
    }
    if (at_ > indent_) out_ += ' ';
    at_ += word.size() + (at_ > indent_ ? 1 : 0);
    out_ += word;
  }

  std::string& out_;
  std::size_t indent_;
  std::size_t width_;
  std::size_t at_;  // the current column
};

// Returns a heading and the entries in two columns below it.
std::string section(std::string_view heading, const std::vector<Entry>& entries, std::size_t width,
                    std::size_t term_width) {
  if (entries.empty()) return {};
  std::string out = "\n" + std::string(heading) + ":\n";
  const std::size_t indent = term_width + 4;
  for (const Entry& entry : entries) {
    const bool fits = entry.term.size() <= term_width;
    out += "  " + entry.term;
    out += fits ? std::string(indent - 2 - entry.term.size(), ' ') : "\n" + std::string(indent, ' ');
    Column column(out, indent, std::max(width, indent + kNarrowest));
    column.add_words(entry.help);
    column.add_unbroken(entry.facts);
    column.add_words(entry.more);
    out += '\n';
  }
  return out;
}

std::size_t widest(const std::vector<Entry>& entries) {
  std::size_t width = 0;
  for (const Entry& entry : entries) {
    if (entry.term.size() <= kWidestTerm) width = std::max(width, entry.term.size());
  }
  return width;
}

// Returns `-o, --output FILE`. Names without a letter are aligned with those that have one.
std::string term_of(const OptionRow& row) {
  std::string term = row.letter.empty() ? "    " : std::string(row.letter) + ", ";
  term += row.name;
  if (!row.value.empty()) term += " " + std::string(row.value);
  return term;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

// Returns `[choices: table, csv; default: table; repeatable]`, without the parts that do not apply.
std::string facts_of(const OptionRow& row) {
  std::vector<std::string> facts;
  if (!row.choices.empty()) facts.push_back("choices: " + joined(row.choices, ", "));
  if (row.range)
    facts.push_back(std::to_string(row.range->first) + " to " + std::to_string(row.range->second));
  if (const std::string fallback = default_of(row); !fallback.empty())
    facts.push_back("default: " + fallback);
  if (is_repeatable(row)) facts.emplace_back("repeatable");
  return facts.empty() ? "" : "[" + joined(facts, "; ") + "]";
}

std::string usage_of(const CommandRow& command) {
  std::string usage = "Usage: firstseen";
  if (!command.name.empty()) usage += " " + std::string(command.name);
  if (command.argument.empty()) return usage + (command.run == nullptr ? " COMMAND\n" : "\n");
  const std::string argument = std::string(command.argument) + "...";
  return usage + " [OPTIONS] " + (command.argument_required ? argument : "[" + argument + "]") + "\n";
}

std::vector<Entry> command_entries(const CommandRow& command) {
  std::vector<Entry> entries;
  for (const CommandRow* below : commands_below(command)) {
    const std::size_t parent = command.name.empty() ? 0 : command.name.size() + 1;
    entries.push_back({.term = std::string(below->name.substr(parent)), .help = std::string(below->help)});
  }
  return entries;
}

std::vector<Entry> status_entries() {
  std::vector<Entry> entries;
  for (const ExitStatusRow& row : exit_statuses())
    entries.push_back({.term = std::to_string(row.status), .help = std::string(row.meaning)});
  return entries;
}

// Returns one section per group. Their left columns have the same width.
std::string option_sections(Command command, HelpLength length, std::size_t width) {
  std::vector<std::pair<std::string_view, std::vector<Entry>>> groups;
  std::size_t term_width = 0;
  for (const OptionRow* row : options_of(command)) {
    if (groups.empty() || groups.back().first != row->group) groups.push_back({row->group, {}});
    Entry entry{term_of(*row), std::string(row->help), facts_of(*row), {}};
    if (length == HelpLength::kFull && !row->more.empty()) {
      (entry.facts.empty() ? entry.help : entry.facts) += '.';
      entry.more = row->more;
    }
    groups.back().second.push_back(std::move(entry));
    term_width = std::max(term_width, widest(groups.back().second));
  }
  std::string out;
  for (const auto& [group, entries] : groups) out += section(group, entries, width, term_width);
  return out;
}

}  // namespace

std::size_t help_width(int descriptor) {
  constexpr std::size_t kUnknown = 100;
  constexpr std::size_t kMax = 120;  // longer lines are hard to read
  const std::size_t width = columns(descriptor);
  return width == 0 ? kUnknown : std::min(width, kMax);
}

std::string help_text(const CommandRow& command, HelpLength length, std::size_t width) {
  std::string out;
  Column intro(out, 0, std::max(width, kNarrowest));
  intro.add_words(std::string(command.help) + ".");
  if (length == HelpLength::kFull) intro.add_words(command.more);
  out += "\n\n" + usage_of(command);
  const std::vector<Entry> commands = command_entries(command);
  out += section("Commands", commands, width, widest(commands));
  if (!command.argument.empty()) {
    const std::vector<Entry> argument{
        {.term = std::string(command.argument), .help = std::string(command.argument_help)}};
    out += section("Arguments", argument, width, widest(argument));
  }
  out += option_sections(command.command, length, width);
  if (length == HelpLength::kFull)
    out += section("Exit status (of several the largest)", status_entries(), width, widest(status_entries()));
  return out;
}

}  // namespace firstseen::cli
