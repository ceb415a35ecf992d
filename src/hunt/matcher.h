// The visitor of a hunt: runs the rules over events, and keeps what matches in histories.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "history/history.h"
#include "hunt/plan.h"
#include "hunt/terms.h"
#include "pass/visitor.h"

namespace firstseen::hunt {

// How many different terms all workers of a hunt keep, to stop at a bound.
struct TermBound {
  std::uint64_t max;  // 0: none
  std::atomic<std::uint64_t> kept{0};
};

// What the rules found.
struct Matches {
  std::vector<history::History> histories;                    // one per rule
  std::vector<std::uint64_t> excluded;                        // by line of the exclusions
  std::map<std::string, std::uint64_t, std::less<>> derived;  // matched records, by field that was derived

  explicit Matches(const Plan& plan);
  // `order`: of places in both.
  void merge(Matches&& other, const history::PlaceOrder& order = history::PlaceOrder());
};

class Matcher final : public pass::Visitor {
 public:
  // Both must outlive it.
  Matcher(const Plan& plan, TermBound& bound) : plan_(plan), bound_(bound), matches_(plan) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask possible) override;
  std::optional<std::string> end_block(event::FileId file, const sources::ShapeTallies& tallies) override;

  // What was found; places are as records have them. The matcher is empty then.
  Matches take() { return std::move(matches_); }

 private:
  pass::Verdict match(const rules::CompiledRule& rule, pass::Record& record, history::History& history);
  bool add_terms(const rules::CompiledRule& rule, const pass::Record& record, history::History& history);
  void note_actors(const event::NetworkEvent& event);

  const Plan& plan_;
  TermBound& bound_;
  Matches matches_;
  std::uint64_t kept_terms_ = 0;  // as they were counted last

  // Memory that is used again from record to record.
  TermProduct terms_;
  bool has_actors_ = false;  // the three below are those of the current record
  std::vector<std::string_view> users_;
  std::vector<std::string_view> processes_;
  std::vector<std::string_view> sources_;
  std::vector<std::string> addresses_;  // that sources_ refers to
};

}  // namespace firstseen::hunt
