// What was typed: filled by CLI11, not yet understood.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "firstseen/reading.h"

namespace firstseen::cli {

// Of every command that reads inputs.
struct ReadOptions {
  std::vector<std::string> inputs;
  std::string source;
  std::vector<std::string> mappings;
  bool strict_ecs = false;
  unsigned threads = 0;
  std::uint64_t max_line = ReadRequest{}.max_text_bytes;
  bool validate = false;
  std::uint64_t max_expansion = ExpansionBounds{}.ratio;
  std::uint64_t max_expanded = ExpansionBounds{}.file_bytes;
  std::string progress = "auto";
  bool quiet = false;
};

// Of commands that run rules or ask for their fields.
struct RuleOptions {
  std::vector<std::string> rules;
  std::string query;
  bool has_query = false;  // an empty query is one too: it matches everything
  std::string terms;
  bool skip_bad_rules = false;
};

struct HuntOptions : ReadOptions, RuleOptions {
  std::string window;
  std::string since;
  std::string from;
  std::string to;
  std::string covered_from;
  std::string timestamp_field;
  std::string exclude;
  std::vector<std::string> internal_networks;
  std::string format = "table";
  std::vector<std::string> outputs;
  std::string summary_json;
  bool overwrite = false;
  bool exit_code = false;
  bool no_prefilter = false;
  bool strict = false;
  std::uint64_t max_errors = 0;
  std::uint64_t max_terms = 10'000'000;
  std::string rejects;
};

struct InspectOptions : ReadOptions, RuleOptions {
  std::string format = "text";
  bool tables = false;  // print source tables instead of reading inputs
  std::string shape;    // of `tables`: only this one; empty: all
};

struct NormalizeOptions : ReadOptions {
  bool explain = false;
};

struct RulesOptions {
  std::vector<std::string> rules;  // list, check: names, files, directories; show: names or files
  bool prefilter = false;          // show: also what the prefilter looks for
  enum class Action { kList, kShow, kCheck } action = Action::kList;
};

struct Options {
  HuntOptions hunt;
  InspectOptions inspect;
  NormalizeOptions normalize;
  RulesOptions rules;
};

// Which subcommand was called, or that parsing already said all there is to say.
struct Parsed {
  enum class Command { kNone, kHunt, kRules, kInspect, kNormalize } command = Command::kNone;
  int exit_status = 0;  // of kNone
  Options options;
};

// Reads the command line; prints help, the version and usage errors by itself.
Parsed parse_command_line(int argc, const char* const* argv);

}  // namespace firstseen::cli
