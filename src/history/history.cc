#include "firstseen/history.h"

#include <algorithm>
#include <iterator>

namespace firstseen {
namespace {

// Whether a gap from `a` to a later `b` parts two runs.
bool parted(const Timestamp& a, const Timestamp& b, Seconds window) {
  return a.plus(window) < b;
}

// The runs that [first, last] belongs to: those with no parting gap on either side. They are neighbours.
struct Touched {
  Runs::iterator begin;
  Runs::iterator end;
};

Touched touched(Runs& runs, const Timestamp& first, const Timestamp& last, Seconds window) {
  const auto begin = std::partition_point(runs.begin(), runs.end(),
                                          [&](const Run& run) { return parted(run.last, first, window); });
  const auto end = std::partition_point(begin, runs.end(),
                                        [&](const Run& run) { return !parted(last, run.first, window); });
  return {begin, end};
}

// At equal times the bytewise smaller event is first, then the smaller origin.
bool evidence_before(const Evidence& a, const Evidence& b) {
  if (const int order = a.event.compare(b.event); order != 0) return order < 0;
  return a.origin < b.origin;
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
}

void insert(Runs& runs, Run&& run, Seconds window) {
  const auto [begin, end] = touched(runs, run.first, run.last, window);
  if (begin == end) {
    runs.insert(begin, std::move(run));
    return;
  }
  for (auto other = std::next(begin); other != end; ++other) absorb(*begin, std::move(*other));
  absorb(*begin, std::move(run));
  runs.erase(std::next(begin), end);
}

// Adds a sighting that neither starts nor joins runs; false when it may.
bool add_inside(Runs& runs, const Timestamp& time, std::string_view host, Seconds window) {
  const auto [begin, end] = touched(runs, time, time, window);
  if (std::distance(begin, end) != 1 || time <= begin->first) return false;
  if (time > begin->last || (time == begin->last && time.digits > begin->last.digits)) begin->last = time;
  ++begin->events;
  if (!host.empty() && !begin->hosts.contains(host)) begin->hosts.emplace(host);
  return true;
}

}  // namespace

void History::add(std::string_view term, const Timestamp& time, std::string_view host,
                  EvidenceMaker& evidence) {
  auto known = terms_.find(term);
  if (known != terms_.end() && add_inside(known->second, time, host, window_)) return;
  if (known == terms_.end()) known = terms_.emplace(std::string(term), Runs{}).first;
  Run run{time, time, 1, {}, evidence.make()};
  if (!host.empty()) run.hosts.emplace(host);
  insert(known->second, std::move(run), window_);
}

void History::merge(History&& other) {
  for (auto& [term, runs] : other.terms_) {
    auto [known, fresh] = terms_.try_emplace(term, Runs{});
    if (fresh) {
      known->second = std::move(runs);
      continue;
    }
    for (Run& run : runs) insert(known->second, std::move(run), window_);
  }
  other.terms_.clear();
}

}  // namespace firstseen
