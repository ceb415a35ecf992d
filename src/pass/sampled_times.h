// The times of a file's sampled documents, of which a few that are forged or broken must not tell what the file covers.
#pragma once

#include <cstddef>
#include <vector>

#include "firstseen/timestamp.h"
#include "pass/time_span.h"

namespace firstseen::pass {

class SampledTimes {
 public:
  // Adds the earliest and the latest time of a document's records.
  void add(const TimeSpan& document);

  // Adds the times of other documents of the file.
  void merge(const SampledTimes& other);

  // From the k-th earliest to the k-th latest of n times: k is 2 + n/50, and 1 for fewer than four.
  TimeSpan span() const;

 private:
  void add(const Timestamp& time);

  std::size_t count_ = 0;
  // As many as span() may pass over, and one more.
  std::vector<Timestamp> earliest_;  // ascending
  std::vector<Timestamp> latest_;    // descending
};

}  // namespace firstseen::pass
