#include "cli/options.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/exit_status.h"
#include "cli/report.h"
#include "firstseen/version.h"
#include "output/finding_formats.h"
#include "output/sink.h"

namespace firstseen::cli {
namespace {

constexpr const char* kExitStatuses =
    "Exit status: 0 done; 1 done with findings (--exit-code); 2 nothing was hunted: usage, rule or query "
    "error, or no\n"
    "input readable; 3 done, but some input was not read to its end, nothing was recognised, or something "
    "was "
    "rejected\n"
    "(--strict); 4 stopped early (--max-errors, --max-terms), or an output could not be written; 130, 143 "
    "interrupted.";

void add_rule_options(CLI::App& app, RuleOptions& o) {
  app.add_option("-r,--rule", o.rules,
                 "Rule to run: a built-in one, a TOML or NDJSON file of Elastic's, or a directory of them; "
                 "repeatable (default: rare-smb-to-internet)")
      ->type_name("NAME|FILE|DIR")
      ->allow_extra_args(false)
      ->group("Rules");
  const auto set_query = [&o](const std::string& query) {
    o.query = query;
    o.has_query = true;
  };
  app.add_option_function<std::string>("-q,--query", set_query, "Run this KQL query as a rule of its own")
      ->type_name("KQL")
      ->group("Rules");
  app.add_option("-t,--terms", o.terms, "With -q: report new combinations of these one to three fields")
      ->type_name("F[,F[,F]]")
      ->group("Rules");
  app.add_flag("--skip-bad-rules", o.skip_bad_rules, "Go on without rules that cannot run")->group("Rules");
}

void add_tuning_options(CLI::App& app, HuntOptions& o) {
  app.add_option("-w,--history-window", o.window,
                 "A term is new when it was not seen for this long: 90m, 7d; units s m h d w (default: the "
                 "rule's, or 7d)")
      ->type_name("TIME")
      ->group("Rules");
  app.add_option("--exclude", o.exclude,
                 "Drop matches that a line of this file names: a value, a CIDR or a KQL query")
      ->type_name("FILE")
      ->group("Rules");
  app.add_option("--internal-cidr", o.internal_networks,
                 "A network of your own: joins every address group that lists all of RFC 1918; repeatable")
      ->type_name("CIDR")
      ->allow_extra_args(false)
      ->group("Rules");
}

void add_care_options(CLI::App& app, HuntOptions& o) {
  app.add_flag("--strict", o.strict,
               "Read every text as with --validate, and exit with 3 when any text or record is malformed or "
               "rejected")
      ->group("Input");
  app.add_option("--max-errors", o.max_errors,
                 "Stop when more texts and records than this are malformed or rejected (0: never)")
      ->type_name("N")
      ->capture_default_str()
      ->group("Input");
  app.add_option("--max-terms", o.max_terms, "Stop when more different terms than this are kept (0: never)")
      ->type_name("N")
      ->capture_default_str()
      ->group("Input");
  app.add_option("--rejects", o.rejects,
                 "Read every text, and write those that are malformed or rejected to a file")
      ->type_name("FILE")
      ->group("Output");
  app.add_flag("--no-prefilter", o.no_prefilter, "Read every text, also those that can match no rule")
      ->group("Input");
}

void add_time_options(CLI::App& app, HuntOptions& o) {
  app.add_option("--since", o.since,
                 "Report only findings from this time on; earlier data still counts as history")
      ->type_name("TIME")
      ->group("Time");
  app.add_option("--from", o.from,
                 "With --to: one execution of the rules as Elastic runs them, over (FROM, TO]")
      ->type_name("TIME")
      ->group("Time");
  app.add_option("--to", o.to, "The end of that execution")->type_name("TIME")->group("Time");
  app.add_option("--covered-from", o.covered_from,
                 "The inputs are complete from this time on (default: from their first records)")
      ->type_name("TIME")
      ->group("Time");
  app.add_option("--timestamp-field", o.timestamp_field,
                 "The clock, where a record has it (default: @timestamp)")
      ->type_name("FIELD")
      ->group("Time");
}

CLI::Option* add_inputs(CLI::App& app, ReadOptions& o) {
  return app.add_option("INPUT", o.inputs, "Files, directories, or - for standard input");
}

void add_read_options(CLI::App& app, ReadOptions& o) {
  app.add_option("--source", o.source,
                 "Read every record as this source's (default: auto, decided for each record)")
      ->type_name("NAME")
      ->group("Input");
  app.add_option("--mapping", o.mappings,
                 "Read a further source, as this TOML file describes it (docs/mapping.md); repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group("Input");
  app.add_flag("--strict-ecs", o.strict_ecs, "Fill no field that Elastic's own pipelines would leave empty")
      ->group("Input");
  app.add_option("--max-line", o.max_line, "Longest record text in bytes; longer ones are counted as rejects")
      ->type_name("BYTES")
      ->capture_default_str()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 30))
      ->group("Input");
  app.add_flag("--validate", o.validate, "Read every text, and check that all of it is well-formed JSON")
      ->group("Input");
  app.add_option("--max-expansion", o.max_expansion,
                 "Stop reading a compressed file that grows to more than so many times its size (0: never)")
      ->type_name("N")
      ->capture_default_str()
      ->group("Input");
  app.add_option("--max-expanded", o.max_expanded,
                 "Stop reading a compressed file, or one in an archive, at so many bytes (0: never)")
      ->type_name("BYTES")
      ->capture_default_str()
      ->group("Input");
  app.add_option("--progress", o.progress, "Progress line on standard error: auto, always or never")
      ->capture_default_str()
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group("Output");
  app.add_flag("--quiet", o.quiet, "No summary, no progress; warnings stay")->group("Output");
}

void add_threads_option(CLI::App& app, ReadOptions& o) {
  app.add_option("-j,--threads", o.threads, "Worker threads (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U))
      ->group("Input");
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const output::FindingFormat& format : output::finding_formats()) names.emplace_back(format.name);
  return names;
}

void add_output_options(CLI::App& app, HuntOptions& o) {
  app.add_option("-f,--format", o.format, "Format of standard output: table, ndjson or csv")
      ->capture_default_str()
      ->check(CLI::IsMember(format_names()))
      ->group("Output");
  app.add_option("-o,--output", o.outputs,
                 "Write findings to a file instead; repeatable, each with its format")
      ->type_name("[FORMAT=]FILE")
      ->allow_extra_args(false)
      ->group("Output");
  app.add_option("--summary-json", o.summary_json, "Write the summary as JSON")
      ->type_name("FILE")
      ->group("Output");
  app.add_flag("--overwrite", o.overwrite,
               "Let outputs replace any file; without it only a file of firstseen's, of the same kind")
      ->group("Output");
  app.add_flag("--exit-code", o.exit_code, "Exit with 1 when there are findings")->group("Output");
}

void add_hunt_command(CLI::App& app, HuntOptions& o) {
  add_inputs(app, o)->required();
  add_read_options(app, o);
  add_threads_option(app, o);
  add_care_options(app, o);
  add_rule_options(app, o);
  add_tuning_options(app, o);
  add_time_options(app, o);
  add_output_options(app, o);
  app.footer(kExitStatuses);
}

// A mapping file can be checked without any input.
void add_inspect_command(CLI::App& app, InspectOptions& o) {
  add_inputs(app, o);
  add_read_options(app, o);
  add_threads_option(app, o);
  add_rule_options(app, o);
  app.add_option("-f,--format", o.format, "Format of standard output: text or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}))
      ->group("Output");
  app.footer(kExitStatuses);
}

void add_normalize_command(CLI::App& app, NormalizeOptions& o) {
  add_inputs(app, o)->required();
  add_read_options(app, o);
  app.add_flag("--explain-mapping", o.explain, "Say of every field which raw path and converter filled it")
      ->group("Output");
  app.footer(kExitStatuses);
}

void add_rules_command(CLI::App& app, RulesOptions& o) {
  app.require_subcommand(1);
  const auto add = [&](const char* name, const char* what, RulesOptions::Action action, bool required) {
    CLI::App* const command = app.add_subcommand(name, what);
    command->add_option("RULE", o.rules, "A built-in rule's name, a file, or a directory")
        ->required(required);
    command->callback([&o, action] { o.action = action; });
    return command;
  };
  add("list", "One line a rule (default: the built-in ones)", RulesOptions::Action::kList, false);
  add("show", "All that is known of rules, and how they are compiled", RulesOptions::Action::kShow, true)
      ->add_flag("--prefilter", o.prefilter,
                 "Also the literals that a text must hold to be read, and the clause that asks for them");
  add("check", "OK or what is wrong, rule by rule; and fields that no source provides",
      RulesOptions::Action::kCheck, true);
}

}  // namespace

Parsed parse_command_line(int argc, const char* const* argv) {
  Parsed parsed;
  CLI::App app{"Hunts exported endpoint logs for what was seen for the first time.", "firstseen"};
  app.set_version_flag("--version", "firstseen " + std::string(version()));
  app.require_subcommand(1);
  app.footer(kExitStatuses);
  Options& options = parsed.options;
  CLI::App* const hunt =
      app.add_subcommand("hunt", "Report terms seen for the first time within the history window");
  add_hunt_command(*hunt, options.hunt);
  CLI::App* const inspect = app.add_subcommand(
      "inspect", "Say what is in exports: shapes, times, what is wrong, which fields the rules find");
  add_inspect_command(*inspect, options.inspect);
  CLI::App* const normalize = app.add_subcommand("normalize", "Print the events of exports as ECS documents");
  add_normalize_command(*normalize, options.normalize);
  CLI::App* const rules = app.add_subcommand("rules", "List, show and check rules");
  add_rules_command(*rules, options.rules);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream help;
    std::ostringstream complaint;  // repeats what was typed, which may be the name of a file from anywhere
    parsed.exit_status = app.exit(error, help, complaint) == 0 ? kDone : kNotRun;
    (void)output::write_all(STDOUT_FILENO, help.str());
    say(complaint.str());
    return parsed;
  }
  if (rules->parsed()) parsed.command = Parsed::Command::kRules;
  if (hunt->parsed()) parsed.command = Parsed::Command::kHunt;
  if (inspect->parsed()) parsed.command = Parsed::Command::kInspect;
  if (normalize->parsed()) parsed.command = Parsed::Command::kNormalize;
  return parsed;
}

}  // namespace firstseen::cli
