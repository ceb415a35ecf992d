// What was typed: filled by CLI11, not yet understood.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace firstseen::cli {

struct HuntOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> rules;
  std::string query;
  bool has_query = false;  // an empty query is one too: it matches everything
  std::string terms;
  std::string window;
  std::string since;
  std::string from;
  std::string to;
  std::string covered_from;
  std::string timestamp_field;
  std::string source;
  std::vector<std::string> mappings;
  std::string exclude;
  std::vector<std::string> internal_networks;
  bool skip_bad_rules = false;
  bool strict_ecs = false;
  std::string format = "table";
  std::vector<std::string> outputs;
  std::string summary_json;
  unsigned threads = 0;
  std::uint64_t max_line = 16 * 1024 * 1024;
  bool exit_code = false;
  std::string progress = "auto";
  bool quiet = false;
};

struct RulesOptions {
  std::vector<std::string> rules;  // list, check: names, files, directories; show: names or files
  enum class Action { kList, kShow, kCheck } action = Action::kList;
};

struct Options {
  HuntOptions hunt;
  RulesOptions rules;
};

// Which subcommand was called, or that parsing already said all there is to say.
struct Parsed {
  enum class Command { kNone, kHunt, kRules } command = Command::kNone;
  int exit_status = 0;  // of kNone
  Options options;
};

// Reads the command line; prints help, the version and usage errors by itself.
Parsed parse_command_line(int argc, const char* const* argv);

}  // namespace firstseen::cli
