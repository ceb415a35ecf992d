// One query on one record, through the public API.
#include "firstseen/query.h"

#include <catch2/catch_test_macros.hpp>

#include "support/render.h"

namespace firstseen {
namespace {

std::string answer(std::string_view kql, std::string_view document) {
  const auto query = Query::compile(kql);
  if (!query) return "error: " + query.error().message;
  const auto matches = query->matches(document);
  if (!matches) return matches.error().message;
  return *matches ? "yes" : "no";
}

}  // namespace

TEST_CASE("query: asks a record of any shape, and any of several records") {
  test::Connection connection = test::connections(1).front();
  connection.pid = 4;
  for (const test::Shape& shape : test::shapes()) {
    CAPTURE(shape.name);
    CHECK(answer("process.pid: 4", shape.render(connection)) == "yes");
    CHECK(answer("process.pid: 5", shape.render(connection)) == "no");
  }
  const std::string record = test::shapes().front().render(connection);
  test::Connection other = connection;
  other.pid = 5;
  CHECK(answer("process.pid: 5", "[" + record + "," + test::shapes().front().render(other) + "]") == "yes");
}

TEST_CASE("query: what cannot be asked is an error") {
  CHECK(answer("process.pid: (", "{}").starts_with("error: "));
  CHECK(answer("*", "{}") == "the document holds no record of a known shape");
  CHECK(answer("*", "") == "the document holds no record of a known shape");
  CHECK(answer("*", "{\"a\":").starts_with("the document is malformed: "));
  CHECK(Query::compile("no.such.field: 1")->warnings().size() == 1);
}

}  // namespace firstseen
