// Warnings about the names in -t.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "rules/rule_set.h"

namespace firstseen::rules {
namespace {

std::string warnings_about(const std::string& term) {
  Rule rule;
  rule.id = rule.name = kAdHocRule;
  rule.query = "*";
  rule.terms = {term};
  const auto set = compile_rules({rule}, {});
  REQUIRE(set);
  std::string out;
  for (const Error& warning : set->warnings) out += warning.message;
  return out;
}

}  // namespace

TEST_CASE("term names: objects and unknown fields are told, fields are not") {
  for (const char* const field : {"user.name", "process.command_line", "destination.ip",
                                  "winlog.event_data.User", "file.path.caseless"}) {
    CAPTURE(field);
    CHECK(warnings_about(field).empty());
  }
  for (const char* const object : {"host", "process.hash"}) {
    CAPTURE(object);
    CHECK(warnings_about(object) == "`" + std::string(object) + "` is an object, which has no value itself");
  }
  CHECK(warnings_about("host.nam") == "`host.nam` is not a field of the Elastic Common Schema");
}

}  // namespace firstseen::rules
