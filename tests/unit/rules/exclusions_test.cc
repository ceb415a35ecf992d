// Exclusions: which line hides what, and what a line must not be.
#include "rules/exclusions.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "firstseen/hunt.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

Result<rules::Exclusions> parsed(const std::string& text, event::FieldSet& fields, Errors& warnings) {
  return rules::Exclusions::parse({{"f", text}}, fields, warnings);
}

// `line: message` of the error.
std::string error_of(const std::string& text) {
  event::FieldSet fields;
  Errors warnings;
  const auto exclusions = parsed(text, fields, warnings);
  if (exclusions) return {};
  const Error& error = exclusions.error();
  CHECK(error.spot.file == "f");
  return std::to_string(error.spot.line) + ": " + error.message;
}

}  // namespace

TEST_CASE("exclusions: by value, network and query") {
  event::FieldSet fields;
  Errors warnings;
  const auto exclusions =
      parsed("\xef\xbb\xbf# c\n\n10.0.0.0/8 # own\n a b \n\"x: y # z\"\t# c\nhost.name: h*#1 # c\nC#\n",
             fields, warnings);
  REQUIRE(exclusions);
  CHECK(warnings.empty());
  CHECK(exclusions->lines() ==
        std::vector<std::string>{"10.0.0.0/8", "a b", "\"x: y # z\"", "host.name: h*#1", "C#"});
  CHECK(exclusions->covers_value("10.1.1.1", IpAddress::parse("10.1.1.1")) == 0U);
  CHECK(exclusions->covers_value("a b", std::nullopt) == 1U);
  CHECK(exclusions->covers_value("x: y # z", std::nullopt) == 2U);
  CHECK(exclusions->covers_value("C#", std::nullopt) == 4U);
  CHECK_FALSE(exclusions->covers_value("h1", std::nullopt));
  event::NetworkEvent event(fields);
  CHECK_FALSE(exclusions->covers_event(event));
  const event::Value host = event::Value::of_text("h2#1");
  event.set(event::kHostName, {&host, 1});
  CHECK(exclusions->covers_event(event) == 3U);
}

TEST_CASE("exclusions: a line that is none is an error with its place") {
  for (const auto& [text, error] : {
           std::tuple{"ok\nprocess.pid: x\n", "2: this value"},
           std::tuple{"ok\n\n10.0.0.0/33\n", "3: this is neither an address nor a network"},
           std::tuple{"10.0.0/8", "1: this is neither an address nor a network"},
           std::tuple{"300.1.2.3", "1: this is neither an address nor a network"},
           std::tuple{"1.2.3.4.5", "1: this is neither an address nor a network"},
           std::tuple{"10.0.0.1-10.0.0.9", "1: this is neither an address nor a network"},
           std::tuple{"fe80::/129", "1: this is neither an address nor a network"},
           std::tuple{"10.1.2.3/8", "1: this is an address in a network"},
           std::tuple{"\"open", "1: a quote is not closed"},
           std::tuple{"host.name: \"a\nb\"", "1: a quote is not closed"},
           std::tuple{"1.2.3", ""},
           std::tuple{"12-34", ""},
           std::tuple{"dead-beef", ""},
           std::tuple{"2001:db8::1", ""},
           std::tuple{"10.1.2.3/32", ""},
           std::tuple{"a/b", ""},
       }) {
    CAPTURE(text);
    CHECK(error_of(text).substr(0, std::string(error).size()) == error);
    CHECK(error_of(text).empty() == std::string(error).empty());
  }
}

TEST_CASE("exclusions: doubtful lines are warnings with their place") {
  event::FieldSet fields;
  Errors warnings;
  REQUIRE(parsed("ok\nhost.nam: x\nprocess.name: \"*.exe\"\n", fields, warnings));
  REQUIRE(warnings.size() == 2);
  CHECK(to_text(warnings[0]) ==
        "f:2:1: `host.nam` is not a field of the Elastic Common Schema\n  host.nam: x\n  ^~~~~~~~\n  did you "
        "mean "
        "`host.name`?");
  CHECK(warnings[1].spot.line == 3);
  CHECK(warnings[1].hint == "did you mean `process.name: *.exe`?");
}

TEST_CASE("exclusions: an argument is a file, or an entry itself") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("known.txt", "203.0.114.9\n");
  for (const auto& [argument, text] :
       {std::tuple{path, std::string("203.0.114.9\n")},
        std::tuple{std::string("10.0.0.0/8"), std::string("10.0.0.0/8")},
        std::tuple{std::string("\"a b\""), std::string("\"a b\"")},
        std::tuple{std::string("host.name: x"), std::string("host.name: x")},
        std::tuple{std::string("10.0.0.0/99"), std::string("10.0.0.0/99")},
        std::tuple{folder.path("known.tx"), std::string()}, std::tuple{folder.path(), std::string()},
        std::tuple{std::string("ws-0001"), std::string()}}) {
    CAPTURE(argument);
    const auto read = read_exclusions(argument);
    CHECK(read.has_value() == !text.empty());
    if (read) CHECK(read->text == text);
    if (!read) CHECK(read.error().member == "exclude");
  }
  HuntRequest request;
  request.rules = {*find_builtin_rule(kDefaultRule)};
  request.exclude = {{"", "10.0.0.0/99"}};
  const auto result = run_hunt(request);
  REQUIRE_FALSE(result);
  CHECK(result.error().front().member == "exclude");
}

}  // namespace firstseen
