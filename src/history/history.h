// What was seen when, per term: the runs of sightings that lie no further than a window apart.
//
//   sightings of a term   · ··  ·            ·  ·
//   runs (window ──)      [──────]           [──]
//                         ^ finding          ^ finding: the gap before it exceeds the window
//
// A history is a set of disjoint intervals per term, and merging two histories is their union: the order of
// sightings, and how they were distributed over histories before, make no difference.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "firstseen/timestamp.h"
#include "history/run.h"

namespace firstseen::history {

// What divides the sightings of a term into runs.
struct Division {
  Seconds window = kForever;         // a gap above this; kForever: nothing
  std::optional<Timestamp> instant;  // instead of gaps: what is at or before it, and what is after

  // Whether `a` and a later `b` belong to different runs when nothing lies between them.
  bool divides(const Timestamp& a, const Timestamp& b) const {
    return instant ? a <= *instant && *instant < b : a.plus(window) < b;
  }

  friend bool operator==(const Division&, const Division&) = default;
};

// Makes the evidence of a sighting, when and only when the sighting becomes the first of its run.
class EvidenceMaker {
 public:
  virtual ~EvidenceMaker() = default;
  virtual Evidence make() = 0;
};

class History {
 public:
  explicit History(const Division& division) : division_(division) {}

  // O(log runs), and no allocation for a sighting that falls into a run which it does not start and that
  // knows its host, user, process and source.
  void add(std::string_view term, const Sighting& sighting, EvidenceMaker& evidence);

  // The union with another history of the same division. `order` compares places, of both.
  void merge(History&& other, const PlaceOrder& order = PlaceOrder());

  // Looks keys up without copying them.
  struct TermHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Terms = std::unordered_map<std::string, Runs, TermHash, std::equal_to<>>;

  // Term → runs, in no order. Terms are the keys given to add().
  const Terms& terms() const { return terms_; }
  const Division& division() const { return division_; }

  // Calls `change` with every place in it, once each.
  void change_places(const std::function<void(event::Place&)>& change);

 private:
  Division division_;
  Terms terms_;
};

}  // namespace firstseen::history
