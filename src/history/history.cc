#include "history/history.h"

#include <algorithm>
#include <iterator>

namespace firstseen::history {
namespace {

// The runs that [first, last] belongs to: those with no parting gap on either side. They are neighbours.
struct Touched {
  Runs::iterator begin;
  Runs::iterator end;
};

Touched touched(Runs& runs, const Timestamp& first, const Timestamp& last, const Parting& parting) {
  const auto begin = std::partition_point(runs.begin(), runs.end(),
                                          [&](const Run& run) { return parting.parts(run.last, first); });
  const auto end = std::partition_point(begin, runs.end(),
                                        [&](const Run& run) { return !parting.parts(last, run.first); });
  return {begin, end};
}

// At equal times the bytewise smaller event is first, then the smaller origin.
bool evidence_before(const Evidence& a, const Evidence& b) {
  if (const int order = a.event->json.compare(b.event->json); order != 0) return order < 0;
  return a.event->origin < b.event->origin;
}

void absorb(Run& into, Run&& run) {
  const bool earlier =
      run.first < into.first || (run.first == into.first && evidence_before(run.evidence, into.evidence));
  if (earlier) {
    into.first = run.first;
    into.evidence = std::move(run.evidence);
  }
  // Of equal times the one with more digits is kept, so that the order of sightings does not show.
  if (run.last > into.last || (run.last == into.last && run.last.digits > into.last.digits))
    into.last = run.last;
  into.events += run.events;
  into.hosts.merge(run.hosts);
  into.counted.merge(run.counted);
}

void insert(Runs& runs, Run&& run, const Parting& parting) {
  const auto [begin, end] = touched(runs, run.first, run.last, parting);
  if (begin == end) {
    runs.insert(begin, std::move(run));
    return;
  }
  for (auto other = std::next(begin); other != end; ++other) absorb(*begin, std::move(*other));
  absorb(*begin, std::move(run));
  runs.erase(std::next(begin), end);
}

template <typename Set>
void insert_new(Set& set, std::string_view text) {
  if (!set.contains(text)) set.emplace(text);
}

void count(Run& run, const Sighting& sighting) {
  ++run.events;
  if (!sighting.host.empty()) insert_new(run.hosts, sighting.host);
  for (const std::string& value : sighting.counted) insert_new(run.counted, value);
}

// Adds a sighting that neither starts nor joins runs; false when it may.
bool add_inside(Runs& runs, const Sighting& sighting, const Parting& parting) {
  const Timestamp& time = sighting.time;
  const auto [begin, end] = touched(runs, time, time, parting);
  if (std::distance(begin, end) != 1 || time <= begin->first) return false;
  if (time > begin->last || (time == begin->last && time.digits > begin->last.digits)) begin->last = time;
  count(*begin, sighting);
  return true;
}

}  // namespace

void History::add(std::string_view term, const Sighting& sighting, EvidenceMaker& evidence) {
  auto known = terms_.find(term);
  if (known != terms_.end() && add_inside(known->second, sighting, parting_)) return;
  if (known == terms_.end()) known = terms_.emplace(std::string(term), Runs{}).first;
  Run run{sighting.time, sighting.time, 0, {}, {}, evidence.make()};
  count(run, sighting);
  insert(known->second, std::move(run), parting_);
}

void History::merge(History&& other) {
  for (auto& [term, runs] : other.terms_) {
    auto [known, fresh] = terms_.try_emplace(term, Runs{});
    if (fresh) {
      known->second = std::move(runs);
      continue;
    }
    for (Run& run : runs) insert(known->second, std::move(run), parting_);
  }
  other.terms_.clear();
}

}  // namespace firstseen::history
