#include "history/history.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace firstseen::history {
namespace {

// For places of one pass: its inputs have different paths.
const PlaceOrder kByNumber;

// The consecutive runs that the interval [first, last] joins, because nothing divides it from them.
struct Touched {
  Runs::iterator begin;
  Runs::iterator end;
};

Touched touched(Runs& runs, const Timestamp& first, const Timestamp& last, const Division& division) {
  const auto begin = std::partition_point(
      runs.begin(), runs.end(), [&](const Run& run) { return division.divides(run.last.time, first); });
  const auto end = std::partition_point(
      begin, runs.end(), [&](const Run& run) { return !division.divides(last, run.first.time); });
  return {begin, end};
}

// Whether `a` precedes `b` at equal times: the bytewise smaller event first, then the smaller
// place, then the other members that are printed.
bool evidence_before(const Evidence& a, const Evidence& b, const PlaceOrder& order) {
  if (const int events = a.event->json.compare(b.event->json); events != 0) return events < 0;
  if (const int places = order.compare(a.event->place, b.event->place); places != 0) return places < 0;
  return std::tie(a.event->source, a.event->derived, a.terms) <
         std::tie(b.event->source, b.event->derived, b.terms);
}

// Whether `a` replaces `b` as the last sighting. At equal times more digits win, then the greater
// place, so that the result does not depend on the order of sightings.
bool is_later(const Seen& a, const Seen& b, const PlaceOrder& order) {
  if (a.time != b.time) return a.time > b.time;
  if (a.time.digits != b.time.digits) return a.time.digits > b.time.digits;
  return order.compare(a.place, b.place) > 0;
}

// Keeps the earliest time of each host; at equal times, the one with the most digits.
void note_host(Run& run, std::string_view host, const Timestamp& time) {
  const auto known = run.hosts.find(host);
  if (known == run.hosts.end()) {
    run.hosts.emplace(host, time);
  } else if (time < known->second || (time == known->second && time.digits > known->second.digits)) {
    known->second = time;
  }
}

// Merges `run` into `into`.
void absorb(Run& into, Run&& run, const PlaceOrder& order) {
  const bool earlier =
      run.first.time < into.first.time ||
      (run.first.time == into.first.time && evidence_before(run.evidence, into.evidence, order));
  if (earlier) {
    into.first = run.first;
    into.evidence = std::move(run.evidence);
  }
  if (is_later(run.last, into.last, order)) into.last = run.last;
  into.events += run.events;
  for (const auto& [host, time] : run.hosts) note_host(into, host, time);
  into.counted.merge(run.counted);
  into.users.merge(std::move(run.users));
  into.processes.merge(std::move(run.processes));
  into.sources.merge(std::move(run.sources));
}

// Inserts a run and merges all runs that it joins.
void insert(Runs& runs, Run&& run, const Division& division, const PlaceOrder& order) {
  const auto [begin, end] = touched(runs, run.first.time, run.last.time, division);
  if (begin == end) {
    runs.insert(begin, std::move(run));
    return;
  }
  for (auto other = std::next(begin); other != end; ++other) absorb(*begin, std::move(*other), order);
  absorb(*begin, std::move(run), order);
  runs.erase(std::next(begin), end);
}

// Adds a sighting to all members of a run except `first`, `last` and `evidence`.
void count(Run& run, const Sighting& sighting) {
  ++run.events;
  if (!sighting.host.empty()) note_host(run, sighting.host, sighting.time);
  for (const std::string& value : sighting.counted) {
    if (!run.counted.contains(value)) run.counted.insert(value);
  }
  if (sighting.users != nullptr) run.users.add(*sighting.users);
  if (sighting.processes != nullptr) run.processes.add(*sighting.processes);
  if (sighting.sources != nullptr) run.sources.add(*sighting.sources);
}

// Adds a sighting that belongs to one run and is later than its first. Returns false for any other
// sighting: it may start a run or join two.
bool add_inside(Runs& runs, const Sighting& sighting, const Division& division) {
  const Timestamp& time = sighting.time;
  const auto [begin, end] = touched(runs, time, time, division);
  if (std::distance(begin, end) != 1 || time <= begin->first.time) return false;
  const Seen seen{time, sighting.place};
  if (is_later(seen, begin->last, kByNumber)) begin->last = seen;
  count(*begin, sighting);
  return true;
}

}  // namespace

void History::add(std::string_view term, const Sighting& sighting, EvidenceMaker& evidence) {
  auto known = terms_.find(term);
  if (known != terms_.end() && add_inside(known->second, sighting, division_)) return;
  if (known == terms_.end()) known = terms_.emplace(std::string(term), Runs{}).first;
  const Seen seen{sighting.time, sighting.place};
  Run run;
  run.first = run.last = seen;
  run.evidence = evidence.make();
  count(run, sighting);
  insert(known->second, std::move(run), division_, kByNumber);
}

void History::merge(History&& other, const PlaceOrder& order, const EachTerm& each_term) {
  terms_.reserve(terms_.size() + other.terms_.size());
  while (!other.terms_.empty()) {
    if (each_term) each_term();
    auto added = terms_.insert(other.terms_.extract(other.terms_.begin()));
    if (added.inserted) continue;
    for (Run& run : added.node.mapped()) insert(added.position->second, std::move(run), division_, order);
  }
}

void History::change_places(const std::function<void(event::Place&)>& change) {
  std::unordered_set<const KeptEvent*> changed;
  for (auto& [term, runs] : terms_) {
    for (Run& run : runs) {
      change(run.first.place);
      change(run.last.place);
      const std::shared_ptr<KeptEvent>& event = run.evidence.event;
      const bool alone = event.use_count() == 1;
      if (event && (alone || changed.insert(event.get()).second)) change(event->place);
    }
  }
}

}  // namespace firstseen::history
