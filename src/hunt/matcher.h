// The visitor of a hunt: runs the rules over events, and adds matches to histories.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
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

// What became of the records that passed the condition of one rule.
struct RuleCounts {
  std::uint64_t matched = 0;
  std::uint64_t without_term = 0;  // of these: a term field had no value
  std::uint64_t excluded = 0;      // of these: exclusions hid the record or some of its terms
  std::uint64_t expired = 0;       // of these: an exception would have hidden it, but has expired
  // The first record without a term, and its term fields without a value.
  std::optional<event::Place> first_without_term;
  std::vector<event::FieldSlot> missing;

  void merge(RuleCounts&& other, const history::PlaceOrder& order);
};

// The matches of all rules.
struct Matches {
  std::vector<RuleCounts> counts;                             // one per rule
  std::vector<history::History> histories;                    // one per rule
  std::vector<std::uint64_t> excluded;                        // hidden matches, by line of the exclusions
  std::map<std::string, std::uint64_t, std::less<>> derived;  // matched records, by derived field

  explicit Matches(const Plan& plan);
  // `order` compares places of both. See History::merge() for `each_term`.
  void merge(Matches&& other, const history::PlaceOrder& order = history::PlaceOrder(),
             const history::EachTerm& each_term = {});

  // Calls `change` once for each place.
  void change_places(const std::function<void(event::Place&)>& change);
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
  pass::Verdict match(std::size_t rule, pass::Record& record);
  bool add_terms(std::size_t rule, const pass::Record& record);
  void note_missing_term(const rules::CompiledRule& rule, const pass::Record& record, RuleCounts& counts);
  void note_actors(const event::NetworkEvent& event);

  const Plan& plan_;
  TermBound& bound_;
  Matches matches_;
  std::uint64_t kept_terms_ = 0;  // after the previous block

  // Of a record that tables of several sources read: the rules that matched, and with them the terms.
  std::set<std::size_t> matched_rules_;
  std::set<std::pair<std::size_t, std::string>> matched_terms_;

  // Reused from record to record.
  TermProduct terms_;
  bool has_actors_ = false;  // the next three members are those of the current record
  history::RecordValues users_;
  history::RecordValues processes_;
  history::RecordValues sources_;
  std::vector<std::string> addresses_;   // texts to which sources_ points
  std::vector<std::string_view> texts_;  // of one field
};

}  // namespace firstseen::hunt
