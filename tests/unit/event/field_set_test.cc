#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

#include "event/field.h"

namespace firstseen {
namespace {

TEST_CASE("The common fields stand in every FieldSet in the same slots", "[event]") {
  struct Row {
    event::CommonField slot;
    std::string_view name;
    event::FieldType type;
  };
  constexpr auto kKeyword = event::FieldType::kKeyword;
  const std::array<Row, event::kCommonFieldCount> rows{{
      {event::kTimestamp, "@timestamp", event::FieldType::kDate},
      {event::kEventCategory, "event.category", kKeyword},
      {event::kEventType, "event.type", kKeyword},
      {event::kEventAction, "event.action", kKeyword},
      {event::kEventCode, "event.code", kKeyword},
      {event::kHostName, "host.name", kKeyword},
      {event::kHostId, "host.id", kKeyword},
      {event::kHostOsType, "host.os.type", kKeyword},
      {event::kProcessPid, "process.pid", event::FieldType::kLong},
      {event::kProcessName, "process.name", kKeyword},
      {event::kProcessExecutable, "process.executable", kKeyword},
      {event::kProcessEntityId, "process.entity_id", kKeyword},
      {event::kUserDomain, "user.domain", kKeyword},
      {event::kUserName, "user.name", kKeyword},
      {event::kUserId, "user.id", kKeyword},
      {event::kNetworkTransport, "network.transport", kKeyword},
      {event::kNetworkDirection, "network.direction", kKeyword},
      {event::kNetworkProtocol, "network.protocol", kKeyword},
      {event::kNetworkType, "network.type", kKeyword},
      {event::kSourceIp, "source.ip", event::FieldType::kIp},
      {event::kSourcePort, "source.port", event::FieldType::kLong},
      {event::kSourceDomain, "source.domain", kKeyword},
      {event::kDestinationIp, "destination.ip", event::FieldType::kIp},
      {event::kDestinationPort, "destination.port", event::FieldType::kLong},
      {event::kDestinationDomain, "destination.domain", kKeyword},
  }};
  event::FieldSet fields;
  CHECK(fields.size() == event::kCommonFieldCount);
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(fields[row.slot].name == row.name);
    CHECK(fields[row.slot].type == row.type);
    CHECK(fields.add(row.name) == row.slot);
  }
  CHECK(fields.size() == event::kCommonFieldCount);
}

TEST_CASE("A field is added once, and each way of reading it is a field of its own", "[event]") {
  event::FieldSet fields;
  const auto dns = fields.add_nested_root("dns.answers", std::nullopt);
  const auto inner = fields.add_nested_root("dns.answers.more", dns);
  CHECK(fields.add_nested_root("dns.answers", std::nullopt) == dns);
  CHECK(fields.add_nested_root("dns.answers", inner) != dns);
  const std::array slots{
      fields.add("dns.answers.data"),
      fields.add("dns.answers.data.text"),
      fields.add("dns.answers.data.caseless"),
      fields.add_pattern("dns.answers.*"),
      fields.add_pattern("dns.answers.data"),
      fields.add_nested(dns, "dns.answers.data"),
      fields.add_nested(inner, "dns.answers.data"),
  };
  for (std::size_t i = 0; i < slots.size(); ++i) CHECK(slots[i] == event::kCommonFieldCount + i);
  CHECK(fields.add("dns.answers.data") == slots[0]);
  CHECK(fields.add_pattern("dns.answers.*") == slots[3]);
  CHECK(fields.add_nested(dns, "dns.answers.data") == slots[5]);
  CHECK(fields.size() == event::kCommonFieldCount + slots.size());

  CHECK(fields[*slots[1]].type == event::FieldType::kText);
  CHECK(!fields[*slots[1]].caseless);
  CHECK(fields[*slots[2]].caseless);
  CHECK(fields[*slots[3]].scope == event::FieldScope::kPattern);
  CHECK(fields[*slots[6]].scope == event::FieldScope::kNested);
  CHECK(fields[*slots[6]].nested_root == inner);
  CHECK(fields.nested_roots()[inner].parent == dns);
}

TEST_CASE("caseless is of keywords only", "[event]") {
  event::FieldSet fields;
  CHECK(fields[*fields.add("process.name.caseless")].caseless);
  CHECK(!fields[*fields.add("process.name")].caseless);
  CHECK(!fields[*fields.add("vendor.name.caseless")].caseless);
  CHECK(!fields[*fields.add("process.pid.caseless")].caseless);
}

TEST_CASE("A FieldSet says when it is full", "[event]") {
  event::FieldSet fields;
  while (fields.size() < event::FieldSet::kMaxFields)
    REQUIRE(fields.add("x." + std::to_string(fields.size())));
  CHECK(!fields.add("one.too.many"));
  CHECK(!fields.add_pattern("one.*"));
  CHECK(fields.add("process.pid") == event::kProcessPid);
  CHECK(fields.size() == event::FieldSet::kMaxFields);
}

}  // namespace
}  // namespace firstseen
