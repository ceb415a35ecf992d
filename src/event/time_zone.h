// A time zone, for times that do not name one: UTC, a fixed offset, or one of the system's (RFC 9636, TZif).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/timestamp.h"

namespace firstseen::event {

class TimeZone {
 public:
  // `UTC`, `Z`, an offset such as `+02:00`, or an IANA name such as `Europe/Berlin`, which is looked up in the system's
  // files. An error about an unknown name suggests a similar one.
  static Result<TimeZone> named(std::string_view name);

  // Reads a file of the system. Fails if it is not one of version 2 or later.
  static Result<TimeZone> of_tzif(std::string_view bytes);

  // Converts a local time, read as if it were UTC. Of two times of a repeated hour it is the first; a time that clocks
  // skip is as much later as they are put forward.
  Timestamp to_utc(Timestamp local) const;

 private:
  // An offset from UTC, in seconds, and the first local time that has it.
  struct Change {
    std::int64_t from;
    std::int64_t offset;
  };

  void change(std::int64_t utc, std::int64_t offset);
  bool add_rule(std::string_view rule);

  std::vector<Change> changes_;  // ascending; the first is that of all times before the second
};

}  // namespace firstseen::event
