#include "cli/option_table.h"

#include <algorithm>

#include "cli/input_options.h"
#include "firstseen/output.h"
#include "firstseen/rule.h"

namespace firstseen::cli {
namespace {

using O = Options;
using enum Command;
using Rows = std::vector<OptionRow>;

constexpr std::string_view kRulesGroup = "Rules";
constexpr std::string_view kOutputGroup = "Output";

// Options of several commands, with a different meaning in each.
OptionRow rule_row(Command command, std::string default_text, std::string_view help,
                   std::string_view more = {}) {
  return {.name = "--rule",
          .letter = "-r",
          .group = kRulesGroup,
          .value = "NAME|FILE|DIR",
          .default_text = std::move(default_text),
          .help = help,
          .more = more,
          .commands = {command},
          .target = &O::rules};
}

OptionRow query_row(Command command, std::string_view help, std::string_view more = {}) {
  return {.name = "--query",
          .letter = "-q",
          .group = kRulesGroup,
          .value = "KQL",
          .help = help,
          .more = more,
          .commands = {command},
          .target = &O::query};
}

OptionRow terms_row(Command command, std::string_view help) {
  return {.name = "--terms",
          .letter = "-t",
          .group = kRulesGroup,
          .value = "F[,F[,F]]",
          .help = help,
          .commands = {command},
          .target = &O::terms};
}

Rows rule_options() {
  const std::string default_rule(kDefaultRule);
  return {
      rule_row(kHunt, default_rule,
               "Run this rule: a built-in one, a file of Elastic's (TOML, NDJSON), or all of a directory",
               "`firstseen rules list` lists the built-in rules. -q without -r replaces the default."),
      rule_row(kInspect, default_rule,
               "Count the fields that this rule needs: a built-in one, a file of Elastic's, or a directory"),
      rule_row(kNormalize, {},
               "Print only events that match this rule: a built-in one, a file of Elastic's, or a directory",
               "With several rules and -q, an event is printed when any of them matches."),
      query_row(kHunt, "Run this KQL query as a rule of its own, named ad-hoc",
                "Without -t it reports one finding per host; with -t, terms that are new. The query * "
                "matches everything."),
      query_row(kInspect, "Count the fields that this KQL query needs"),
      query_row(kNormalize, "Print only events that match this KQL query"),
      terms_row(kHunt, "With -q: report new combinations of the values of these one to three fields"),
      terms_row(kInspect, "With -q: count these one to three fields, too"),
  };
}

OptionRow selection_row(std::string_view name, std::string_view help, std::string_view more,
                        std::vector<std::string> O::*target) {
  return {.name = name,
          .group = kRulesGroup,
          .value = "KEY=VALUE",
          .help = help,
          .more = more,
          .commands = {kHunt, kInspect, kNormalize, kRulesList, kRulesShow, kRulesCheck},
          .target = target};
}

Rows selection_options() {
  return {
      selection_row("--only", "Of the loaded rules take only these, such as --only severity=high",
                    "Keys are type, severity, tag, tactic, technique, id, name and maturity; * in a value is "
                    "any text. Of one key any value, of several keys each must fit.",
                    &O::only),
      selection_row("--not",
                    "Leave these of the loaded rules out, such as --not 'tag=Use Case: Threat Detection'", {},
                    &O::not_),
  };
}

// Options for running and showing rules.
Rows matching_options() {
  return {
      {.name = "--history-window",
       .letter = "-w",
       .group = kRulesGroup,
       .value = "TIME",
       .default_text = "the rule's, or " + duration_to_string(kDefaultWindow),
       .help = "A term is new when it was not seen for this long: 90m, 7d; units s m h d w",
       .commands = {kHunt},
       .target = &O::window},
      {.name = "--windows",
       .group = kRulesGroup,
       .value = "TIME[,TIME…]",
       .help = "In place of -w: report the findings of the narrowest window, each with those it holds for",
       .more = "One pass answers all of them, such as --windows 1d,7d,30d; the summary counts the findings "
               "of each.",
       .commands = {kHunt},
       .target = &O::windows},
      {.name = "--exclude",
       .group = kRulesGroup,
       .value = "FILE|VALUE|CIDR|KQL",
       .help = "Drop known matches: a quoted value, an address, a network, a KQL query, or a file of these",
       .more = "The summary counts what each line hid.",
       .commands = {kHunt},
       .target = &O::exclude},
      {.name = "--internal-cidr",
       .group = kRulesGroup,
       .value = "CIDR",
       .help = "A network of your own: joins every address group that lists all of RFC 1918",
       .commands = {kHunt},
       .target = &O::internal_networks},
      {.name = "--null-terms",
       .group = kRulesGroup,
       .help = "A term field without a value counts as the term null, instead of giving no finding",
       .commands = {kHunt},
       .target = &O::null_terms},
      {.name = "--skip-bad-rules",
       .group = kRulesGroup,
       .help = "Go on without rules that cannot run",
       .commands = kReading,
       .target = &O::skip_bad_rules},
      {.name = "--prefilter",
       .group = kRulesGroup,
       .help = "Also show the literals that a document must hold to be read, and the clause that needs them",
       .commands = {kRulesShow},
       .target = &O::prefilter},
  };
}

Rows time_options() {
  constexpr std::string_view kGroup = "Time";
  return {
      {.name = "--since",
       .group = kGroup,
       .value = "TIME",
       .help = "Report only findings from this time on; earlier data still counts as history",
       .more =
           "A time is a date or RFC 3339, such as 2026-03-01 or 2026-03-01T08:30:00Z, or one before now: 3d, "
           "12h, today, yesterday.",
       .commands = {kHunt},
       .target = &O::since},
      {.name = "--until",
       .group = kGroup,
       .value = "TIME",
       .help = "Report only findings before this time; later data still counts",
       .commands = {kHunt},
       .target = &O::until},
      {.name = "--from",
       .group = kGroup,
       .value = "TIME",
       .help = "With --to: one execution of the rules as Elastic runs them, over (FROM, TO]",
       .commands = {kHunt},
       .target = &O::from},
      {.name = "--to",
       .group = kGroup,
       .value = "TIME",
       .help = "The end of that execution",
       .commands = {kHunt},
       .target = &O::to},
      {.name = "--covered-from",
       .group = kGroup,
       .value = "TIME",
       .default_text = "their first records",
       .help = "The inputs are complete from this time on",
       .commands = {kHunt},
       .target = &O::covered_from},
      {.name = "--gap",
       .group = kGroup,
       .value = "TIME",
       .default_text = duration_to_string(kDefaultGap),
       .help =
           "What the inputs do not cover for longer is a hole: a finding with one in its window is partial",
       .commands = {kHunt},
       .target = &O::gap},
      {.name = "--timestamp-field",
       .group = kGroup,
       .value = "FIELD",
       .default_text = "@timestamp",
       .help = "The clock, where a record has it",
       .commands = {kHunt},
       .target = &O::timestamp_field},
  };
}

// Standard output, and files instead of it.
Rows answer_options() {
  return {
      {.name = "--format",
       .letter = "-f",
       .group = kOutputGroup,
       .value = "FORMAT",
       .choices = finding_format_names(),
       .help = "Format of standard output, and of files whose name has no ending of a format",
       .commands = {kHunt},
       .target = &O::format},
      {.name = "--format",
       .letter = "-f",
       .group = kOutputGroup,
       .value = "FORMAT",
       .choices = {"text", "json"},
       .help = "Format of the output",
       .commands = {kInspect, kRulesList, kRulesCheck},
       .target = &O::format},
      {.name = "--output",
       .letter = "-o",
       .group = kOutputGroup,
       .value = "[FORMAT=]FILE",
       .help = "Write findings to this file instead, each file in its format; - is standard output",
       .more = "Without FORMAT= the ending of the name decides, then -f; .gz and .zst after it compress. A "
               "file appears whole or not at all.",
       .commands = {kHunt},
       .target = &O::outputs},
      {.name = "--output",
       .letter = "-o",
       .group = kOutputGroup,
       .value = "FILE",
       .default_text = "standard output",
       .help = "Write to this file instead",
       .more = "A file appears whole or not at all.",
       .commands = {kInspect, kNormalize},
       .target = &O::output},
  };
}

// Which findings, and in which order.
Rows finding_options() {
  return {
      {.name = "--sort",
       .group = kOutputGroup,
       .value = "ORDER",
       .choices = finding_order_names(),
       .help =
           "Order of the findings: earliest, longest unseen, most hosts, most events or most severe first",
       .commands = {kHunt},
       .target = &O::sort},
      {.name = "--top",
       .group = kOutputGroup,
       .value = "N",
       .default_text = "all",
       .help = "Report only the first N findings of that order",
       .commands = {kHunt},
       .target = &O::top},
      {.name = "--only-full",
       .group = kOutputGroup,
       .help = "Report no findings whose history is partial",
       .more = "The summary counts what is hidden.",
       .commands = {kHunt},
       .target = &O::only_full},
  };
}

// Additional files and additional content.
Rows extra_options() {
  return {
      {.name = "--summary-json",
       .group = kOutputGroup,
       .value = "FILE",
       .help = "Write the summary as JSON",
       .commands = {kHunt},
       .target = &O::summary_json},
      {.name = "--rejects",
       .group = kOutputGroup,
       .value = "FILE",
       .help = "Read every document, and write those that are malformed or rejected to this file",
       .commands = {kHunt},
       .target = &O::rejects},
      {.name = "--overwrite",
       .group = kOutputGroup,
       .help = "Let outputs replace any file; without it only a file of firstseen's, of the same kind",
       .more = "An input of the run is never replaced.",
       .commands = kReading,
       .target = &O::overwrite},
      {.name = "--tables",
       .group = kOutputGroup,
       .value = "[SHAPE]",
       .value_optional = true,
       .help = "Print how each shape, or this one, is recognised and which path fills which field",
       .more = "Reads no input.",
       .commands = {kInspect},
       .target = &O::tables},
      {.name = "--explain-mapping",
       .group = kOutputGroup,
       .help = "Add to each event which raw path and converter filled each field",
       .commands = {kNormalize},
       .target = &O::explain},
  };
}

Rows message_options() {
  return {
      {.name = "--exit-code",
       .group = kOutputGroup,
       .help = "Exit with 1 when there are findings",
       .commands = {kHunt},
       .target = &O::exit_code},
      {.name = "--color",
       .group = kOutputGroup,
       .value = "WHEN",
       .choices = {"auto", "always", "never"},
       .help = "Colours of the table; auto: on a terminal, unless NO_COLOR is set",
       .commands = {kHunt},
       .target = &O::color},
      {.name = "--progress",
       .group = kOutputGroup,
       .value = "WHEN",
       .choices = {"auto", "always", "never"},
       .help = "Progress line on standard error; auto: when it is a terminal",
       .commands = kReading,
       .target = &O::progress},
      {.name = "--quiet",
       .group = kOutputGroup,
       .help = "No summary, no progress; warnings stay",
       .commands = kReading,
       .target = &O::quiet},
  };
}

Rows other_options() {
  constexpr std::string_view kGroup = "Other";
  return {
      {.name = "--help",
       .letter = "-h",
       .group = kGroup,
       .help = "Print help: -h in short, --help in full",
       .commands = {kNone, kHunt, kInspect, kNormalize, kRules, kRulesList, kRulesShow, kRulesCheck, kHelp,
                    kVersion}},
      {.name = "--version",
       .letter = "-V",
       .group = kGroup,
       .help = "Print the version",
       .commands = {kNone}},
  };
}

}  // namespace

const std::vector<OptionRow>& option_table() {
  static const Rows table = [] {
    Rows all;
    for (Rows rows :
         {rule_options(), selection_options(), matching_options(), time_options(), answer_options(),
          finding_options(), extra_options(), message_options(), input_options(), other_options()})
      std::move(rows.begin(), rows.end(), std::back_inserter(all));
    return all;
  }();
  return table;
}

std::vector<const OptionRow*> options_of(Command command) {
  std::vector<const OptionRow*> rows;
  for (const OptionRow& row : option_table()) {
    if (std::find(row.commands.begin(), row.commands.end(), command) != row.commands.end())
      rows.push_back(&row);
  }
  return rows;
}

std::string default_of(const OptionRow& row) {
  if (!row.default_text.empty()) return row.default_text;
  if (!row.choices.empty()) return row.choices.front();
  const auto* const number = std::get_if<std::uint64_t O::*>(&row.target);
  return number == nullptr ? "" : std::to_string(Options{}.*(*number));
}

bool is_repeatable(const OptionRow& row) {
  return std::holds_alternative<std::vector<std::string> O::*>(row.target);
}

}  // namespace firstseen::cli
