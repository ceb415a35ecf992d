#include "firstseen/ip_address.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen {
namespace {

std::string print(const std::optional<IpAddress>& address) {
  return address ? address->to_string() : "none";
}

std::string print(const std::optional<Cidr>& network) {
  return network ? network->first.to_string() + "-" + network->last.to_string() : "none";
}

struct Row {
  std::string_view text;
  std::string_view printed;
};

TEST_CASE("IpAddress reads IPv4 and IPv6 and prints RFC 5952", "[net]") {
  const std::vector<Row> rows{
      {"1.2.3.4", "1.2.3.4"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"0:0:0:0:0:0:0:1", "::1"},
      {"0:0:0:0:0:0:0:0", "::"},
      {"FE80::ABCD", "fe80::abcd"},
      {"2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"},
      {"2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"},
      {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},  // RFC 5952 §4.2.2: one zero group stays
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"1:0:0:2:0:0:0:3", "1:0:0:2::3"},    // §4.2.3: the longest run
      {"1:0:0:2:3:0:0:4", "1::2:3:0:0:4"},  // the first of equal runs
      {"0:0:1::", "0:0:1::"},
      {"0:0:1:0:0:2:0:0", "::1:0:0:2:0:0"},
      {"::ffff:10.0.0.1", "10.0.0.1"},
      {"::FFFF:a00:1", "10.0.0.1"},
      {"0:0:0:0:0:ffff:10.0.0.1", "10.0.0.1"},
      {"::1.2.3.4", "::102:304"},
      {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"::fffe:1.2.3.4", "::fffe:102:304"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(IpAddress::parse(row.text)) == row.printed);
  }
}

TEST_CASE("IpAddress refuses everything else", "[net]") {
  const std::vector<std::string_view> texts{
      "",
      " ",
      ".",
      ":",
      ":::",
      "1",
      "1.2.3",
      "1.2.3.",
      "1.2.3.4.",
      "1.2.3.4.5",
      ".1.2.3",
      "1..2.3",
      "256.1.1.1",
      "1.2.3.256",
      "01.2.3.4",
      "1.2.3.04",
      "1.2.3.00",
      "1.2.3.1000",
      "1.2.3.4 ",
      " 1.2.3.4",
      "+1.2.3.4",
      "-1.2.3.4",
      "0x1.2.3.4",
      "1.2.3.a",
      "1.2.3.4/8",
      "1.2.3.4:445",
      "[::1]",
      "::1%eth0",
      "fe80::1%1",
      "::1 ",
      "1:",
      ":1",
      "1:2",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:",
      ":2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7:8::",
      "::1:2:3:4:5:6:7:8",
      "1::2::3",
      "1:::2",
      "12345::",
      "::g",
      "::-1",
      "::1.2.3",
      "::1.2.3.4.5",
      "::01.2.3.4",
      "1.2.3.4::",
      "::1.2.3.4:5",
      "1:2:3:4:5:6:7:1.2.3.4",
      "1:2:3:4:5:6::1.2.3.4",
      "1.2.3.4:1:2:3:4:5:6",
      "localhost",
      "1,2,3,4",
      std::string_view("1.2.3.4\0", 8),
      std::string_view("::1\0", 4),
      "\xff\xff",
      "١.٢.٣.٤",
  };
  for (const std::string_view text : texts) {
    CAPTURE(text);
    CHECK(print(IpAddress::parse(text)) == "none");
  }
}

TEST_CASE("IpAddress prints what it reads back", "[net]") {
  std::mt19937_64 random(5952);
  for (int i = 0; i < 20'000; ++i) {
    // Many zero groups, so that every place of `::` comes up.
    std::uint64_t halves[2] = {0, 0};
    for (int group = 0; group < 8; ++group) {
      const std::uint64_t value = random() % 3 == 0 ? random() & 0xffff : random() % 3 == 0 ? 0xffff : 0;
      halves[group / 4] = halves[group / 4] << 16 | value;
    }
    const IpAddress address(halves[0], halves[1]);
    CAPTURE(address.to_string());
    REQUIRE(IpAddress::parse(address.to_string()) == address);
  }
}

TEST_CASE("IPv4 and its mapped form are one value", "[net]") {
  CHECK(IpAddress::parse("1.2.3.4") == IpAddress::from_v4(0x01020304));
  CHECK(IpAddress::parse("::ffff:1.2.3.4") == IpAddress::from_v4(0x01020304));
  CHECK(IpAddress::from_v4(0).is_v4());
  CHECK(!IpAddress().is_v4());
  CHECK(!IpAddress(1, 0x0000ffff01020304).is_v4());
}

TEST_CASE("IpAddress orders as 128-bit numbers and counts up", "[net]") {
  CHECK(IpAddress(0, UINT64_MAX) < IpAddress(1, 0));
  CHECK(IpAddress(0, UINT64_MAX).next() == IpAddress(1, 0));
  CHECK(IpAddress::from_v4(0x0a0000ff).next() == IpAddress::from_v4(0x0a000100));
  CHECK(IpAddress(UINT64_MAX, UINT64_MAX).next() == IpAddress());
}

TEST_CASE("Cidr reads networks and clears host bits", "[net]") {
  const std::vector<Row> rows{
      {"10.0.0.0/8", "10.0.0.0-10.255.255.255"},
      {"10.1.2.3/8", "10.0.0.0-10.255.255.255"},
      {"192.0.0.8/32", "192.0.0.8-192.0.0.8"},
      {"192.0.0.8", "192.0.0.8-192.0.0.8"},
      {"172.16.0.0/12", "172.16.0.0-172.31.255.255"},
      {"0.0.0.0/0", "0.0.0.0-255.255.255.255"},
      {"1.2.3.4/31", "1.2.3.4-1.2.3.5"},
      {"::/0", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {"::1", "::1-::1"},
      {"::1/128", "::1-::1"},
      {"FE80::/10", "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {"FF00::/8", "ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {"2001:db8::1/64", "2001:db8::-2001:db8::ffff:ffff:ffff:ffff"},
      {"2001:db8::1/63", "2001:db8::-2001:db8:0:1:ffff:ffff:ffff:ffff"},
      {"2001:db8::1/65", "2001:db8::-2001:db8::7fff:ffff:ffff:ffff"},
      {"::ffff:10.0.0.0/104", "10.0.0.0-10.255.255.255"},
      {"::ffff:0:0/96", "0.0.0.0-255.255.255.255"},
      {"", "none"},
      {"/8", "none"},
      {"10.0.0.0/", "none"},
      {"10.0.0.0/33", "none"},
      {"::/129", "none"},
      {"10.0.0.0/-1", "none"},
      {"10.0.0.0/+8", "none"},
      {"10.0.0.0/8 ", "none"},
      {"10.0.0.0/ 8", "none"},
      {"10.0.0.0/8/8", "none"},
      {"10.0.0.0/255.0.0.0", "none"},
      {"10.0.0.0/4294967304", "none"},
      {"10.0.0/8", "none"},
      {"10.*", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(Cidr::parse(row.text)) == row.printed);
  }
}

}  // namespace
}  // namespace firstseen
