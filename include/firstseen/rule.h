// A detection rule: which records match and which of them are reported as new.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/export.h"
#include "firstseen/named_text.h"
#include "firstseen/quoted_text.h"
#include "firstseen/timestamp.h"

namespace firstseen {

enum class RuleType : std::uint8_t {
  kNewTerms,   // a finding for every term not seen in the window before
  kQuery,      // one finding per host: its first matching record
  kThreshold,  // a finding for every term that is frequent enough in the whole input
};

// `new_terms`, `query` or `threshold`, as rule files name it.
FIRSTSEEN_API std::string_view to_string(RuleType type);

// When a threshold rule reports a term.
struct Threshold {
  // The term's records must show at least `value` different values of `field`.
  struct Cardinality {
    std::string field;
    std::uint64_t value = 0;
  };
  std::uint64_t value = 1;  // records
  std::vector<Cardinality> cardinality;
};

// MITRE ATT&CK: a tactic and the techniques of it that the rule is about.
struct Threat {
  struct Reference {
    std::string id;  // `TA0010`, `T1048`
    std::string name;
  };
  Reference tactic;
  std::vector<Reference> techniques;
  std::vector<Reference> subtechniques;  // of these techniques: `T1048.003`
};

struct Rule {
  std::string id;
  std::string name;
  std::string description;
  std::string severity = "low";  // low, medium, high or critical
  int risk_score = 0;            // 0 to 100
  RuleType type = RuleType::kNewTerms;
  std::string query;                 // KQL
  std::vector<std::string> filters;  // query DSL as Kibana stores it, JSON each; a record must pass all
  std::vector<std::string>
      exceptions;  // Kibana exception items, JSON each; a record that one covers does not match
  // Exception lists that the rule names and its file does not hold: what they hide is reported.
  std::vector<std::string> missing_exception_lists;
  std::vector<std::string> terms;  // kNewTerms: one to three field names; kThreshold: none to five
  Seconds window = 0;              // kNewTerms: how long a term must not have been seen; 0: kDefaultWindow
  Threshold threshold;             // kThreshold
  std::vector<Threat> threats;
  std::vector<std::string> tags;
  std::string timestamp_override;  // the clock that Elastic runs the rule by, if not @timestamp
  std::string maturity;            // `production` …, of Elastic's repository; else empty
  Errors warnings;                 // keys and values of the file that no rule has
  std::string file;                // where it was loaded from, as typed; empty for built-in and ad-hoc rules
  std::size_t line = 0;            // in that file, of a rule that is one line; 0: the file is the rule
  // Where `query` is in a TOML file, so that its errors name that place; without runs for other rules.
  QuotedText query_place;

  // Shown only: when and over which indices Elastic runs the rule.
  std::vector<std::string> index;
  std::string from;
  std::string interval;
};

inline constexpr Seconds kDefaultWindow = 7 * 24 * 3600;
inline constexpr std::string_view kDefaultRule = "rare-smb-to-internet";
inline constexpr std::string_view kAdHocRule = "ad-hoc";  // id and name of the rule that -q describes

// The rules that are part of firstseen. Valid until the program ends.
FIRSTSEEN_API const std::vector<Rule>& builtin_rules();

// The built-in rule of that name; nullptr when no rule has it.
FIRSTSEEN_API const Rule* find_builtin_rule(std::string_view name);

// Which rules are wanted.
struct RuleSelection {
  struct Condition {
    std::string key;    // one of rule_selection_keys()
    std::string value;  // compared without letter case; `*` is any text
  };
  std::vector<Condition> only;  // of each key at least one must hold
  std::vector<Condition> not_;  // none may hold
};

// `type`, `severity`, `tag`, `tactic`, `technique`, `id`, `name` and `maturity`. Tactics and techniques are
// given by id or name; a technique includes its subtechniques.
FIRSTSEEN_API const std::vector<std::string_view>& rule_selection_keys();

// Returns the selected rules, in the same order. Fails for an unknown key, a value of type, severity or maturity
// that cannot be, and if no rule is left.
FIRSTSEEN_API Result<std::vector<Rule>> select_rules(const std::vector<Rule>& rules,
                                                     const RuleSelection& selection);
// Returns a warning for each condition that holds for no rule: its value may be misspelt.
FIRSTSEEN_API Errors idle_conditions(const std::vector<Rule>& rules, const RuleSelection& selection);

struct LoadedRules {
  std::vector<Rule>
      rules;           // each id once, in the order of the arguments, below a directory in bytewise order
  Errors unsupported;  // rules of a type or language that is not run
  Errors bad;          // with keep_good: files and rules that cannot be read
  std::uint64_t deprecated = 0;  // rules below directories that Elastic has retired; they are left out
  std::uint64_t not_rules = 0;   // files below directories that hold no rule
};

struct LoadOptions {
  bool keep_good = false;  // go on without files and rules that cannot be read
};

// Each argument is
//   - a built-in rule's name;
//   - a TOML file of Elastic's rule repository;
//   - a file of rules as JSON, with their exception lists: Kibana's export (NDJSON), one rule, an array of
//     rules, or saved objects of Elastic's rule package;
//   - a directory, of which all files of these kinds are read that hold rules.
// The same id with the same meaning counts once; with another meaning it is an error. Reads many files on all
// cores. Fails with everything that is wrong, in rules that can be read too.
FIRSTSEEN_API Result<LoadedRules, Errors> load_rules(const std::vector<std::string>& arguments,
                                                     const LoadOptions& options = {});

// Returns the exclusions that an argument names: the content of a file, or the argument itself if it is an
// address, a network, a value in double quotes, or a query that names a field. Fails if it is neither.
FIRSTSEEN_API Result<NamedText> read_exclusions(const std::string& argument);

// What may be wrong in a rule that can run.
struct RuleCheck {
  Errors warnings;  // what may make the rule mean something else than intended
  // Fields that only ECS documents can have, since neither ECS nor the vendors of the built-in sources define
  // them; ascending. One may be misspelt.
  std::vector<std::string> foreign_fields;
  Errors unknown_fields;  // fields in the query that ECS does not have, with their places
};

// Compiles a rule. Fails with its first error.
FIRSTSEEN_API Result<RuleCheck> check_rule(const Rule& rule);

}  // namespace firstseen
