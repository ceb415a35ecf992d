// The options as typed. option_table.cc defines which option fills which member; request.cc
// interprets the members.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firstseen/hunt.h"

namespace firstseen::cli {

// The options of all commands. The table defines which of them a command has.
struct Options {
  std::vector<std::string> inputs;
  std::vector<std::string> topics;  // help: the words of a command

  // Rules.
  std::vector<std::string> rules;
  std::vector<std::string> only;  // KEY=VALUE
  std::vector<std::string> not_;
  std::optional<std::string> query;
  std::string terms;
  std::string window;
  std::string windows;

  std::vector<std::string> exclude;
  std::vector<std::string> internal_networks;

  // Time.
  std::string since;
  std::string until;
  std::string from;
  std::string to;
  std::string covered_from;
  std::string gap;

  std::string timestamp_field;

  // Output.
  std::string format;                 // empty: the first format of the command
  std::vector<std::string> outputs;   // hunt: [FORMAT=]FILE
  std::string output;                 // inspect, normalize; empty: standard output
  std::optional<std::string> tables;  // inspect: print source tables, all or of this shape
  std::string summary_json;
  std::string rejects;
  std::string progress = "auto";
  std::string color = "auto";
  std::string sort;  // empty: the first choice
  std::uint64_t top = ConcludeOptions{}.top;

  // Input.
  std::string source;
  std::string input_tz;
  std::vector<std::string> mappings;
  std::uint64_t max_line = ReadRequest{}.max_document_bytes;
  std::uint64_t max_expansion = ExpansionBounds{}.ratio;
  std::uint64_t max_expanded = ExpansionBounds{}.file_bytes;
  std::uint64_t max_errors = HuntRequest{}.max_errors;
  std::uint64_t max_terms = HuntRequest{}.max_terms;
  unsigned threads = ReadRequest{}.threads;

  // Flags.
  bool skip_bad_rules = false;
  bool null_terms = HuntRequest{}.null_terms;
  bool prefilter = false;  // rules show: also show the literals of the prefilter
  bool overwrite = false;
  bool explain = false;
  bool exit_code = false;
  bool only_full = ConcludeOptions{}.only_full;

  bool quiet = false;
  bool follow = ReadRequest{}.follow_links;
  bool strict_ecs = ReadRequest{}.strict_ecs;
  bool validate = ReadRequest{}.validate;
  bool strict = false;
  bool no_prefilter = false;
  bool no_templates = false;
};

}  // namespace firstseen::cli
