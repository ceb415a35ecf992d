#include "hunt/findings.h"

#include <algorithm>
#include <array>
#include <compare>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "hunt/machines.h"
#include "hunt/terms.h"
#include "pass/coverage.h"

namespace firstseen::hunt {
namespace {

// The start of the window in which the run's term must not have been seen.
Timestamp window_start(Seconds window, const history::Run& run, const FindingOptions& options) {
  return (options.to ? *options.to : run.first.time).plus(-window);
}

// Returns the hole that is the latest of those that a window has, which begins at `start`. The time after what is covered
// belongs to it for a gap: a sighting there shows that it does.
std::optional<Stretch> hole_in(const Timestamp& start, const Timestamp& seen, const FindingOptions& options) {
  for (std::size_t i = options.covered.size(); i-- > 1;) {
    const Stretch hole{options.covered[i - 1].to, options.covered[i].from};
    if (start < hole.to && hole.from.plus(options.conclude.gap) < seen) return hole;
  }
  return std::nullopt;
}

HistoryProof proof_of(Seconds window, const history::Run& run, const FindingOptions& options) {
  if (window == kForever) return HistoryProof::kNone;
  const Timestamp start = window_start(window, run, options);
  const bool covered = !options.ended_early && !options.covered.empty() &&
                       start >= options.covered.front().from && !hole_in(start, run.first.time, options);
  return covered ? HistoryProof::kFull : HistoryProof::kPartial;
}

// Returns since when the inputs cover the time up to `seen`; nullopt if nothing tells.
std::optional<Timestamp> covered_since(const Timestamp& seen, const FindingOptions& options) {
  if (options.ended_early || options.covered.empty()) return std::nullopt;
  const auto after = std::find_if(options.covered.begin(), options.covered.end(),
                                  [&](const Stretch& stretch) { return seen < stretch.from; });
  if (after == options.covered.begin()) return seen;
  const Stretch& before = *std::prev(after);
  const bool in_hole = after != options.covered.end() && before.to.plus(options.conclude.gap) < seen;
  return in_hole ? seen : before.from;
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
         before->last.time < window_start(rule.rule.window, run, options);
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

// Fills the members that say how new the term was.
void show_newness(const Found& found, const FindingOptions& options, Finding& out) {
  const Timestamp& seen = found.run->first.time;
  const Seconds window = found.rule->rule.window;
  out.history = proof_of(window, *found.run, options);
  if (out.history == HistoryProof::kPartial)
    out.hole = hole_in(window_start(window, *found.run, options), seen, options);
  if (found.before != nullptr) {
    out.previously_seen = found.before->last.time;
    out.unseen_for = pass::seconds_between(*out.previously_seen, seen);
  }
  const auto since = covered_since(seen, options);
  if (since && (!out.previously_seen || *out.previously_seen < *since))
    out.unseen_for_at_least = pass::seconds_between(*since, seen);
  if (window == kForever) return;
  for (const Seconds wider : options.conclude.windows) {
    // What is divided by a wider window is what is that far apart.
    if (found.before != nullptr && !history::Division{wider, {}}.divides(*out.previously_seen, seen)) break;
    out.windows.emplace_back(wider, proof_of(wider, *found.run, options));
  }
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
  show_newness(found, options, out);
  out.hosts = machines_of(run.hosts);
  out.host_count = out.hosts.size();
  out.hosts.resize(std::min(out.hosts.size(), kShownHosts));
  show_event(state, run, out);
  return out;
}

// Whether the history is partial for every window. The rule's is the narrowest.
bool is_partial(const Found& found, const FindingOptions& options) {
  return proof_of(found.rule->rule.window, *found.run, options) == HistoryProof::kPartial;
}

// How long the term was unseen, as far as is known: longer first, and at equal lengths, what may be longer still.
std::pair<Seconds, bool> newness_of(const Finding& finding) {
  if (finding.unseen_for_at_least) return {*finding.unseen_for_at_least, true};
  return {finding.unseen_for.value_or(-1), false};
}

// The higher, the more severe.
std::ptrdiff_t severity_rank(const Finding& finding) {
  constexpr std::array<std::string_view, 4> kRanks{"critical", "high", "medium", "low"};
  return kRanks.end() - std::find(kRanks.begin(), kRanks.end(), finding.severity);
}

// Whether `a` comes before `b`. What is equal stays in its order.
bool comes_before(const Finding& a, const Finding& b, FindingOrder order) {
  switch (order) {
    case FindingOrder::kFirst: return false;
    case FindingOrder::kNewFor: return newness_of(a) > newness_of(b);
    case FindingOrder::kHosts: return a.host_count > b.host_count;
    case FindingOrder::kEvents: return a.events > b.events;
    case FindingOrder::kSeverity:
      return std::pair(severity_rank(a), a.risk_score) > std::pair(severity_rank(b), b.risk_score);
  }
  return false;
}

std::vector<WindowReport> window_reports(const std::vector<Finding>& findings,
                                         const std::vector<Seconds>& windows) {
  std::vector<WindowReport> reports;
  for (const Seconds window : windows) reports.push_back({.window = window});
  for (const Finding& finding : findings) {
    for (std::size_t i = 0; i < finding.windows.size(); ++i) {
      ++reports[i].findings;
      ++(finding.windows[i].second == HistoryProof::kFull ? reports[i].full : reports[i].partial);
    }
  }
  return reports;
}

// Orders by first_seen, rule id and terms.
bool is_before(const event::FieldSet& fields, const Found& a, const Found& b) {
  if (const auto by_time = a.run->first.time <=> b.run->first.time; by_time != 0) return by_time < 0;
  if (const auto by_rule = a.rule->rule.id <=> b.rule->rule.id; by_rule != 0) return by_rule < 0;
  return compare_terms(fields, a, b) < 0;
}

}  // namespace

// Sorts what was found instead of findings: those are large, and a signal would have to wait until they are freed.
void collect_findings(const PartialState& state, const FindingOptions& options, pass::Heartbeat& heart,
                      HuntResult& result) {
  const ConcludeOptions& wanted = options.conclude;
  std::vector<Found> all;
  std::optional<Found> known;  // the first that is seen on both sides of `since`
  for (std::size_t i = 0; i < state.rules->rules.size(); ++i) {
    const rules::CompiledRule& rule = state.rules->rules[i];
    for (const auto& [term, runs] : state.matches.histories[i].terms()) {
      heart.beat();
      for (std::size_t r = 0; r < runs.size(); ++r) {
        const history::Run* const before = r == 0 ? nullptr : &runs[r - 1];
        if (!is_finding(rule, runs[r], before, options)) continue;
        const Found found{&rule, &runs[r], before};
        if (wanted.since && runs[r].first.time < *wanted.since) {
          ++result.before_since;
          if (runs[r].last.time < *wanted.since) continue;
          ++result.known_before_since;
          if (!known || is_before(state.rules->fields, found, *known)) known = found;
        } else if (wanted.until && runs[r].first.time >= *wanted.until) {
          ++result.after_until;
        } else if (wanted.only_full && is_partial(found, options)) {
          ++result.not_full;
        } else {
          all.push_back(found);
        }
      }
    }
  }
  std::sort(all.begin(), all.end(), [&](const Found& a, const Found& b) {
    heart.beat();
    return is_before(state.rules->fields, a, b);
  });
  result.findings.reserve(all.size());
  for (const Found& found : all) {
    heart.beat();
    result.findings.push_back(finding_of(state, found, options));
  }
  if (known) result.first_known_before = finding_of(state, *known, options);
  result.windows = window_reports(result.findings, wanted.windows);
  if (wanted.order != FindingOrder::kFirst) {
    std::stable_sort(result.findings.begin(), result.findings.end(), [&](const Finding& a, const Finding& b) {
      heart.beat();
      return comes_before(a, b, wanted.order);
    });
  }
  if (wanted.top == 0 || wanted.top >= result.findings.size()) return;
  result.beyond_top = result.findings.size() - wanted.top;
  result.findings.resize(wanted.top);
}

}  // namespace firstseen::hunt
