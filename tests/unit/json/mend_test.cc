#include "json/mend.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>

namespace firstseen::json {

TEST_CASE("mend: what is whole of a document that breaks off") {
  for (const auto& [cut, whole] : {
           std::pair{R"({"a":"b")", R"({"a":"b"})"},
           std::pair{R"({"a":"b","c":12)", R"({"a":"b"})"},
           std::pair{R"({"a":1,"c)", R"({"a":1})"},
           std::pair{R"({"a":1,"c")", R"({"a":1})"},
           std::pair{R"({"a":1,"c":)", R"({"a":1})"},
           std::pair{R"({"a":{"b":[1,"x\"}",{"c":2},3)", R"({"a":{"b":[1,"x\"}",{"c":2}]}})"},
           std::pair{R"([{"a":1},{"b":)", R"([{"a":1}])"},
           std::pair{R"([{"a":1,[{"a":2,{)", R"([{"a":1,[{"a":2}]}])"},
           std::pair{R"({"a":[{"b":1}],"c":[{"d")", R"({"a":[{"b":1}]})"},
           std::pair{R"({"a":[1]} rest)", R"({"a":[1]})"},
           std::pair{R"({"a":1]})", ""},
           std::pair{R"({"a":12)", ""},
           std::pair{R"({"a)", ""},
           std::pair{"{", ""},
           std::pair{"", ""},
       }) {
    CAPTURE(cut);
    CHECK(whole_part(cut).value_or(WholePart{}).text == whole);
  }
}

}  // namespace firstseen::json
