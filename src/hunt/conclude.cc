#include "firstseen/partial.h"
#include "hunt/blind_spots.h"
#include "hunt/findings.h"
#include "hunt/partial_state.h"

namespace firstseen {
namespace {

pass::TimeSpan covered_by(const pass::Reading& reading) {
  pass::TimeSpan covered;
  for (const auto& [id, file] : reading.files) covered.widen(file.span);
  return covered;
}

}  // namespace

HuntResult conclude(const Partial& partial, const ConcludeOptions& options) {
  const hunt::PartialState& state = partial.state();
  const rules::RuleSet& rules = *state.rules;
  HuntResult result;
  state.reading.report(result);
  result.threads = state.threads;
  result.rejects_lost = state.rejects_lost;
  const pass::TimeSpan covered = covered_by(state.reading);
  result.covered_from = options.covered_from ? options.covered_from : covered.first;
  result.covered_to = covered.last;
  result.findings = hunt::collect_findings(state, {.since = options.since,
                                                   .covered_from = result.covered_from,
                                                   .from = state.key_options.from,
                                                   .to = state.key_options.to});
  for (const history::History& history : state.matches.histories) result.terms += history.terms().size();
  result.blind_spots = hunt::find_blind_spots(rules, state.reading);
  result.prefilter_off = state.reading.prefilter_off;
  result.warnings = rules.warnings;
  result.skipped_rules = rules.skipped;
  for (std::size_t i = 0; i < state.matches.excluded.size(); ++i)
    result.excluded.emplace_back(rules.exclusions.lines()[i], state.matches.excluded[i]);
  return result;
}

Result<HuntResult, Errors> run_hunt(const HuntRequest& request, ReadMonitor* monitor) {
  const auto partial = gather(request, monitor);
  if (!partial) return fail(partial.error());
  return conclude(*partial, {request.since, request.covered_from});
}

}  // namespace firstseen
