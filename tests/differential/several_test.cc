// Objects, and texts that hold a document, of every shape in an array in the place of one: what is found with each alone is found
// with both, in either order and beside a private address.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <vector>

#include "support/hunting.h"
#include "support/render.h"

namespace firstseen {
namespace {

test::Connection connection(std::string destination) {
  test::Connection made = test::connections(1).front();
  made.pid = 4;
  made.transport = "tcp";
  made.source_ip = "10.1.2.3";
  made.destination_ip = std::move(destination);
  made.destination_port = 445;
  return made;
}

// Where the object or string ends that begins at `begin` in JSON.
std::size_t end_of(const std::string& json, std::size_t begin) {
  bool in_string = false;
  std::size_t depth = 0;
  for (std::size_t at = begin;; ++at) {
    REQUIRE(at < json.size());
    const char c = json[at];
    if (in_string && c == '\\') {
      ++at;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && c == '{') {
      ++depth;
    } else if (!in_string && c == '}') {
      --depth;
    }
    if (!in_string && depth == 0) return at + 1;
  }
}

// The objects under keys of a document that is written without blanks, and its strings that may be documents.
std::vector<std::string> parts_of(const std::string& document) {
  constexpr std::size_t kLongestText = 200;
  std::vector<std::string> parts;
  for (std::size_t at = 1; at < document.size();) {
    const char c = document[at];
    const std::size_t end = c == '{' || c == '"' ? end_of(document, at) : at + 1;
    const bool is_value = document[at - 1] == ':';
    if (is_value && (c == '{' || end - at > kLongestText)) parts.push_back(document.substr(at, end - at));
    at = c == '{' ? at + 1 : end;
  }
  return parts;
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), by);
}

std::set<std::string> found_in(const std::string& document) {
  std::set<std::string> found;
  for (const bool prefilter : {true, false}) {
    HuntRequest request = test::request_for({});
    const std::string line = document + "\n";
    request.memory_inputs = {{"a", line}};
    request.prefilter = prefilter;
    std::set<std::string> addresses;
    for (const Finding& finding : test::run(request).findings) addresses.insert(finding.terms.front().second);
    if (prefilter) found = addresses;
    CHECK(addresses == found);
  }
  return found;
}

}  // namespace

TEST_CASE("several: each document in an array is found as in the place of the array", "[differential]") {
  std::size_t compared = 0;
  for (const test::Shape& shape : test::shapes()) {
    // In ECS, arrays of objects are what its fields are.
    if (shape.name.ends_with("-ecs") || shape.name == "ecs") continue;
    const std::string first = shape.render(connection("203.0.114.1"));
    for (const char* const other : {"203.0.114.2", "10.9.9.9"}) {
      const std::string second = shape.render(connection(other));
      const std::vector<std::string> parts = parts_of(first);
      const std::vector<std::string> others = parts_of(second);
      REQUIRE(parts.size() == others.size());
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == others[i]) continue;
        std::set<std::string> expected = found_in(first);
        expected.merge(found_in(replaced(first, parts[i], others[i])));
        CAPTURE(shape.name, parts[i], other);
        CHECK(found_in(replaced(first, parts[i], "[" + parts[i] + "," + others[i] + "]")) == expected);
        CHECK(found_in(replaced(first, parts[i], "[" + others[i] + "," + parts[i] + "]")) == expected);
        ++compared;
      }
    }
  }
  CHECK(compared > 20);
}

}  // namespace firstseen
