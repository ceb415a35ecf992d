#include "hunt/findings.h"

#include <algorithm>
#include <tuple>

#include "hunt/terms.h"

namespace firstseen::hunt {
namespace {

// The start of the window in which the run's term must not have been seen.
Timestamp window_start(const rules::CompiledRule& rule, const history::Run& run,
                       const FindingOptions& options) {
  return (options.to ? *options.to : run.first).plus(-rule.rule.window);
}

HistoryProof proof_of(const rules::CompiledRule& rule, const history::Run& run,
                      const FindingOptions& options) {
  if (rule.rule.window == kForever) return HistoryProof::kNone;
  const bool covered = options.covered_from && window_start(rule, run, options) >= *options.covered_from;
  return covered ? HistoryProof::kFull : HistoryProof::kPartial;
}

// Whether a threshold rule's count is reached.
bool reaches(const Threshold& threshold, const history::Run& run) {
  if (run.events < threshold.value) return false;
  for (std::size_t i = 0; i < threshold.cardinality.size(); ++i) {
    if (count_of(run.counted, i) < threshold.cardinality[i].value) return false;
  }
  return true;
}

std::vector<std::string> shown_hosts(const history::Run& run) {
  auto end = run.hosts.begin();
  std::advance(end, static_cast<std::ptrdiff_t>(std::min(run.hosts.size(), kShownHosts)));
  return {run.hosts.begin(), end};
}

class Collector {
 public:
  Collector(const pass::LineNumbers& lines, const archive::FileReports& files, const FindingOptions& options)
      : lines_(lines), files_(files), options_(options) {}

  Finding finding(const rules::CompiledRule& rule, const event::FieldSet& fields, const history::Run& run,
                  const history::Run* before) const {
    const history::ShownEvent& event = *run.evidence.event;
    Finding out;
    out.rule_id = rule.rule.id;
    out.rule_name = rule.rule.name;
    out.severity = rule.rule.severity;
    out.risk_score = rule.rule.risk_score;
    for (std::size_t i = 0; i < rule.terms.size(); ++i)
      out.terms.emplace_back(fields[rule.terms[i]].name, run.evidence.terms[i]);
    out.first_seen = run.first;
    out.last_seen = run.last;
    out.events = run.events;
    out.history = proof_of(rule, run, options_);
    if (before != nullptr) out.previously_seen = before->last;
    out.host_count = run.hosts.size();
    out.hosts = shown_hosts(run);
    out.derived = event.derived;
    out.event = {run.evidence.event, &event.json};
    out.source = event.source;
    out.file = files_.at(event.origin.file).path;
    out.line = lines_.line_of(event.origin);
    out.offset = event.origin.offset;
    out.record = event.origin.record;
    return out;
  }

  bool reported(const rules::CompiledRule& rule, const history::Run& run, const history::Run* before) const {
    if (options_.since && run.first < *options_.since) return false;
    if (rule.rule.type == RuleType::kThreshold && !reaches(rule.rule.threshold, run)) return false;
    if (!options_.from) return true;
    if (run.first <= *options_.from) return false;
    return rule.rule.type != RuleType::kNewTerms || before == nullptr ||
           before->last < window_start(rule, run, options_);
  }

 private:
  const pass::LineNumbers& lines_;
  const archive::FileReports& files_;
  const FindingOptions& options_;
};

}  // namespace

std::vector<Finding> collect_findings(const rules::RuleSet& rules, std::vector<history::History>& histories,
                                      const pass::LineNumbers& lines, const archive::FileReports& files,
                                      const FindingOptions& options) {
  const Collector collector(lines, files, options);
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    for (const auto& [term, runs] : histories[i].terms()) {
      for (std::size_t r = 0; r < runs.size(); ++r) {
        const history::Run* const before = r == 0 ? nullptr : &runs[r - 1];
        if (!collector.reported(rules.rules[i], runs[r], before)) continue;
        findings.push_back(collector.finding(rules.rules[i], rules.fields, runs[r], before));
      }
    }
  }
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.first_seen, a.rule_id, a.terms) < std::tie(b.first_seen, b.rule_id, b.terms);
  });
  return findings;
}

}  // namespace firstseen::hunt
