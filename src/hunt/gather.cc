#include <memory>
#include <utility>
#include <vector>

#include "firstseen/partial.h"
#include "hunt/findings.h"
#include "hunt/matcher.h"
#include "hunt/partial_state.h"
#include "hunt/plan.h"
#include "hunt/rule_key.h"
#include "pass/heartbeat.h"
#include "pass/pass.h"

namespace firstseen {
namespace {

// Returns the matches of all workers, with lines numbered within files: before, they are relative to
// blocks.
hunt::Matches merged(const std::vector<std::unique_ptr<hunt::Matcher>>& matchers,
                     const pass::LineNumbers& lines, pass::Heartbeat& heart) {
  hunt::Matches all = matchers.front()->take();
  for (std::size_t i = 1; i < matchers.size(); ++i)
    all.merge(matchers[i]->take(), history::PlaceOrder(), [&] { heart.beat(); });
  all.change_places([&](event::Place& place) {
    heart.beat();
    lines.number(place);
  });
  return all;
}

}  // namespace

Result<Partial, Errors> gather(const HuntRequest& request, ReadMonitor* monitor) {
  const auto made = hunt::make_plan(request);
  if (!made) return fail(made.error());
  const hunt::Plan& plan = **made;
  return Partial(hunt::gather(plan, request, monitor));
}

std::unique_ptr<hunt::PartialState> hunt::gather(const Plan& plan, const HuntRequest& request,
                                                 ReadMonitor* monitor) {
  TermBound bound{request.max_terms};
  const unsigned threads = pass::thread_count(request);
  const auto matchers = pass::one_per_thread(threads, [&] { return std::make_unique<Matcher>(plan, bound); });
  const pass::ReadPlan read{plan.normalizer, plan.rules->fields, plan.prefilter.get(),
                            static_cast<bool>(request.reject_sink), false};
  pass::Pass pass(request, read, request.max_errors, request.reject_sink);
  pass::PassResult result = pass.run(matchers, monitor);
  pass::Heartbeat heart(monitor, {result.reading.bytes, result.reading.bytes, result.reading.ledger.matched});
  Matches matches(plan);
  try {
    matches = merged(matchers, result.lines, heart);
  } catch (const pass::Heartbeat::Stopped&) {
    result.reading.interrupted = true;
    result.reading.stopped = kNoFindings;
  }
  result.reading.ledger.derived = std::exchange(matches.derived, {});
  if (result.rejects_lost) result.reading.stopped = result.rejects_lost->message;
  return std::make_unique<hunt::PartialState>(
      hunt::PartialState{plan.rules, key_options(request), std::move(result.reading), std::move(matches),
                         threads, result.rejects_lost.has_value()});
}

}  // namespace firstseen
