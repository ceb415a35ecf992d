// Puts an event of Windows together from its parts, wherever an exporter has them.
//
//   {"winlog_channel":"…Sysmon/Operational", "event id":"3", "host":{"name":"h"}, "EventData":[{"Name":"UtcTime","Value":…},…]}
//     │                                        │               │                     └ data: what is beside UtcTime or ProcessGuid
//     └ channel                                └ event id      └ computer
//
// Exporters agree on what an event has and on nothing else: names are compared by their letters and digits, in any case, and
// nesting only by the last names of a path. One table of synonyms for each part is in parts.cc; the names of Sysmon's data
// are those of its schema.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::windows_event {

class EventParts {
 public:
  // More values of a record are not looked at, nor values at paths longer than kMaxPathBytes.
  static constexpr std::size_t kMaxValues = 4096;

  void clear();

  // Adds a value of the record: its path with dots, and what it is in JSON, which must live until clear().
  void add(std::string_view path, std::string_view json);

  struct Event {
    std::string json;        // as evtx_dump writes it, {"Event":{"System":{…},"EventData":{…}}}
    bool ambiguous = false;  // a field of the data has two values: there may be more than one event
    std::vector<std::string> paths = {};  // of its data, its id and its source, in ascending order

    // Whether one of these is at a path or below it.
    bool has_part_in(const std::string& path) const;
  };

  // Returns the event; nullopt if a part is missing that an event must have.
  std::optional<Event> event() const;

  // Returns the time, in JSON; nullopt if no value looks like one with a date.
  std::optional<std::string_view> time() const;

 private:
  struct Value {
    std::string tail;  // the last three names of the path, by letters and digits, put together
    std::array<std::size_t, 3> tail_sizes{};  // of the last name, the last two, all three; 0: there are fewer
    std::size_t depth = 0;  // the number of names, without those that only say how a value is written
    std::string path;       // with its forms
    std::string name;       // the last one, as it is
    std::string parent;     // the path without it
    std::string_view json;

    std::string_view name_letters() const {
      return std::string_view(tail).substr(tail.size() - tail_sizes[0]);
    }
  };

  using Accepts = bool (*)(std::string_view json);

  const Value* part(const std::vector<std::string_view>& synonyms, Accepts accepts) const;
  const Value* what_says_sysmon() const;
  const Value* event_id() const;
  bool is_titled_connection() const;
  static std::string_view id_of(const Value& value);

  std::vector<Value> values_;
};

}  // namespace firstseen::windows_event
