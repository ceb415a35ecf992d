#include "support/history_twin.h"

#include <algorithm>
#include <tuple>

namespace firstseen::test {
namespace {

class FixedEvidence final : public history::EvidenceMaker {
 public:
  explicit FixedEvidence(const Seen& sighting) : sighting_(sighting) {}
  history::Evidence make() override {
    return {std::make_shared<history::KeptEvent>(
                history::KeptEvent{sighting_.event, {}, "test", sighting_.place}),
            {}};
  }

 private:
  const Seen& sighting_;
};

bool parted(const Timestamp& before, const Timestamp& after, const history::Division& division) {
  if (division.instant) return before <= *division.instant && after > *division.instant;
  return before.plus(division.window) < after;
}

void append_all(std::string& out, const std::set<std::string>& texts) {
  out += " [";
  for (const std::string& text : texts) out += text + " ";
  out += "]";
}

// A host with when it was seen first; of equal times the one with more digits.
void note_host(FlatRun& run, const Seen& sighting) {
  if (sighting.host.empty()) return;
  Timestamp first = sighting.time;
  const auto known = std::find_if(run.hosts.begin(), run.hosts.end(), [&](const std::string& host) {
    return host.starts_with(sighting.host + " ");
  });
  if (known != run.hosts.end()) {
    const Timestamp before = parse_iso_time(known->substr(sighting.host.size() + 1))->time;
    const bool kept = before < first || (before == first && before.digits >= first.digits);
    if (kept) return;
    run.hosts.erase(known);
  }
  run.hosts.insert(sighting.host + " " + first.to_string());
}

}  // namespace

Flat brute_force(std::vector<Seen> sightings, const history::Division& division) {
  std::sort(sightings.begin(), sightings.end(), [](const Seen& a, const Seen& b) {
    return std::tie(a.term, a.time, a.event, a.place) < std::tie(b.term, b.time, b.event, b.place);
  });
  Flat runs;
  for (const Seen& sighting : sightings) {
    auto& of_term = runs[sighting.term];
    if (of_term.empty() || parted(of_term.back().last, sighting.time, division))
      of_term.push_back({sighting.time, sighting.time, 0, {}, {}, sighting.event, sighting.place.offset});
    FlatRun& run = of_term.back();
    // Of equal times the one with more digits, then the greater place.
    const auto key = [](const Timestamp& time, std::uint64_t offset) {
      return std::tuple(time, time.digits, offset);
    };
    if (run.events == 0 || key(run.last, run.last_offset) < key(sighting.time, sighting.place.offset)) {
      run.last = sighting.time;
      run.last_offset = sighting.place.offset;
    }
    run.events += 1;
    note_host(run, sighting);
    run.counted.insert(sighting.counted.begin(), sighting.counted.end());
  }
  return runs;
}

Flat flat(const history::History& history) {
  Flat out;
  for (const auto& [term, runs] : history.terms()) {
    for (const history::Run& run : runs) {
      FlatRun one{run.first.time,
                  run.last.time,
                  run.events,
                  {},
                  {},
                  run.evidence.event->json,
                  run.evidence.event->place.offset};
      for (const auto& [host, first] : run.hosts) one.hosts.insert(host + " " + first.to_string());
      one.counted.insert(run.counted.begin(), run.counted.end());
      one.last_offset = run.last.place.offset;
      out[term].push_back(std::move(one));
    }
  }
  return out;
}

void add(history::History& history, const Seen& sighting) {
  FixedEvidence evidence(sighting);
  history.add(sighting.term, {sighting.time, sighting.place, sighting.host, sighting.counted, {}, {}, {}},
              evidence);
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
