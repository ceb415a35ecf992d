// A run of sightings of one term.
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

// The parts of an event that findings show. Copies, because the event is reused for the next
// record.
struct KeptEvent {
  std::string json;                  // nested ECS
  std::vector<std::string> derived;  // fields that the source's Elastic pipeline would leave empty
  std::string source;
  event::Place place;
};

// What a finding shows of the first event of its run. Runs with the same first event share it.
struct Evidence {
  std::shared_ptr<KeptEvent> event;
  std::vector<std::string> terms;  // the values of the term fields, each as JSON, in the rule's order
  std::size_t identity = 0;        // which fields these are: see hunt::term_fields(); part of the term
};

// The distinct values of one field of a record. The runs of its terms share what they store of them, so that a
// record with many values and many terms costs their sum and not their product.
class RecordValues {
 public:
  // Replaces the values; sorts `texts`, which must be valid until the next call.
  void assign(std::vector<std::string_view>& texts);

 private:
  friend class SmallestValues;
  using Stored = std::shared_ptr<const std::vector<std::string>>;

  const Stored& own();

  std::vector<std::string_view> values_;  // ascending, distinct, at most SmallestValues::kMax
  bool more_ = false;                     // there were more
  Stored own_;                            // the values, once stored; kept while they stay the same
  Stored before_;                         // a set to which they were added; null: none yet
  Stored after_;                          // what it became
  bool dropped_ = false;                  // the bound dropped a value of it
};

// The kMax bytewise smallest of the values added, and whether there were more. The result does not
// depend on the order of additions and merges.
class SmallestValues {
 public:
  static constexpr std::size_t kMax = 1000;

  void add(RecordValues& values);
  void merge(SmallestValues&& other);

  std::span<const std::string> values() const {  // ascending, distinct
    return values_ ? std::span<const std::string>(*values_) : std::span<const std::string>();
  }
  bool more() const { return more_; }

 private:
  RecordValues::Stored values_;  // shared by runs; null: none
  bool more_ = false;
};

// A matching event. The members are valid during the call; null: no values.
struct Sighting {
  Timestamp time;
  event::Place place;
  std::string_view host;                 // empty: none
  std::span<const std::string> counted;  // values of which the distinct ones are counted
  RecordValues* users = nullptr;         // user names
  RecordValues* processes = nullptr;     // process names
  RecordValues* sources = nullptr;       // source addresses
};

// The first or the last sighting of a run.
struct Seen {
  Timestamp time;
  event::Place place;
};

// A maximal sequence of sightings of one term that nothing divides (see Division).
struct Run {
  Seen first;                // at equal times, that of `evidence`
  Seen last;                 // at equal times, the one with the most digits, then the greatest place
  std::uint64_t events = 0;  // sightings, repeats included
  std::map<std::string, Timestamp, std::less<>> hosts;  // as spelled, with the time of the first sighting
  std::set<std::string, std::less<>> counted;           // distinct counted values
  SmallestValues users;
  SmallestValues processes;
  SmallestValues sources;
  Evidence evidence;  // of the first sighting; at equal times, the bytewise smallest event, then place
};

// The runs of one term, ascending in time.
using Runs = std::vector<Run>;

// Orders places. Input numbers are in the order of paths, but arbitrary for inputs with the same
// path. Places in such inputs are compared by the other members that are printed.
class PlaceOrder {
 public:
  // For inputs with different paths.
  PlaceOrder() = default;
  // `ranks` has the rank of each input by number; inputs with the same path have the same rank.
  // `path_of` returns the path of a file.
  PlaceOrder(std::vector<std::uint32_t> ranks, std::function<std::string_view(event::FileId)> path_of)
      : ranks_(std::move(ranks)), path_of_(std::move(path_of)) {}

  // Returns a negative, zero or positive number if `a` is before, equal to or after `b`.
  int compare(const event::Place& a, const event::Place& b) const;

 private:
  std::uint32_t rank(const event::Place& place) const {
    return ranks_.empty() ? place.file.input : ranks_[place.file.input];
  }

  std::vector<std::uint32_t> ranks_;
  std::function<std::string_view(event::FileId)> path_of_;
};

}  // namespace firstseen::history
