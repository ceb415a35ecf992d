// Rules with literals over every converter, records that they match now and then, and which rules a text
// matches when it is read: what the prefilter must not pass over.
#pragma once

#include <initializer_list>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/rule.h"
#include "pass/worker.h"
#include "prefilter/requirement.h"
#include "prefilter/scanner.h"
#include "rules/rule_set.h"
#include "support/render.h"

namespace firstseen::test {

// A query rule of each text.
std::vector<Rule> query_rules(std::initializer_list<const char*> texts);

// Clauses over every converter and every kind of test that gives literals; the rules below the folder that
// FIRSTSEEN_RULES names besides.
std::vector<Rule> rules_with_literals();

// A record of the shape, spelt at random.
std::string random_record(const Shape& shape, std::mt19937& random);

// Notes which rules the records of a text match, by reading it.
class MatchReader final : private pass::Visitor {
 public:
  MatchReader(const rules::RuleSet& rules, const sources::Normalizer& normalizer);

  const std::vector<bool>& read(std::string_view text);

  std::uint64_t events() const { return events_; }

 private:
  pass::Verdict visit(pass::Record& record, prefilter::RuleMask possible) override;

  const rules::RuleSet& rules_;
  pass::ReadPlan plan_;
  pass::Worker worker_;
  std::vector<bool> matched_;
  std::uint64_t events_ = 0;
  std::string storage_;
};

// The rules that have literals, ready to scan and to match.
struct ScannedRules {
  explicit ScannedRules(const std::vector<Rule>& all);

  // Whether a scan with these hits lets the text through for the rule.
  bool lets_through(const std::vector<prefilter::Hit>& hits, std::size_t rule) const;

  rules::RuleSet rules;
  std::vector<prefilter::RuleRequirement> requirements;
  std::unique_ptr<prefilter::LiteralSet> literals;
};

}  // namespace firstseen::test
