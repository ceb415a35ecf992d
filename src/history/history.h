// Stores when each term was seen, as runs of sightings. Neighbouring sightings of a run are at most
// a window apart.
//
//   sightings of a term   · ··  ·            ·  ·
//   runs (window ──)      [──────]           [──]
//                         ^ finding          ^ finding: the gap before it exceeds the window
//
// A history is a set of disjoint intervals per term, and merging two histories is a union. The
// result does not depend on the order of sightings, or on how they were distributed over histories.
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

// How the sightings of a term are divided into runs.
struct Division {
  Seconds window = kForever;         // gaps longer than this divide; kForever: none do
  std::optional<Timestamp> instant;  // if set, divides instead of gaps: up to this time, and after it

  // Whether `a` and a later `b` belong to different runs if no sighting is between them.
  bool divides(const Timestamp& a, const Timestamp& b) const {
    return instant ? a <= *instant && *instant < b : a.plus(window) < b;
  }

  friend bool operator==(const Division&, const Division&) = default;
};

// Makes the evidence of a sighting. Called only if the sighting may become the first of its run, or
// if it joins runs.
class EvidenceMaker {
 public:
  virtual ~EvidenceMaker() = default;
  virtual Evidence make() = 0;
};

using EachTerm = std::function<void()>;

class History {
 public:
  explicit History(const Division& division) : division_(division) {}

  // Adds a sighting. O(log runs) and without allocation if the sighting is within a run, after its
  // first sighting, and the run already has its values (host, user, process and so on).
  void add(std::string_view term, const Sighting& sighting, EvidenceMaker& evidence);

  // Adds the runs of another history. REQUIRES: both have the same division. `order` compares
  // places of both. `each_term` is called once per term of the other; it may throw to stop, which
  // leaves both histories unusable.
  void merge(History&& other, const PlaceOrder& order = PlaceOrder(), const EachTerm& each_term = {});

  // Allows lookups by string_view, without a copy.
  struct TermHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Terms = std::unordered_map<std::string, Runs, TermHash, std::equal_to<>>;

  // The runs by term, unordered. Terms are the keys passed to add().
  const Terms& terms() const { return terms_; }
  const Division& division() const { return division_; }

  // Calls `change` once with each place in the history.
  void change_places(const std::function<void(event::Place&)>& change);

 private:
  Division division_;
  Terms terms_;
};

}  // namespace firstseen::history
