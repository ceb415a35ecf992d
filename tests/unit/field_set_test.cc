#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>

#include "firstseen/field.h"

namespace firstseen {
namespace {

TEST_CASE("The common fields stand in every FieldSet in the same slots", "[event]") {
  struct Row {
    CommonField slot;
    std::string_view name;
    FieldType type;
  };
  constexpr auto kKeyword = FieldType::kKeyword;
  const std::array<Row, kCommonFieldCount> rows{{
      {kTimestamp, "@timestamp", FieldType::kDate},
      {kEventCategory, "event.category", kKeyword},
      {kEventType, "event.type", kKeyword},
      {kEventAction, "event.action", kKeyword},
      {kEventCode, "event.code", kKeyword},
      {kHostName, "host.name", kKeyword},
      {kHostId, "host.id", kKeyword},
      {kHostOsType, "host.os.type", kKeyword},
      {kProcessPid, "process.pid", FieldType::kLong},
      {kProcessName, "process.name", kKeyword},
      {kProcessExecutable, "process.executable", kKeyword},
      {kProcessEntityId, "process.entity_id", kKeyword},
      {kUserDomain, "user.domain", kKeyword},
      {kUserName, "user.name", kKeyword},
      {kUserId, "user.id", kKeyword},
      {kNetworkTransport, "network.transport", kKeyword},
      {kNetworkDirection, "network.direction", kKeyword},
      {kNetworkProtocol, "network.protocol", kKeyword},
      {kNetworkType, "network.type", kKeyword},
      {kSourceIp, "source.ip", FieldType::kIp},
      {kSourcePort, "source.port", FieldType::kLong},
      {kSourceDomain, "source.domain", kKeyword},
      {kDestinationIp, "destination.ip", FieldType::kIp},
      {kDestinationPort, "destination.port", FieldType::kLong},
      {kDestinationDomain, "destination.domain", kKeyword},
  }};
  FieldSet fields;
  CHECK(fields.size() == kCommonFieldCount);
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(fields[row.slot].name == row.name);
    CHECK(fields[row.slot].type == row.type);
    CHECK(fields.add(row.name) == row.slot);
  }
  CHECK(fields.size() == kCommonFieldCount);
}

TEST_CASE("A field is added once, and each way of reading it is a field of its own", "[event]") {
  FieldSet fields;
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
  for (std::size_t i = 0; i < slots.size(); ++i) CHECK(slots[i] == kCommonFieldCount + i);
  CHECK(fields.add("dns.answers.data") == slots[0]);
  CHECK(fields.add_pattern("dns.answers.*") == slots[3]);
  CHECK(fields.add_nested(dns, "dns.answers.data") == slots[5]);
  CHECK(fields.size() == kCommonFieldCount + slots.size());

  CHECK(fields[*slots[1]].type == FieldType::kText);
  CHECK(!fields[*slots[1]].caseless);
  CHECK(fields[*slots[2]].caseless);
  CHECK(fields[*slots[3]].scope == FieldScope::kPattern);
  CHECK(fields[*slots[6]].scope == FieldScope::kNested);
  CHECK(fields[*slots[6]].nested_root == inner);
  CHECK(fields.nested_roots()[inner].parent == dns);
}

TEST_CASE("caseless is of keywords only", "[event]") {
  FieldSet fields;
  CHECK(fields[*fields.add("process.name.caseless")].caseless);
  CHECK(!fields[*fields.add("process.name")].caseless);
  CHECK(!fields[*fields.add("vendor.name.caseless")].caseless);
  CHECK(!fields[*fields.add("process.pid.caseless")].caseless);
}

TEST_CASE("A FieldSet says when it is full", "[event]") {
  FieldSet fields;
  while (fields.size() < FieldSet::kMaxFields) REQUIRE(fields.add("x." + std::to_string(fields.size())));
  CHECK(!fields.add("one.too.many"));
  CHECK(!fields.add_pattern("one.*"));
  CHECK(fields.add("process.pid") == kProcessPid);
  CHECK(fields.size() == FieldSet::kMaxFields);
}

}  // namespace
}  // namespace firstseen
