// The visitor of a hunt: runs the rules over events, and adds matches to histories.
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

// Bounds the number of terms that all workers of a hunt keep. A term that several workers keep
// counts several times.
struct TermBound {
  std::uint64_t max;  // 0: no bound
  std::atomic<std::uint64_t> kept{0};
};

// The matches of all rules.
struct Matches {
  std::vector<history::History> histories;                    // one per rule
  std::vector<std::uint64_t> excluded;                        // hidden matches, by line of the exclusions
  std::map<std::string, std::uint64_t, std::less<>> derived;  // matched records, by derived field

  explicit Matches(const Plan& plan);
  // `order` compares places of both.
  void merge(Matches&& other, const history::PlaceOrder& order = history::PlaceOrder());
};

class Matcher final : public pass::Visitor {
 public:
  // `plan` and `bound` must outlive the matcher.
  Matcher(const Plan& plan, TermBound& bound) : plan_(plan), bound_(bound), matches_(plan) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask possible) override;
  std::optional<std::string> end_block(event::FileId file, const sources::ShapeTallies& tallies) override;

  // Returns the matches and leaves the matcher empty. Lines of places are relative to blocks.
  Matches take() { return std::move(matches_); }

 private:
  pass::Verdict match(const rules::CompiledRule& rule, pass::Record& record, history::History& history);
  bool add_terms(const rules::CompiledRule& rule, const pass::Record& record, history::History& history);
  void note_actors(const event::NetworkEvent& event);

  const Plan& plan_;
  TermBound& bound_;
  Matches matches_;
  std::uint64_t kept_terms_ = 0;  // after the previous block

  // Reused from record to record.
  TermProduct terms_;
  bool has_actors_ = false;  // the next three members are those of the current record
  std::vector<std::string_view> users_;
  std::vector<std::string_view> processes_;
  std::vector<std::string_view> sources_;
  std::vector<std::string> addresses_;  // texts to which sources_ points
};

}  // namespace firstseen::hunt
