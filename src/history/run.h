// A run of sightings of one term, and what is kept of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event/place.h"
#include "firstseen/timestamp.h"

namespace firstseen::history {

// What findings show of an event. The event itself is gone by then.
struct KeptEvent {
  std::string json;                  // nested ECS
  std::vector<std::string> derived;  // names of fields filled beyond what the source's Elastic pipeline sets
  std::string source;
  event::Place place;
};

// What a finding shows of the event that starts its run. An event that starts several runs is kept once.
struct Evidence {
  std::shared_ptr<KeptEvent> event;
  std::vector<std::string> terms;  // the values of the new-terms fields, each as JSON, in the rule's order
};

// What is kept of one matching event. Views of the call.
struct Sighting {
  Timestamp time;
  event::Place place;
  std::string_view host;                        // empty: the event names none
  std::span<const std::string> counted;         // values of which different ones are counted
  std::span<const std::string_view> users;      // user names
  std::span<const std::string_view> processes;  // process names
  std::span<const std::string_view> sources;    // source addresses
};

// The bytewise smallest of some values, and whether there were more: the same in any order of adding and merging.
class SmallestValues {
 public:
  static constexpr std::size_t kMax = 1000;

  void add(std::string_view value);
  void merge(SmallestValues&& other);

  const std::vector<std::string>& values() const { return values_; }  // ascending, distinct
  bool more() const { return more_; }

 private:
  // Not a set: nearly all runs have one value, and a set of one takes twice the memory.
  std::vector<std::string> values_;
  bool more_ = false;
};

// The first or the last sighting of a run.
struct Seen {
  Timestamp time;
  event::Place place;
};

// A maximal set of sightings of one term that nothing divides.
struct Run {
  Seen first;                // among equal times that of `evidence`
  Seen last;                 // among equal times the one with most digits, of these the greatest place
  std::uint64_t events = 0;  // sightings, repeats included
  std::map<std::string, Timestamp, std::less<>> hosts;  // as they were spelled, and when first
  std::set<std::string, std::less<>> counted;           // the values that were counted
  SmallestValues users;
  SmallestValues processes;
  SmallestValues sources;
  Evidence evidence;  // of the first sighting; among equal times the bytewise smallest event, then place
};

// The runs of one term, ascending in time.
using Runs = std::vector<Run>;

// Compares places, and of files what they are called. The numbers of two inputs order as their paths do, but
// those of inputs that share a path say nothing: they are compared by all else that is printed.
class PlaceOrder {
 public:
  // All inputs have paths of their own.
  PlaceOrder() = default;
  // `ranks`: by number of the input; inputs of one path have one rank. `path_of` names a file.
  PlaceOrder(std::vector<std::uint32_t> ranks, std::function<std::string_view(event::FileId)> path_of)
      : ranks_(std::move(ranks)), path_of_(std::move(path_of)) {}

  // Negative, zero or positive, as `a` is before, at or after `b`.
  int compare(const event::Place& a, const event::Place& b) const;

 private:
  std::uint32_t rank(const event::Place& place) const {
    return ranks_.empty() ? place.file.input : ranks_[place.file.input];
  }

  std::vector<std::uint32_t> ranks_;
  std::function<std::string_view(event::FileId)> path_of_;
};

}  // namespace firstseen::history
