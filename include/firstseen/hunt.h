// The hunt: rules over files, in one pass, on all cores.
//
//   HuntRequest req{.inputs = {"exports/"}, .rules = {*find_builtin_rule(kDefaultRule)}};
//   Result<HuntResult> result = hunt(req);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/finding.h"
#include "firstseen/ip_address.h"
#include "firstseen/ledger.h"
#include "firstseen/rule.h"
#include "firstseen/timestamp.h"

namespace firstseen {

struct HuntRequest {
  std::vector<std::string> inputs;  // files, directories, `-`
  std::vector<Rule> rules;

  std::optional<Seconds> window;   // overrides every rule's own
  std::optional<Timestamp> since;  // report findings from here on; earlier data still counts as history
  std::optional<Timestamp> from;   // interval mode: one execution of the rules over (from, to]
  std::optional<Timestamp> to;
  std::optional<Timestamp> covered_from;  // the start of the span covered, instead of what the files say
  std::string source;                     // read as this source only; empty: decide for every record
  std::string timestamp_field;            // the clock where a record has it; empty: @timestamp
  std::string exclude_file;               // known harmless values, networks and queries; empty: none
  std::vector<Cidr> internal_networks;    // join every ip group that has all three RFC 1918 blocks
  bool skip_bad_rules = false;            // go on without rules that cannot run
  bool strict_ecs = false;                // derive nothing beyond Elastic's own pipelines

  unsigned threads = 0;                             // 0: one for each core that may be used
  std::uint64_t max_text_bytes = 16 * 1024 * 1024;  // longer texts are rejects
  std::uint64_t block_bytes = 1024 * 1024;          // how much a worker takes at a time
};

// What a monitor sees while a hunt runs.
struct HuntProgress {
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;  // 0: unknown
  std::uint64_t matches = 0;
};

class HuntMonitor {
 public:
  virtual ~HuntMonitor() = default;
  // Called about ten times a second from the thread that called hunt(). False: stop, and report what there
  // is.
  virtual bool tick(const HuntProgress& progress) = 0;
};

// A text that was not well-formed.
struct Problem {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::string reason;
};

// An input that was not read, or not to its end; or one passed over.
struct InputProblem {
  std::string path;
  std::string reason;
};

inline constexpr std::size_t kShownProblems = 5;

struct HuntResult {
  std::vector<Finding> findings;  // by first_seen, rule id, terms
  Ledger ledger;
  std::vector<Problem> malformed;         // the first kShownProblems, in file and offset order
  std::vector<InputProblem> unread;       // files that could not be read to their end
  std::vector<InputProblem> passed_over;  // below directories
  std::vector<std::string> unrecognised;  // files none of whose sampled texts is of a known shape
  std::uint64_t files = 0;                // files opened
  std::optional<Timestamp> covered_from;  // the span that the files cover
  std::optional<Timestamp> covered_to;
  std::uint64_t terms = 0;  // distinct, over all rules
  std::uint64_t bytes = 0;  // read, as they lie on disk
  unsigned threads = 0;
  bool interrupted = false;                                     // the monitor said stop
  std::vector<Error> warnings;                                  // of rules
  std::vector<std::pair<std::string, std::uint64_t>> excluded;  // matches that each exclusion hid

  // Every input was read to its end.
  bool complete() const { return unread.empty() && !interrupted; }
};

// Runs the rules over the inputs. Fails before the first byte is read when a rule or an option is wrong. The
// result is the same for any number of threads, block size and order of inputs, but for the origins of ties.
Result<HuntResult> hunt(const HuntRequest& request, HuntMonitor* monitor = nullptr,
                        std::vector<Error>* rule_errors = nullptr);

}  // namespace firstseen
