#include "hunt/findings.h"

#include <algorithm>
#include <compare>
#include <vector>

#include "hunt/machines.h"
#include "hunt/terms.h"

namespace firstseen::hunt {
namespace {

// The start of the window in which the run's term must not have been seen.
Timestamp window_start(const rules::CompiledRule& rule, const history::Run& run,
                       const FindingOptions& options) {
  return (options.to ? *options.to : run.first.time).plus(-rule.rule.window);
}

HistoryProof proof_of(const rules::CompiledRule& rule, const history::Run& run,
                      const FindingOptions& options) {
  if (rule.rule.window == kForever) return HistoryProof::kNone;
  const bool covered = !options.ended_early && options.covered_from &&
                       window_start(rule, run, options) >= *options.covered_from;
  return covered ? HistoryProof::kFull : HistoryProof::kPartial;
}

// Whether the run reaches the threshold of its rule.
bool reaches(const Threshold& threshold, const history::Run& run) {
  if (run.events < threshold.value) return false;
  for (std::size_t i = 0; i < threshold.cardinality.size(); ++i) {
    if (count_of(run.counted, i) < threshold.cardinality[i].value) return false;
  }
  return true;
}

// Whether the run is a finding, no matter whether its time is reported. `before` is the previous run of the term, or null. In interval
// mode, the run must begin after `from`; the matcher drops records after `to`.
bool is_finding(const rules::CompiledRule& rule, const history::Run& run, const history::Run* before,
                const FindingOptions& options) {
  if (rule.rule.type == RuleType::kThreshold && !reaches(rule.rule.threshold, run)) return false;
  if (!options.from) return true;
  if (run.first.time <= *options.from) return false;
  return rule.rule.type != RuleType::kNewTerms || before == nullptr ||
         before->last.time < window_start(rule, run, options);
}

// A run that is a finding, and what it is compared with.
struct Found {
  const rules::CompiledRule* rule;
  const history::Run* run;
  const history::Run* before;  // the previous run of the term, or null
};

// Orders by the fields and values of the terms, as Finding::terms does.
std::strong_ordering compare_terms(const event::FieldSet& fields, const Found& a, const Found& b) {
  const auto& a_fields = term_fields(*a.rule, a.run->evidence.identity);
  const auto& b_fields = term_fields(*b.rule, b.run->evidence.identity);
  for (std::size_t i = 0; i < std::min(a_fields.size(), b_fields.size()); ++i) {
    if (const auto by_field = fields[a_fields[i]].name <=> fields[b_fields[i]].name; by_field != 0)
      return by_field;
    if (const auto by_value = a.run->evidence.terms[i] <=> b.run->evidence.terms[i]; by_value != 0)
      return by_value;
  }
  return a_fields.size() <=> b_fields.size();
}

// Fills the members that describe the first event.
void show_event(const PartialState& state, const history::Run& run, Finding& out) {
  const history::KeptEvent& event = *run.evidence.event;
  out.derived = event.derived;
  out.event = {run.evidence.event, &event.json};
  out.source = event.source;
  out.file = state.reading.files.at(event.place.file).path;
  out.line = event.place.line;
  out.offset = event.place.offset;
  out.record = event.place.record;
}

Finding finding_of(const PartialState& state, const Found& found, const FindingOptions& options) {
  const rules::CompiledRule& rule = *found.rule;
  const history::Run& run = *found.run;
  Finding out;
  out.rule_id = rule.rule.id;
  out.rule_name = rule.rule.name;
  out.severity = rule.rule.severity;
  out.risk_score = rule.rule.risk_score;
  const std::vector<event::FieldSlot>& fields = term_fields(rule, run.evidence.identity);
  for (std::size_t i = 0; i < fields.size(); ++i)
    out.terms.emplace_back(state.rules->fields[fields[i]].name, run.evidence.terms[i]);
  out.first_seen = run.first.time;
  out.last_seen = run.last.time;
  out.events = run.events;
  out.history = proof_of(rule, run, options);
  if (found.before != nullptr) out.previously_seen = found.before->last.time;
  out.hosts = machines_of(run.hosts);
  out.host_count = out.hosts.size();
  out.hosts.resize(std::min(out.hosts.size(), kShownHosts));
  show_event(state, run, out);
  return out;
}

}  // namespace

// Sorts what was found instead of findings: those are large, and a signal would have to wait until they are freed.
void collect_findings(const PartialState& state, const FindingOptions& options, pass::Heartbeat& heart,
                      HuntResult& result) {
  std::vector<Found> all;
  for (std::size_t i = 0; i < state.rules->rules.size(); ++i) {
    const rules::CompiledRule& rule = state.rules->rules[i];
    for (const auto& [term, runs] : state.matches.histories[i].terms()) {
      heart.beat();
      for (std::size_t r = 0; r < runs.size(); ++r) {
        const history::Run* const before = r == 0 ? nullptr : &runs[r - 1];
        if (!is_finding(rule, runs[r], before, options)) continue;
        if (options.since && runs[r].first.time < *options.since) {
          ++result.before_since;
        } else if (options.until && runs[r].first.time >= *options.until) {
          ++result.after_until;
        } else {
          all.push_back({&rule, &runs[r], before});
        }
      }
    }
  }
  std::sort(all.begin(), all.end(), [&](const Found& a, const Found& b) {
    heart.beat();
    if (const auto by_time = a.run->first.time <=> b.run->first.time; by_time != 0) return by_time < 0;
    if (const auto by_rule = a.rule->rule.id <=> b.rule->rule.id; by_rule != 0) return by_rule < 0;
    return compare_terms(state.rules->fields, a, b) < 0;
  });
  result.findings.reserve(all.size());
  for (const Found& found : all) {
    heart.beat();
    result.findings.push_back(finding_of(state, found, options));
  }
}

}  // namespace firstseen::hunt
