// The hunt: rules over files, in one pass, on all cores.
//
//   HuntRequest request;
//   request.inputs = {"exports/"};
//   request.rules = {*find_builtin_rule(kDefaultRule)};
//   Result<HuntResult> result = run_hunt(request);
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/export.h"
#include "firstseen/finding.h"
#include "firstseen/input.h"
#include "firstseen/ip_address.h"
#include "firstseen/rule.h"
#include "firstseen/timestamp.h"

namespace firstseen {

// What findings are sorted by; what is equal, by first_seen, rule id and terms.
enum class FindingOrder : std::uint8_t {
  kFirst,     // the earliest first
  kNewFor,    // the longest unseen first
  kHosts,     // the most hosts first
  kEvents,    // the most events first
  kSeverity,  // the most severe first; then the highest risk score
};

// Their names, in this order: first, new-for, hosts, events, severity.
FIRSTSEEN_API std::vector<std::string> finding_order_names();

inline constexpr Seconds kDefaultGap = 24 * 3600;

// What findings are put together from a hunt, and how.
struct ConcludeOptions {
  std::optional<Timestamp> since;  // report findings from here on; earlier data still counts as history
  std::optional<Timestamp> until;  // report findings before this time; later data still counts
  std::optional<Timestamp> covered_from;  // start of the span covered, instead of the first record
  Seconds gap = kDefaultGap;              // what is not covered for longer is a hole
  // Instead of one window: the findings of the narrowest are reported, each with those windows that it is new for.
  // Ascending, none narrower than the window that was gathered with.
  std::vector<Seconds> windows;
  FindingOrder order = FindingOrder::kFirst;
  std::uint64_t top = 0;   // report only the first N of that order; 0: all
  bool only_full = false;  // report no findings whose history is partial, for each window
};

struct HuntRequest : ReadRequest, ConcludeOptions {
  std::vector<Rule> rules;

  std::optional<Seconds> window;  // overrides the window of every new terms rule
  std::optional<Timestamp> from;  // interval mode: one execution of the rules over (from, to]
  std::optional<Timestamp> to;
  std::string timestamp_field;          // the time of records that have this field; empty: @timestamp
  std::vector<NamedText> exclude;       // known harmless values, networks and queries, one per line
  std::vector<Cidr> internal_networks;  // added to every group of addresses that lists all of RFC 1918
  bool skip_bad_rules = false;          // go on without rules that cannot run
  bool null_terms = false;              // a term field without a value counts as the term null
  bool prefilter = true;                // read only documents that can match a rule
  // Stop when more terms than this are kept; 0: no bound. A term counts once per thread that keeps it,
  // so where a hunt stops depends on the threads.
  std::uint64_t max_terms = 10'000'000;
  // Stop when more documents and records than this are malformed or rejected; 0: no bound.
  std::uint64_t max_errors = 0;
  // Receives these documents unchanged, one line each, in the order of the inputs, from the calling
  // thread after all inputs are read. Until then they are in temporary files.
  LineSink reject_sink;
};

// Records that cannot match a rule: none that was parsed had any of these fields, and a record without them
// fails the rule's query or lacks a value for each of its terms. They are all records of a shape, or, if others
// of the shape can match, those in some files.
struct BlindSpot {
  std::string source;
  std::string shape;
  std::string module;         // event.module, for ECS documents of no source of firstseen's; may be empty
  std::uint64_t records = 0;  // parsed
  bool all_parsed = true;     // every document of the files with these records was parsed
  bool unrelated = false;     // no record has any field of the rule
  std::string rule_id;
  std::string rule_name;
  std::vector<std::string> fields;  // ascending
  std::vector<std::string> files;   // ascending, at most kShownFiles; empty: all files with the shape
  std::uint64_t file_count = 0;     // of `files`, without that bound
};

inline constexpr std::size_t kShownFiles = 100;

// What became of the records that passed a rule's query, filters and exceptions.
struct RuleReport {
  std::string id;
  std::string name;
  std::uint64_t matched = 0;       // records
  std::uint64_t without_term = 0;  // of these: a term field had no value, so they gave no finding
  std::uint64_t excluded = 0;      // of these: exclusions hid the record or some of its terms
  std::uint64_t expired = 0;       // of these: an exception would have hidden it, but has expired
  std::uint64_t terms = 0;         // distinct
  std::uint64_t findings = 0;
  std::uint64_t full = 0;      // findings whose whole window is covered
  std::uint64_t partial = 0;   // findings whose window is not; the rest have no window
  Problem first_without_term;  // if there is one: where, and which fields have no value
};

// The findings of one of several windows.
struct WindowReport {
  Seconds window = 0;
  std::uint64_t findings = 0;
  std::uint64_t full = 0;
  std::uint64_t partial = 0;
};

struct HuntResult : ReadReport {
  std::vector<RuleReport> rules;          // in the order of the request's rules that ran
  std::vector<Finding> findings;          // in the order that was asked for
  std::optional<Timestamp> covered_from;  // the span that the files cover
  std::optional<Timestamp> covered_to;
  std::vector<Stretch> holes;      // in that span, ascending
  std::uint64_t terms = 0;         // distinct, over all rules
  std::uint64_t before_since = 0;  // findings that `since` hides
  // Terms that were seen from `since` on and are not new then, because they had been seen before; of the first of
  // them, that earlier sighting.
  std::uint64_t known_before_since = 0;
  std::optional<Finding> first_known_before;
  std::uint64_t after_until = 0;       // findings that `until` hides
  std::uint64_t not_full = 0;          // findings that `only_full` hides
  std::uint64_t beyond_top = 0;        // findings that `top` hides
  std::vector<WindowReport> windows;   // where several were asked for
  bool rejects_lost = false;           // reject_sink did not receive all; `stopped` has the reason
  std::string prefilter_off;           // why the requested prefilter was not used; empty: it was
  std::vector<BlindSpot> blind_spots;  // by shape and module, then in the order of the rules, then by fields
  Errors skipped_rules;                // with skip_bad_rules: why they cannot run
  std::vector<std::pair<std::string, std::uint64_t>> excluded;  // matches that each exclusion hid
};

// Runs the rules over the inputs: conclude(gather()), see partial.h. Fails before the first byte is read, with
// every rule and option that is wrong. The result is the same for any number of threads, block size
// and order of inputs, unless max_terms or max_errors stops the hunt.
FIRSTSEEN_API Result<HuntResult, Errors> run_hunt(const HuntRequest& request, ReadMonitor* monitor = nullptr);

}  // namespace firstseen
