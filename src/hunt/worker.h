// One thread of a hunt: runs the rules over events and keeps what matches.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "history/history.h"
#include "hunt/terms.h"
#include "pass/coverage.h"
#include "pass/pass.h"
#include "pass/record_reader.h"
#include "pass/reject_spool.h"
#include "prefilter/prefilter.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// What all workers read.
struct HuntPlan {
  rules::RuleSet rules;
  sources::Normalizer normalizer;
  std::unique_ptr<prefilter::Prefilter> prefilter;  // nullptr: every text is read
  ReadRequest read;
  std::optional<Timestamp> from;  // interval mode: one execution of the rules over (from, to]
  std::optional<Timestamp> to;
  bool keep_rejects = false;

  history::Parting parting_of(const rules::CompiledRule& rule) const { return {rule.rule.window, from}; }
};

// What a worker found; several are merged into one.
struct Harvest {
  pass::Reading reading;
  std::vector<history::History> histories;  // one a rule
  pass::Coverage coverage;
  std::vector<std::uint64_t> excluded;  // by line of the exclusions

  explicit Harvest(const HuntPlan& plan);
  void merge(Harvest&& other);
};

// What all workers of a hunt count up together, to stop at a bound.
struct HuntBounds {
  std::uint64_t max_terms;   // 0: none
  std::uint64_t max_errors;  // 0: none
  std::atomic<std::uint64_t> terms{0};
  std::atomic<std::uint64_t> errors{0};
};

class Worker final : public pass::RecordReader, private history::EvidenceMaker {
 public:
  explicit Worker(const HuntPlan& plan);

  // Takes blocks until none is left.
  void run(input::Input& input, pass::Pass& pass, HuntBounds& bounds);

  // Raw texts that were malformed or rejected; kept where the plan says so.
  const pass::RejectSpool& rejects() const { return rejects_; }

  // What was found; the worker is empty then.
  Harvest take_harvest();

 private:
  void read(const input::Block& block);
  void read_candidates(const input::Block& block, const prefilter::LiteralSet& literals);
  Fate take_event() override;
  void take_known(sources::Outcome outcome) override;
  void take_malformed(std::string_view reason) override;
  void take_rejected(Reject reason) override;
  void keep_reject();
  std::uint64_t terms() const;
  bool match(const rules::CompiledRule& rule, history::History& history);
  history::Evidence make() override;
  const std::shared_ptr<const history::ShownEvent>& shown();

  const HuntPlan& plan_;
  Harvest harvest_;
  TermProduct terms_;
  pass::RejectSpool rejects_;
  std::uint64_t errors_ = 0;
  std::optional<prefilter::Scanner> scanner_;
  prefilter::RuleMask possible_;               // rules that the text at hand can match; empty: all
  const rules::CompiledRule* rule_ = nullptr;  // whose match is at hand
  std::shared_ptr<const history::ShownEvent>
      shown_;  // the event at hand as the rule shows it, once it is asked for
  bool too_many_terms_ = false;
};

}  // namespace firstseen::hunt
