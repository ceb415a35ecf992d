// A record for tests, written as text: `event.category=network; host.ip=10.0.0.1; dns.answers[0].type=A`.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "event/field.h"
#include "event/network_event.h"

namespace firstseen::kql {

// Pairs are separated by `;`. A field that stands twice has both values; [n] says which element of an array
// of objects a value stands in. A value in quotes was a JSON string, one without was bare if it could be. As
// in real records, a value that cannot be of its field's type is absent.
class Record {
 public:
  // `fields` is complete and outlives this.
  Record(const event::FieldSet& fields, std::string_view text);

  const event::NetworkEvent& event() const { return event_; }

 private:
  struct Pair {
    std::string path;  // with the indices: dns.answers[0].type
    std::string name;  // without: dns.answers.type
    std::string value;
    bool quoted = false;
  };

  void parse(std::string_view text);
  void fill(event::FieldSlot slot);
  std::uint32_t element_of(std::uint16_t root, const std::string& path);
  static bool to_value(const Pair& pair, event::FieldType type, event::Value& value);

  const event::FieldSet& fields_;
  event::NetworkEvent event_;
  std::deque<Pair> pairs_;
  std::deque<std::string> lowered_;  // values of caseless fields
  std::deque<std::vector<event::Value>> values_;
  std::map<std::pair<std::uint16_t, std::string>, std::uint32_t> elements_;
};

// Whether the record passes the query; fails the test when the query does not compile.
bool matches(std::string_view query, std::string_view record);

}  // namespace firstseen::kql
