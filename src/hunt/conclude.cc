#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#include "firstseen/partial.h"
#include "hunt/blind_spots.h"
#include "hunt/findings.h"
#include "hunt/partial_state.h"
#include "pass/coverage.h"
#include "text/phrases.h"

namespace firstseen {
namespace {

// Whether documents were not read. Lost rejects were.
bool ended_early(const HuntResult& result) {
  return result.ending != Ending::kDone && !result.rejects_lost;
}

// Returns what the inputs cover, from the time on that overrides its beginning.
std::vector<Stretch> covered_by(const pass::Reading& reading, const ConcludeOptions& options,
                                bool ended_early) {
  std::vector<Stretch> covered = pass::covered_by(reading, options.gap, ended_early);
  if (!options.covered_from || covered.empty()) return covered;
  const auto is_before = [&](const Stretch& stretch) { return stretch.to < *options.covered_from; };
  covered.erase(covered.begin(), std::find_if_not(covered.begin(), std::prev(covered.end()), is_before));
  covered.front().from = *options.covered_from;
  return covered;
}

// The fields as `host.id, user.name`.
std::string names_of(const event::FieldSet& fields, const std::vector<event::FieldSlot>& slots) {
  std::string names;
  for (const event::FieldSlot slot : slots) text::append_item(names, fields[slot].name);
  return names;
}

std::vector<RuleReport> rule_reports(const hunt::PartialState& state, const std::vector<Finding>& findings) {
  const rules::RuleSet& rules = *state.rules;
  std::vector<RuleReport> reports;
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const Rule& rule = rules.rules[i].rule;
    const hunt::RuleCounts& counts = state.matches.counts[i];
    index.emplace(rule.id, i);
    RuleReport report;
    report.id = rule.id;
    report.name = rule.name;
    report.matched = counts.matched;
    report.without_term = counts.without_term;
    report.excluded = counts.excluded;
    report.expired = counts.expired;
    report.terms = state.matches.histories[i].terms().size();
    if (const auto& place = counts.first_without_term) {
      report.first_without_term = {state.reading.files.at(place->file).path, place->line, place->offset,
                                   names_of(rules.fields, counts.missing)};
    }
    reports.push_back(std::move(report));
  }
  for (const Finding& finding : findings) {
    RuleReport& report = reports[index.at(finding.rule_id)];
    ++report.findings;
    if (finding.history == HistoryProof::kFull) ++report.full;
    if (finding.history == HistoryProof::kPartial) ++report.partial;
  }
  return reports;
}

}  // namespace

std::vector<std::string> finding_order_names() {
  return {"first", "new-for", "hosts", "events", "severity"};
}

HuntResult conclude(const Partial& partial, const ConcludeOptions& options, ReadMonitor* monitor) {
  const hunt::PartialState& state = partial.state();
  const rules::RuleSet& rules = *state.rules;
  HuntResult result;
  state.reading.report(result);
  result.threads = state.threads;
  result.rejects_lost = state.rejects_lost;
  std::vector<Stretch> covered = covered_by(state.reading, options, ended_early(result));
  result.covered_from = options.covered_from;
  if (!covered.empty()) {
    result.covered_from = covered.front().from;
    result.covered_to = covered.back().to;
  }
  for (std::size_t i = 1; i < covered.size(); ++i)
    result.holes.push_back({covered[i - 1].to, covered[i].from});

  pass::Heartbeat heart(monitor, {result.bytes, result.bytes, result.ledger.matched});
  try {
    hunt::collect_findings(state,
                           {.conclude = options,
                            .covered = std::move(covered),
                            .from = state.key_options.from,
                            .to = state.key_options.to,
                            .ended_early = ended_early(result)},
                           heart, result);
  } catch (const pass::Heartbeat::Stopped&) {
    result.findings.clear();
    result.before_since = result.after_until = result.not_full = result.beyond_top = 0;
    result.ending = Ending::kInterrupted;
    result.stopped = hunt::kNoFindings;
  }
  result.rules = rule_reports(state, result.findings);
  for (const RuleReport& rule : result.rules) result.terms += rule.terms;
  result.blind_spots = hunt::find_blind_spots(rules, state.reading);
  result.prefilter_off = state.reading.prefilter_off;
  result.warnings = rules.warnings;
  result.foreign_fields = rules.foreign_fields;
  result.skipped_rules = rules.skipped;
  for (std::size_t i = 0; i < state.matches.excluded.size(); ++i)
    result.excluded.emplace_back(rules.exclusions.lines()[i], state.matches.excluded[i]);
  return result;
}

Result<HuntResult, Errors> run_hunt(const HuntRequest& request, ReadMonitor* monitor) {
  const auto partial = gather(request, monitor);
  if (!partial) return fail(partial.error());
  return conclude(*partial, request, monitor);
}

}  // namespace firstseen
