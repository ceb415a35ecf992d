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
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "event/origin.h"
#include "firstseen/timestamp.h"

namespace firstseen::history {

// What is shown of an event. The event itself is gone by then.
struct ShownEvent {
  std::string json;                  // nested ECS
  std::vector<std::string> derived;  // names of fields filled beyond what the source's Elastic pipeline sets
  std::string source;
  event::Origin origin;
};

// What a finding shows of the event that starts its run. An event with many terms is shared by all of them.
struct Evidence {
  std::shared_ptr<const ShownEvent> event;
  std::vector<std::string> terms;  // the values of the new-terms fields, each as JSON, in the rule's order
};

// Makes the evidence of a sighting, when and only when the sighting becomes the first of its run.
class EvidenceMaker {
 public:
  virtual ~EvidenceMaker() = default;
  virtual Evidence make() = 0;
};

// What is kept of one matching event.
struct Sighting {
  Timestamp time;
  std::string_view host;                 // empty: the event names none
  std::span<const std::string> counted;  // values of which different ones are counted
};

// A maximal set of sightings of one term that nothing parts.
struct Run {
  Timestamp first;
  Timestamp last;
  std::uint64_t events = 0;                    // sightings, repeats included
  std::set<std::string, std::less<>> hosts;    // the hosts that were named
  std::set<std::string, std::less<>> counted;  // the values that were counted
  Evidence evidence;  // of the first sighting; among equal times the bytewise smallest event, then origin
};

// The runs of one term, ascending in time.
using Runs = std::vector<Run>;

// What parts the sightings of a term into runs.
struct Parting {
  Seconds window = kForever;         // a gap above this; kForever: nothing
  std::optional<Timestamp> instant;  // instead of gaps: what is at or before it, and what is behind

  // Whether `a` and a later `b` belong to different runs when nothing lies between them.
  bool parts(const Timestamp& a, const Timestamp& b) const {
    return instant ? a <= *instant && *instant < b : a.plus(window) < b;
  }
};

class History {
 public:
  explicit History(const Parting& parting) : parting_(parting) {}

  // O(log runs), and no allocation for a sighting that falls into a run which it does not start, from a known
  // host.
  void add(std::string_view term, const Sighting& sighting, EvidenceMaker& evidence);

  // The union with another history of the same parting.
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
  Parting parting_;
  Terms terms_;
};

}  // namespace firstseen::history
