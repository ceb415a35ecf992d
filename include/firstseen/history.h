// What was seen when, per term: the runs of sightings that lie no further than a window apart.
//
//   sightings of a term   · ··  ·            ·  ·
//   runs (window ──)      [──────]           [──]
//                         ^ finding          ^ finding: the gap before it exceeds the window
//
// A history is a set of disjoint intervals per term, and merging two histories is their union: the order of
// sightings, and how they were dealt out to histories before, make no difference.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "firstseen/origin.h"
#include "firstseen/timestamp.h"

namespace firstseen {

// What a finding shows of the event that starts its run. Owned by the history: the event itself is gone by
// then.
struct Evidence {
  std::string event;                 // nested ECS as JSON
  std::vector<std::string> terms;    // the values of the new-terms fields, each as JSON, in the rule's order
  std::vector<std::string> derived;  // names of fields filled beyond what the source's Elastic pipeline sets
  std::string source;
  Origin origin;
};

// Makes the evidence of a sighting, when and only when the sighting becomes the first of its run.
class EvidenceMaker {
 public:
  virtual ~EvidenceMaker() = default;
  virtual Evidence make() = 0;
};

// A maximal set of sightings of one term with no gap above the window.
struct Run {
  Timestamp first;
  Timestamp last;
  std::uint64_t events = 0;                  // sightings, repeats included
  std::set<std::string, std::less<>> hosts;  // the hosts that were named
  Evidence evidence;  // of the first sighting; among equal times the bytewise smallest event, then origin
};

// The runs of one term, ascending in time.
using Runs = std::vector<Run>;

class History {
 public:
  // `window`: sightings further apart than this belong to different runs; a gap of exactly `window` does not
  // part them. kForever: one run a term.
  explicit History(Seconds window) : window_(window) {}

  // One sighting. `host` is empty when the event names none. O(log runs) and no allocation when it falls into
  // a run that it does not start, from a known host.
  void add(std::string_view term, const Timestamp& time, std::string_view host, EvidenceMaker& evidence);

  // The union with another history of the same window.
  void merge(History&& other);

  // Looks keys up without copying them.
  struct TermHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Terms = std::unordered_map<std::string, Runs, TermHash, std::equal_to<>>;

  // Term → runs, in no order. Terms are the keys given to add().
  const Terms& terms() const { return terms_; }

 private:
  Seconds window_;
  Terms terms_;
};

}  // namespace firstseen
