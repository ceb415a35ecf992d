#include "support/history_twin.h"

#include <algorithm>
#include <tuple>

namespace firstseen::test {
namespace {

class FixedEvidence final : public history::EvidenceMaker {
 public:
  explicit FixedEvidence(const Seen& sighting) : sighting_(sighting) {}
  history::Evidence make() override {
    return {std::make_shared<const history::ShownEvent>(
                history::ShownEvent{sighting_.event, {}, "test", sighting_.origin}),
            {}};
  }

 private:
  const Seen& sighting_;
};

bool parted(const Timestamp& before, const Timestamp& after, const history::Parting& parting) {
  if (parting.instant) return before <= *parting.instant && after > *parting.instant;
  return before.plus(parting.window) < after;
}

void append_all(std::string& out, const std::set<std::string>& texts) {
  out += " [";
  for (const std::string& text : texts) out += text + " ";
  out += "]";
}

}  // namespace

Flat brute_force(std::vector<Seen> sightings, const history::Parting& parting) {
  std::sort(sightings.begin(), sightings.end(), [](const Seen& a, const Seen& b) {
    return std::tie(a.term, a.time, a.event, a.origin) < std::tie(b.term, b.time, b.event, b.origin);
  });
  Flat runs;
  for (const Seen& sighting : sightings) {
    auto& of_term = runs[sighting.term];
    if (of_term.empty() || parted(of_term.back().last, sighting.time, parting))
      of_term.push_back({sighting.time, sighting.time, 0, {}, {}, sighting.event, sighting.origin.offset});
    FlatRun& run = of_term.back();
    // Of equal times the one with more digits.
    if (run.last != sighting.time || run.last.digits < sighting.time.digits) run.last = sighting.time;
    run.events += 1;
    if (!sighting.host.empty()) run.hosts.insert(sighting.host);
    run.counted.insert(sighting.counted.begin(), sighting.counted.end());
  }
  return runs;
}

Flat flat(const history::History& history) {
  Flat out;
  for (const auto& [term, runs] : history.terms()) {
    for (const history::Run& run : runs) {
      out[term].push_back({run.first,
                           run.last,
                           run.events,
                           {run.hosts.begin(), run.hosts.end()},
                           {run.counted.begin(), run.counted.end()},
                           run.evidence.event->json,
                           run.evidence.event->origin.offset});
    }
  }
  return out;
}

void add(history::History& history, const Seen& sighting) {
  FixedEvidence evidence(sighting);
  history.add(sighting.term, {sighting.time, sighting.host, sighting.counted}, evidence);
}

std::string print(const Flat& runs) {
  std::string out;
  for (const auto& [term, of_term] : runs) {
    for (const FlatRun& run : of_term) {
      out += term + " " + run.first.to_string() + " " + run.last.to_string() + " " +
             std::to_string(run.events) + " " + run.event + "@" + std::to_string(run.offset);
      append_all(out, run.hosts);
      append_all(out, run.counted);
      out += '\n';
    }
  }
  return out;
}

}  // namespace firstseen::test
