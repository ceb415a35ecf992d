#include "hunt/machines.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

namespace firstseen::hunt {
namespace {

using Names = std::vector<std::string>;

Names machines(const Names& names) {
  std::map<std::string, Timestamp, std::less<>> hosts;
  for (const std::string& name : names) hosts.emplace(name, Timestamp{});
  return machines_of(hosts);
}

TEST_CASE("machines: letter case and a missing domain make no other machine") {
  struct Row {
    Names hosts;
    Names machines;
  };
  for (const auto& [hosts, expected] : std::vector<Row>{
           {{}, {}},
           {{"ws-1"}, {"ws-1"}},
           {{"ws-1", "WS-1", "Ws-1"}, {"WS-1"}},
           {{"ws-1", "WS-1.corp.example", "ws-1.CORP.example", "WS-1"}, {"WS-1.corp.example"}},
           {{"ws-1", "ws-1.a", "ws-1.b"}, {"ws-1", "ws-1.a", "ws-1.b"}},
           {{"ws-1", "ws-10", "ws-10.a"}, {"ws-1", "ws-10.a"}},
           {{"ws", "ws-1.a"}, {"ws", "ws-1.a"}},
           {{"ws-1.corp", "ws-1.corp.example"}, {"ws-1.corp", "ws-1.corp.example"}},
           {{"10", "10.0.0.1"}, {"10", "10.0.0.1"}},
           {{"10.0.0.1", "10.0.0.2"}, {"10.0.0.1", "10.0.0.2"}},
           {{"ws-1", "ws-1."}, {"ws-1."}},
           {{"M\u00dcLLER-PC", "m\u00fcller-pc", "M\u00fcller-PC.corp.example"},
            {"M\u00fcller-PC.corp.example"}},
       }) {
    CAPTURE(hosts);
    CHECK(machines(hosts) == expected);
  }
}

// Compares every pair of names.
Names naive(const Names& names) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
  };
  Names out;
  for (const std::string& name : names) {
    std::vector<std::string> longer;
    bool shown = true;
    for (const std::string& other : names) {
      const std::string a = lower(name);
      const std::string b = lower(other);
      if (a == b && other.size() == name.size() && other < name) shown = false;
      if (a.find('.') == std::string::npos && b.starts_with(a + ".") &&
          std::find(longer.begin(), longer.end(), b) == longer.end())
        longer.push_back(b);
    }
    if (shown && longer.size() != 1) out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST_CASE("machines: as by comparing every pair") {
  std::mt19937 random(3);
  for (int round = 0; round < 5000; ++round) {
    Names names;
    for (std::size_t i = random() % 7; i > 0; --i) {
      std::string name;
      for (std::size_t length = 1 + random() % 4; length > 0; --length) name += "aAb."[random() % 4];
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    CAPTURE(names);
    REQUIRE(machines(names) == naive(names));
  }
}

}  // namespace
}  // namespace firstseen::hunt
