#include "net/ip_set.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen {
namespace {

net::IpSet set_of(const std::vector<std::string_view>& networks) {
  net::IpSet set;
  for (const std::string_view text : networks) {
    const auto network = Cidr::parse(text);
    REQUIRE(network);
    set.add(*network);
  }
  set.compile();
  return set;
}

TEST_CASE("IpSet merges what touches", "[net]") {
  struct Row {
    std::vector<std::string_view> networks;
    std::string_view printed;
  };
  const std::vector<Row> rows{
      {{}, ""},
      {{"10.0.0.1"}, "10.0.0.1"},
      {{"10.0.0.0/8", "10.0.0.0/8"}, "10.0.0.0-10.255.255.255"},
      {{"10.1.0.0/16", "10.0.0.0/8"}, "10.0.0.0-10.255.255.255"},
      {{"10.0.0.1", "10.0.0.0", "10.0.0.3"}, "10.0.0.0-10.0.0.1 10.0.0.3"},
      {{"192.168.0.0/16", "10.0.0.0/8"}, "10.0.0.0-10.255.255.255 192.168.0.0-192.168.255.255"},
      {{"192.0.0.0/24", "192.0.0.0/29", "192.0.0.170/32", "192.0.0.171/32"}, "192.0.0.0-192.0.0.255"},
      {{"224.0.0.0/4", "240.0.0.0/4"}, "224.0.0.0-255.255.255.255"},
      {{"10.0.0.0/8", "::ffff:11.0.0.0/104"}, "10.0.0.0-11.255.255.255"},
      {{"0.0.0.0/0", "::/0"}, "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {{"ff00::/8", "fe00::/8"}, "fe00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {{"ff00::/8", "::/128"}, ":: ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {{"::/64", "0:0:0:1::/64"}, "::-::1:ffff:ffff:ffff:ffff"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.networks);
    CHECK(set_of(row.networks).print() == row.printed);
  }
}

TEST_CASE("IpSet holds the edges of its networks and not their neighbours", "[net]") {
  const net::IpSet set = set_of({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fe80::/10"});
  struct Row {
    std::string_view address;
    bool inside;
  };
  const std::vector<Row> rows{
      {"9.255.255.255", false},
      {"10.0.0.0", true},
      {"10.255.255.255", true},
      {"11.0.0.0", false},
      {"172.15.255.255", false},
      {"172.16.0.0", true},
      {"172.31.255.255", true},
      {"172.32.0.0", false},
      {"192.167.255.255", false},
      {"192.168.0.0", true},
      {"192.168.255.255", true},
      {"192.169.0.0", false},
      {"::", false},
      {"::1", true},
      {"::2", false},
      {"::ffff:10.1.1.1", true},
      {"::a01:101", false},
      {"fe7f::", false},
      {"fe80::", true},
      {"febf:ffff::", true},
      {"fec0::", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.address);
    CHECK(set.contains(IpAddress::parse(row.address).value()) == row.inside);
  }
  CHECK(!net::IpSet().contains(IpAddress()));
}

TEST_CASE("IpSet can be added to and compiled again", "[net]") {
  net::IpSet set = set_of({"10.0.0.0/8"});
  set.add(Cidr::parse("11.0.0.0/8").value());
  set.compile();
  set.compile();
  CHECK(set.print() == "10.0.0.0-11.255.255.255");
}

// Near the few bases, so that networks touch, overlap and contain each other.
IpAddress random_address(std::mt19937_64& random) {
  static const std::vector<IpAddress> bases{IpAddress(),
                                            IpAddress::from_v4(0),
                                            IpAddress::from_v4(0x0a000000),
                                            IpAddress::from_v4(0xfffffff0),
                                            IpAddress(0xfe80000000000000, 0),
                                            IpAddress(UINT64_MAX, UINT64_MAX - 40)};
  const IpAddress base = bases[random() % bases.size()];
  return {base.high(), base.low() + random() % 41};
}

Cidr random_network(std::mt19937_64& random) {
  const IpAddress address = random_address(random);
  const std::uint64_t host_bits = random() % 20 == 0 ? 24 : random() % 7;
  const std::uint64_t length = (address.is_v4() ? 32 : 128) - host_bits;
  return Cidr::parse(address.to_string() + "/" + std::to_string(length)).value();
}

TEST_CASE("IpSet agrees with a loop over its networks", "[net]") {
  std::mt19937_64 random(4632);
  for (int round = 0; round < 500; ++round) {
    std::vector<Cidr> networks;
    net::IpSet set;
    for (std::uint64_t i = random() % 12; i > 0; --i) {
      networks.push_back(random_network(random));
      set.add(networks.back());
    }
    set.compile();
    for (std::size_t i = 1; i < set.ranges().size(); ++i) {
      REQUIRE(set.ranges()[i - 1].last.next() < set.ranges()[i].first);
    }
    for (int i = 0; i < 200; ++i) {
      const IpAddress address = random_address(random);
      const bool inside = std::any_of(networks.begin(), networks.end(), [&](const Cidr& network) {
        return network.first <= address && address <= network.last;
      });
      CAPTURE(set.print(), address.to_string());
      REQUIRE(set.contains(address) == inside);
    }
  }
}

}  // namespace
}  // namespace firstseen
