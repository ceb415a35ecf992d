// The span of time that the inputs cover, from the sampled texts at either end of every file.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "firstseen/timestamp.h"
#include "input/input.h"

namespace firstseen::pass {

class Coverage {
 public:
  // A record of a sampled text. `certain`: the text is surely among the first or last of its file; else that
  // is decided by settle(), when the file's end is known. The texts of a file come in their order.
  void add(const Timestamp& time, bool certain, event::FileId file, std::uint64_t offset);

  void merge(const Coverage& other);
  void settle(const archive::FileReports& reports);

  const std::optional<Timestamp>& from() const { return from_; }
  const std::optional<Timestamp>& to() const { return to_; }

 private:
  // Times of the records of one text.
  struct Sample {
    std::uint64_t offset;
    Timestamp first;
    Timestamp last;
  };

  void widen(const Timestamp& time);
  void keep(const Timestamp& time, std::uint64_t offset, std::vector<Sample>& samples);

  std::optional<Timestamp> from_;
  std::optional<Timestamp> to_;
  std::map<event::FileId, std::vector<Sample>> unsettled_;  // of each file the last texts, ascending
};

}  // namespace firstseen::pass
