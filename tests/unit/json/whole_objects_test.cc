#include "json/splitting/whole_objects.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

namespace firstseen::json::splitting {

TEST_CASE("whole objects: what is whole in a text") {
  struct Row {
    std::string text;
    std::vector<std::string> whole;
  };
  const std::vector<Row> rows{
      {"", {}},
      {R"({"a":1})", {R"({"a":1})"}},
      {R"(x {"a":1} {"b":{"c":2}} y)", {R"({"a":1})", R"({"b":{"c":2}})"}},
      {R"({"a":"b" x {"c":1})", {R"({"c":1})"}},
      {R"({"a":"b" {"c":1}} {"d":2})", {R"({"c":1})", R"({"d":2})"}},
      {R"({"a":{"b":1},"c":{"d":2)", {R"({"b":1})"}},
      {R"({"a":"b {"c":1} {"d":2})", {R"({"c":1})", R"({"d":2})"}},
      {R"({"a":"b {"c":"{","d":"}"} e"})", {R"({"c":"{","d":"}"})"}},
      {R"({"a":"\"} {"})", {R"({"a":"\"} {"})"}},
      {R"(\{"a":1} \\"{"b":2})", {R"({"a":1})", R"({"b":2})"}},
      {R"({"a":[{"b":1]} {"c":1})", {R"({"c":1})"}},
      {R"({"a":[{"b":1},{"c":2},)", {R"({"b":1})", R"({"c":2})"}},
      {"{\"a\":\"\n{\"b\":1}", {R"({"b":1})"}},
      {"{\"a\":1,\n\"b\":\"\"\"x\"\"\"} {\"c\":\"\"}", {"{\"a\":1,\n\"b\":\"\"\"x\"\"\"}", R"({"c":""})"}},
      {R"({ "a":{"b":1}})", {R"({ "a":{"b":1}})"}},
      {R"(x { "a":{"b":1}})", {R"({"b":1})"}},
      {R"(}]{"a":1}])", {R"({"a":1})"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::vector<std::string> whole;
    for (const std::string_view object : whole_objects(row.text)) whole.emplace_back(object);
    CHECK(whole == row.whole);
  }
}

TEST_CASE("whole objects: any number of objects that do not end precede and follow them") {
  for (const std::string open :
       {R"({"a":"b" )", R"({"a":)", R"({"a":1,)", R"({"a":[)", R"({")", R"(x{"a":"b)", R"([{"a":{"b":1},)"}) {
    CAPTURE(open);
    std::string many;
    for (int i = 0; i < 1000; ++i) many += open;
    const std::string whole = R"({"k":{"x":["}{",1]}})";
    const std::string text = many + whole + many;
    const auto objects = whole_objects(text);
    CHECK(std::count(objects.begin(), objects.end(), std::string_view(whole)) == 1);
  }
}

}  // namespace firstseen::json::splitting
