#include "firstseen/network_event.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen {
namespace {

std::string print(const Value& value) {
  switch (value.type) {
    case FieldType::kLong: return std::to_string(value.integer);
    case FieldType::kDouble: return std::to_string(value.number);
    case FieldType::kBoolean: return value.boolean ? "true" : "false";
    case FieldType::kIp: return value.ip.to_string();
    case FieldType::kDate: return value.time.to_string();
    default: return '"' + std::string(value.text) + '"';
  }
}

TEST_CASE("A value holds what its type says", "[event]") {
  struct Row {
    Value value;
    std::string_view type;
    std::string_view printed;
  };
  const std::vector<Row> rows{
      {Value(), "unknown", "\"\""},
      {Value::of_text("network"), "keyword", "\"network\""},
      {Value::of_text("a b", FieldType::kText), "text", "\"a b\""},
      {Value::of_text("4", FieldType::kUnknown), "unknown", "\"4\""},
      {Value::of_integer(INT64_MIN), "long", "-9223372036854775808"},
      {Value::of_number(0.5), "double", "0.500000"},
      {Value::of_boolean(true), "boolean", "true"},
      {Value::of_ip(IpAddress::from_v4(0x0a000001)), "ip", "10.0.0.1"},
      {Value::of_time({0, 0, 3}), "date", "1970-01-01T00:00:00.000Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.printed);
    CHECK(to_string(row.value.type) == row.type);
    CHECK(print(row.value) == row.printed);
    const Value copy = row.value;
    CHECK(print(copy) == row.printed);
  }
}

TEST_CASE("An event has the values it was given until it is cleared", "[event]") {
  FieldSet fields;
  const FieldSlot extra = fields.add("winlog.event_data.Image").value();
  const std::uint16_t root = fields.add_nested_root("dns.answers", std::nullopt);
  NetworkEvent event(fields);
  CHECK(&event.fields() == &fields);

  const auto fill = [&] {
    const auto ports = event.allocate_values(2);
    ports[0] = Value::of_integer(139);
    ports[1] = Value::of_integer(445);
    event.set(kDestinationPort, ports);
    const auto text = event.allocate_text(4);
    std::memcpy(text.data(), "pipe", text.size());
    const auto image = event.allocate_values(1);
    image[0] = Value::of_text({text.data(), text.size()}, FieldType::kUnknown);
    event.set(extra, image);
    event.add_element(root, 0);
    event.add_element(root, 7);
    event.source = "sysmon";
  };
  for (int round = 0; round < 3; ++round) {
    CAPTURE(round);
    for (FieldSlot slot = 0; slot < fields.size(); ++slot) CHECK(event.values(slot).empty());
    CHECK(event.element_count(root) == 0);
    CHECK(event.source.empty());
    fill();
    REQUIRE(event.values(kDestinationPort).size() == 2);
    CHECK(event.values(kDestinationPort)[1].integer == 445);
    CHECK(event.values(extra)[0].text == "pipe");
    CHECK(event.values(kSourcePort).empty());
    CHECK(event.element_count(root) == 2);
    CHECK(event.parent_element(root, 1) == 7);
    event.clear();
  }
}

TEST_CASE("Derived fields are ascending, each once", "[event]") {
  const FieldSet fields;
  NetworkEvent event(fields);
  for (const FieldSlot slot : {kSourceIp, kTimestamp, kSourceIp, kDestinationDomain, kHostName, kTimestamp}) {
    event.mark_derived(slot);
  }
  const std::vector<FieldSlot> expected{kTimestamp, kHostName, kSourceIp, kDestinationDomain};
  CHECK(std::equal(expected.begin(), expected.end(), event.derived().begin(), event.derived().end()));
  event.clear();
  CHECK(event.derived().empty());
}

TEST_CASE("Values and texts outgrow the arena's first block", "[event]") {
  const FieldSet fields;
  NetworkEvent event(fields);
  for (int round = 0; round < 3; ++round) {
    const auto values = event.allocate_values(10'000);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = Value::of_integer(static_cast<std::int64_t>(i));
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
