#include "cli/input_options.h"

#include <iterator>
#include <utility>

namespace firstseen::cli {
namespace {

using O = Options;
using enum Command;
using Rows = std::vector<OptionRow>;

constexpr std::string_view kInputGroup = "Input";

OptionRow threads_row(std::vector<Command> commands, std::string default_text, std::string_view help) {
  return {.name = "--threads",
          .letter = "-j",
          .group = kInputGroup,
          .value = "N",
          .range = {{1, 256}},
          .default_text = std::move(default_text),
          .help = help,
          .commands = std::move(commands),
          .target = &O::threads};
}

Rows source_options() {
  return {
      {.name = "--source",
       .group = kInputGroup,
       .value = "NAME",
       .default_text = "auto, decided for each record",
       .help = "Read every record as this source's",
       .commands = kReading,
       .target = &O::source},
      {.name = "--mapping",
       .group = kInputGroup,
       .value = "FILE",
       .help = "Read one more source, which this TOML file describes (docs/mapping.md)",
       .commands = kReading,
       .target = &O::mappings},
      {.name = "--input-tz",
       .group = kInputGroup,
       .value = "ZONE",
       .default_text = "UTC",
       .help = "Time zone of times that do not name one: Europe/Berlin, +02:00",
       .more = "They stay listed as derived. Sysmon's UtcTime is UTC.",
       .commands = kReading,
       .target = &O::input_tz},
      {.name = "--follow",
       .letter = "-L",
       .group = kInputGroup,
       .help = "Follow symbolic links below directories; each file and directory is read once",
       .commands = kReading,
       .target = &O::follow},
      {.name = "--strict-ecs",
       .group = kInputGroup,
       .help = "Fill no field that Elastic's own pipelines would leave empty",
       .commands = kReading,
       .target = &O::strict_ecs},
      {.name = "--validate",
       .group = kInputGroup,
       .help = "Read every document, and check that all of it is well-formed JSON",
       .commands = kReading,
       .target = &O::validate},
      {.name = "--strict",
       .group = kInputGroup,
       .help = "As --validate, and exit with 3 when any document or record is malformed or rejected",
       .commands = {kHunt},
       .target = &O::strict},
      {.name = "--strict",
       .group = kInputGroup,
       .help = "Exit with 2 also when there is any warning",
       .commands = {kRulesCheck},
       .target = &O::strict},
      {.name = "--no-prefilter",
       .group = kInputGroup,
       .help = "Read every document, also those that can match no rule",
       .commands = {kHunt},
       .target = &O::no_prefilter},
      {.name = "--no-templates",
       .group = kInputGroup,
       .help = "Read each document by itself, not by its difference from earlier ones",
       .more = "Results are the same and mostly take longer; a difference is a defect (docs/reading.md).",
       .commands = kReading,
       .target = &O::no_templates},
  };
}

Rows bound_options() {
  return {
      {.name = "--max-line",
       .group = kInputGroup,
       .value = "BYTES",
       .range = {{1, kMaxDocumentBytes}},
       .help = "Longest document; longer ones are counted as rejects",
       .commands = kReading,
       .target = &O::max_line},
      {.name = "--max-expansion",
       .group = kInputGroup,
       .value = "N",
       .help = "Stop reading a compressed file that grows to more than N times its size; 0: never",
       .commands = kReading,
       .target = &O::max_expansion},
      {.name = "--max-expanded",
       .group = kInputGroup,
       .value = "BYTES",
       .help = "Stop reading a compressed file, or one in an archive, at this size; 0: never",
       .commands = kReading,
       .target = &O::max_expanded},
      {.name = "--max-errors",
       .group = kInputGroup,
       .value = "N",
       .help = "Stop when more than N documents and records are malformed or rejected; 0: never",
       .commands = {kHunt},
       .target = &O::max_errors},
      {.name = "--max-terms",
       .group = kInputGroup,
       .value = "N",
       .help = "Stop when more than N different terms are kept; 0: never",
       .commands = {kHunt},
       .target = &O::max_terms},
      threads_row({kHunt, kInspect}, "one per core", "Worker threads"),
      threads_row({kNormalize}, "1",
                  "Worker threads; with more than one, events are written when all are read"),
  };
}

}  // namespace

Rows input_options() {
  Rows all = source_options();
  Rows bounds = bound_options();
  std::move(bounds.begin(), bounds.end(), std::back_inserter(all));
  return all;
}

}  // namespace firstseen::cli
