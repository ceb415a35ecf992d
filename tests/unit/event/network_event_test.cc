#include "event/network_event.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen {
namespace {

std::string print(const event::Value& value) {
  switch (value.type) {
    case event::FieldType::kLong: return std::to_string(value.integer);
    case event::FieldType::kDouble: return std::to_string(value.number);
    case event::FieldType::kBoolean: return value.boolean ? "true" : "false";
    case event::FieldType::kIp: return value.ip.to_string();
    case event::FieldType::kDate: return value.time.to_string();
    default: return '"' + std::string(value.text) + '"';
  }
}

TEST_CASE("A value holds what its type says", "[event]") {
  struct Row {
    event::Value value;
    std::string_view type;
    std::string_view printed;
  };
  const std::vector<Row> rows{
      {event::Value(), "unknown", "\"\""},
      {event::Value::of_text("network"), "keyword", "\"network\""},
      {event::Value::of_text("a b", event::FieldType::kText), "text", "\"a b\""},
      {event::Value::of_text("4", event::FieldType::kUnknown), "unknown", "\"4\""},
      {event::Value::of_integer(INT64_MIN), "long", "-9223372036854775808"},
      {event::Value::of_number(0.5), "double", "0.500000"},
      {event::Value::of_boolean(true), "boolean", "true"},
      {event::Value::of_ip(IpAddress::from_v4(0x0a000001)), "ip", "10.0.0.1"},
      {event::Value::of_time({0, 0, 3}), "date", "1970-01-01T00:00:00.000Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.printed);
    CHECK(to_string(row.value.type) == row.type);
    CHECK(print(row.value) == row.printed);
    const event::Value copy = row.value;
    CHECK(print(copy) == row.printed);
  }
}

TEST_CASE("An event has the values it was given until it is cleared", "[event]") {
  event::FieldSet fields;
  const event::FieldSlot extra = fields.add("winlog.event_data.Image").value();
  const std::uint16_t root = fields.add_nested_root("dns.answers", std::nullopt);
  event::NetworkEvent event(fields);
  CHECK(&event.fields() == &fields);

  const auto fill = [&] {
    const auto ports = event.allocate_values(2);
    ports[0] = event::Value::of_integer(139);
    ports[1] = event::Value::of_integer(445);
    event.set(event::kDestinationPort, ports);
    const auto text = event.allocate_text(4);
    std::memcpy(text.data(), "pipe", text.size());
    const auto image = event.allocate_values(1);
    image[0] = event::Value::of_text({text.data(), text.size()}, event::FieldType::kUnknown);
    event.set(extra, image);
    event.add_element(root, 0);
    event.add_element(root, 7);
    event.source = "sysmon";
  };
  for (int round = 0; round < 3; ++round) {
    CAPTURE(round);
    for (event::FieldSlot slot = 0; slot < fields.size(); ++slot) CHECK(event.values(slot).empty());
    CHECK(event.element_count(root) == 0);
    CHECK(event.source.empty());
    fill();
    REQUIRE(event.values(event::kDestinationPort).size() == 2);
    CHECK(event.values(event::kDestinationPort)[1].integer == 445);
    CHECK(event.values(extra)[0].text == "pipe");
    CHECK(event.values(event::kSourcePort).empty());
    CHECK(event.element_count(root) == 2);
    CHECK(event.parent_element(root, 1) == 7);
    event.clear();
  }
}

TEST_CASE("Derived fields are ascending, each once", "[event]") {
  const event::FieldSet fields;
  event::NetworkEvent event(fields);
  for (const event::FieldSlot slot : {event::kSourceIp, event::kTimestamp, event::kSourceIp,
                                      event::kDestinationDomain, event::kHostName, event::kTimestamp}) {
    event.mark_derived(slot);
  }
  const std::vector<event::FieldSlot> expected{event::kTimestamp, event::kHostName, event::kSourceIp,
                                               event::kDestinationDomain};
  CHECK(std::equal(expected.begin(), expected.end(), event.derived().begin(), event.derived().end()));
  event.clear();
  CHECK(event.derived().empty());
}

TEST_CASE("Values and texts outgrow the arena's first block", "[event]") {
  const event::FieldSet fields;
  event::NetworkEvent event(fields);
  for (int round = 0; round < 3; ++round) {
    const auto values = event.allocate_values(10'000);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = event::Value::of_integer(static_cast<std::int64_t>(i));
    const auto text = event.allocate_text(100'000);
    std::fill(text.begin(), text.end(), 'x');
    CHECK(values[9'999].integer == 9'999);
    CHECK(event.allocate_values(0).empty());
    CHECK(event.allocate_text(0).empty());
    event.clear();
  }
}

}  // namespace
}  // namespace firstseen
