// Two records in one object: what one table reads must not be hidden by what another one recognises.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "json/document.h"
#include "support/hunting.h"
#include "support/render.h"

namespace firstseen {
namespace {

config::Node parsed(const std::string& text) {
  auto node = json::parse_document(text);
  REQUIRE(node);
  return *node;
}

// The members of the first object, and those of the second that it lacks; these before or after.
std::string together(const config::Node& first, const config::Node& second, bool before) {
  config::Node both;
  both.kind = config::Node::Kind::kObject;
  std::vector<config::Node::Member> more;
  for (const auto& member : second.members) {
    const bool is_new = std::none_of(first.members.begin(), first.members.end(),
                                     [&](const auto& own) { return own.name == member.name; });
    if (is_new) more.push_back(member);
  }
  if (before) both.members = more;
  both.members.insert(both.members.end(), first.members.begin(), first.members.end());
  if (!before) both.members.insert(both.members.end(), more.begin(), more.end());
  return json::to_json(both);
}

}  // namespace

TEST_CASE("two marks: no record hides another in the same object", "[differential]") {
  test::Connection wanted = test::connections(1).front();
  wanted.pid = 4;
  wanted.transport = "tcp";
  wanted.source_ip = "10.1.2.3";
  wanted.destination_ip = "203.0.114.200";
  wanted.destination_port = 445;
  test::Connection other = wanted;
  other.pid = 777;
  other.destination_ip = "10.0.0.7";
  other.destination_port = 80;
  std::size_t pairs = 0;
  for (const test::Shape& first : test::shapes()) {
    for (const test::Shape& second : test::shapes()) {
      if (first.name == second.name) continue;
      for (const bool before : {false, true}) {
        const std::string text =
            together(parsed(first.render(wanted)), parsed(second.render(other)), before) + "\n";
        CAPTURE(first.name, second.name, before, text);
        for (const bool prefilter : {false, true}) {
          HuntRequest request = test::request_for({});
          request.memory_inputs = {{"a", text}};
          request.prefilter = prefilter;
          const HuntResult result = test::run(request);
          CHECK(result.findings.size() == 1);
        }
        // The same event twice is one.
        const std::string twice =
            together(parsed(first.render(wanted)), parsed(second.render(wanted)), before);
        HuntRequest request = test::request_for({});
        request.memory_inputs = {{"a", twice}};
        const HuntResult result = test::run(request);
        REQUIRE(result.findings.size() == 1);
        CHECK(result.findings.front().events == 1);
        CHECK(result.rules.front().matched == 1);
        ++pairs;
      }
    }
  }
  CHECK(pairs > 300);
}

}  // namespace firstseen
