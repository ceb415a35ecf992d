#include "rules/filters.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "json/document.h"
#include "rules/minimum_should_match.h"
#include "rules/query_dsl.h"

namespace firstseen::rules {
namespace {

struct Row {
  std::string json;
  std::string expected;  // the predicate, or `error: ` and the message
};

template <typename Read>
std::string printed(const std::string& json, Read read) {
  event::FieldSet fields;
  const auto node = json::parse_document(json);
  REQUIRE(node);
  const auto predicate = read(*node, fields);
  if (!predicate) return "error: " + predicate.error().message;
  return predicate::print(*predicate, fields);
}

void check_filters(const std::vector<Row>& rows) {
  for (const auto& [json, expected] : rows) {
    CAPTURE(json);
    CHECK(printed(json, filter_predicate) == expected);
  }
}

void check_queries(const std::vector<Row>& rows) {
  for (const auto& [json, expected] : rows) {
    CAPTURE(json);
    CHECK(printed(json, query_predicate) == expected);
  }
}

TEST_CASE("filters: Kibana's wrapping of a query") {
  check_filters({
      {R"({"query":{"exists":{"field":"host.id"}}})", "(exists host.id)"},
      {R"({"meta":{"negate":true},"query":{"exists":{"field":"host.id"}}})", "(not (exists host.id))"},
      {R"({"meta":{"disabled":true},"query":{"exists":{"field":"host.id"}}})", "true"},
      {R"({"meta":{},"exists":{"field":"host.id"}})", "(exists host.id)"},
      {R"({"$state":{"store":"appState"},"meta":{"index":"x","key":"host.id","type":"exists","value":"exists"},
           "query":{"exists":{"field":"host.id"}}})",
       "(exists host.id)"},
      {R"({"meta":{"negated":true},"query":{"exists":{"field":"host.id"}}})",
       "error: a filter's meta has the key \"negated\", which is not read"},
      {R"({"meta":{"negate":"true"},"query":{"exists":{"field":"host.id"}}})",
       R"(error: a filter's meta has "true" where true or false is read)"},
      {R"({"meta":{"disabled":1},"query":{"exists":{"field":"host.id"}}})",
       "error: a filter's meta has 1 where true or false is read"},
      {R"({"meta":[],"query":{"exists":{"field":"host.id"}}})",
       "error: a filter's meta is [] where an object is read"},
      {R"({"meta":{},"query":{"bool":[]}})", "error: the bool filter has [] where an object is read"},
      {R"({"meta":{},"query":{"exists":{"field":"process.*"}}})", "(exists process.*)"},
      {R"({"meta":{},"query":{"query_string":{"query":"*"}}})", "true"},
      {R"({"meta":{},"query":{"exists":{"field":"host.id"}},"exists":{"field":"host.id"}})",
       "error: a filter has the key \"exists\", which is not read"},
  });
}

TEST_CASE("filters: combined filters") {
  const std::string parts = R"("params":[{"meta":{},"query":{"exists":{"field":"host.id"}}},
      {"meta":{"negate":true},"query":{"term":{"process.pid":4}}}])";
  const auto combined = [&](const std::string& meta) {
    return R"({"meta":{"type":"combined",)" + meta + "," + parts + R"(},"query":{}})";
  };
  check_filters({
      {combined(R"("relation":"AND")"), "(and (exists host.id) (not (number process.pid 4)))"},
      {combined(R"("relation":"or")"), "(or (exists host.id) (not (number process.pid 4)))"},
      {combined(R"("relation":"OR","negate":true)"),
       "(not (or (exists host.id) (not (number process.pid 4))))"},
      {combined(R"("relation":"OR","disabled":true)"), "true"},
      {R"({"meta":{"type":"combined","relation":"AND","params":[)" + combined(R"("relation":"OR")") +
           R"(,{"query":{"term":{"process.pid":5}}}]}})",
       "(and (or (exists host.id) (not (number process.pid 4))) (number process.pid 5))"},
      {combined(R"("relation":"XOR")"), "error: a combined filter has the relation \"XOR\""},
      {R"({"meta":{"type":"combined","relation":"AND"}})",
       "error: a combined filter has no list of filters in its params"},
      {R"({"meta":{"type":"combined","relation":"AND","params":[{"query":{"termz":{}}}]}})",
       "error: a filter of the kind termz is not read"},
  });
}

TEST_CASE("filters: term compares whole values, of analysed text whole words") {
  check_queries({
      {R"({"term":{"process.pid":4}})", "(number process.pid 4)"},
      {R"({"term":{"host.name":{"value":"a","boost":1.0}}})", R"((text host.name "a"))"},
      {R"({"term":{"host.name":{"value":"A","case_insensitive":true}}})", R"((text-caseless host.name "a"))"},
      {R"({"term":{"host.name.caseless":"A"}})", R"((text-caseless host.name.caseless "a"))"},
      {R"({"term":{"process.name.text":"Cmd Exe"}})", R"((words process.name.text "Cmd Exe"))"},
      {R"({"terms":{"process.pid":[4,5],"boost":1.0}})",
       "(or (number process.pid 4) (number process.pid 5))"},
      {R"({"terms":{"user.name":{"index":"x","id":"1","path":"p"}}})",
       R"(error: the terms filter on user.name has no list of values: {"index":"x","id":"1","path":"p"})"},
      {R"({"term":{"host.name":{"valu":"a"}}})",
       "error: the term filter has the key \"valu\", which is not read"},
      {R"({"term":{"host.name":{"value":["a"]}}})",
       R"(error: the term filter compares with ["a"], which is not a value)"},
      {R"({"term":{"host.name":"a","user.name":"b"}})", "error: the term filter is about one field, not 2"},
  });
}

TEST_CASE("filters: match is any word, match_phrase the phrase") {
  check_queries({
      {R"({"match_phrase":{"host.name":"a b"}})", R"((text host.name "a b"))"},
      {R"({"match":{"host.name":"a b"}})", R"((text host.name "a b"))"},
      {R"({"match":{"message":"One two"}})", R"((or (words message "one") (words message "two")))"},
      {R"({"match":{"message":{"query":"one two","operator":"AND"}}})",
       R"((and (words message "one") (words message "two")))"},
      {R"({"match":{"message":{"query":"one two three","minimum_should_match":2}}})",
       R"((at-least 2 (words message "one") (words message "two") (words message "three")))"},
      {R"({"match":{"message":{"query":"one two","minimum_should_match":"3"}}})", "false"},
      {R"({"match":{"message":{"query":"one","minimum_should_match":"3"}}})", R"((words message "one"))"},
      {R"({"match":{"message":{"query":"one two","type":"phrase"}}})", R"((words message phrase "one two"))"},
      {R"({"match_phrase":{"message":{"query":"one two","slop":0}}})", R"((words message phrase "one two"))"},
      {R"({"match_phrase":{"message":{"query":"one two","slop":2}}})",
       "error: the match_phrase filter has the slop 2, which is not read"},
      {R"({"match":{"message":{"query":"one","fuzziness":"AUTO"}}})",
       "error: the match filter has the fuzziness \"AUTO\", which is not read"},
      {R"({"match":{"message":{"query":"one","analyser":"x"}}})",
       "error: the match filter has the key \"analyser\", which is not read"},
  });
}

TEST_CASE("filters: a prefix is literal, a wildcard is not, and case counts unless it is said") {
  check_queries({
      {R"({"prefix":{"process.executable":"C:\\Win*\\"}})",
       R"((like process.executable "C:\\\\Win\\*\\\\*"))"},
      {R"({"prefix":{"process.name":{"value":"Cmd","case_insensitive":true}}})",
       R"((like process.name caseless "cmd*"))"},
      {R"({"prefix":{"process.name.caseless":"Cmd"}})", R"((like process.name.caseless caseless "cmd*"))"},
      {R"({"wildcard":{"process.name.caseless":"Cmd*"}})", R"((like process.name.caseless caseless "cmd*"))"},
      {R"({"wildcard":{"process.executable":{"value":"?:\\\\a\\\\*.exe","case_insensitive":true}}})",
       R"((like process.executable caseless "?:\\\\a\\\\*.exe"))"},
      {R"({"wildcard":{"process.name":{"wildcard":"a*","rewrite":"constant_score"}}})",
       R"((like process.name "a*"))"},
      {R"({"query_string":{"query":"a*","fields":["host.name"]}})", R"((like host.name "a*"))"},
      {R"({"query_string":{"query":"a AND b","fields":["host.name"]}})",
       "error: the query_string filter that is more than a plain wildcard is not read"},
      {R"({"prefix":{"message":"JUM"}})", "false"},  // words are in lower case
      {R"({"wildcard":{"message":"jUmp*"}})", "false"},
      {R"({"wildcard":{"process.name":{"value":"a*","caseInsensitive":true}}})",
       "error: the wildcard filter has the key \"caseInsensitive\", which is not read"},
  });
}

TEST_CASE("filters: exists on an object asks for any field in it") {
  check_queries({
      {R"({"exists":{"field":"host.id"}})", "(exists host.id)"},
      {R"({"exists":{"field":"process.hash"}})", "(or (exists process.hash) (exists process.hash.*))"},
      {R"({"exists":{}})", "error: the exists filter names no field"},
      {R"({"exists":{"fields":"host.id"}})",
       "error: the exists filter has the key \"fields\", which is not read"},
  });
}

TEST_CASE("filters: ranges") {
  check_queries({
      {R"({"range":{"process.pid":{"gte":4,"lt":10}}})",
       "(and (number process.pid 4..) (number process.pid ..9))"},
      {R"({"range":{"process.pid":{"gte":null}}})", "(exists process.pid)"},
      {R"({"range":{"process.pid":{"ge":4}}})",
       "error: the range filter has the key \"ge\", which is not read"},
      {R"({"range":{"@timestamp":{"gte":"2026-03-01","time_zone":"+02:00"}}})",
       "error: the range filter has the time_zone \"+02:00\", which is not read"},
      {R"({"range":{"@timestamp":{"gte":"01/03/2026","format":"dd/MM/yyyy"}}})",
       "error: the range filter has the format \"dd/MM/yyyy\", which is not read"},
  });
}

TEST_CASE("filters: bool") {
  const std::string a = R"({"exists":{"field":"host.id"}})";
  const std::string b = R"({"term":{"process.pid":4}})";
  const std::string c = R"({"term":{"user.name":"x"}})";
  const std::string pa = "(exists host.id)";
  const std::string pb = "(number process.pid 4)";
  const std::string pc = R"((text user.name "x"))";
  const auto query = [](const std::string& body) { return R"({"bool":{)" + body + "}}"; };
  check_queries({
      {query(""), "true"},
      {query(R"("must_not":[)" + a + "]"), "(not " + pa + ")"},
      {query(R"("must_not":)" + a + R"(,"should":[)" + b + "]"), "(and (not " + pa + ") " + pb + ")"},
      {query(R"("must":[],"should":[)" + a + "," + b + "]"), "(or " + pa + " " + pb + ")"},
      {query(R"("filter":[)" + a + R"(],"should":[)" + b + "]"), pa},
      {query(R"("should":[)" + a + "," + b + "," + c + R"(],"minimum_should_match":2)"),
       "(at-least 2 " + pa + " " + pb + " " + pc + ")"},
      {query(R"("should":[)" + a + "," + b + R"(],"minimum_should_match":"100%")"),
       "(and " + pa + " " + pb + ")"},
      {query(R"("should":[)" + a + "," + b + R"(],"minimum_should_match":3)"), "false"},
      {query(R"("should":[)" + a + "," + b + R"(],"minimum_should_match":0)"), "(or " + pa + " " + pb + ")"},
      {query(R"("must":)" + c + R"(,"should":[)" + a + "," + b + R"(],"minimum_should_match":-1)"),
       "(and " + pc + " (or " + pa + " " + pb + "))"},
      {query(R"("must_not":)" + a + R"(,"adjust_pure_negative":false)"), "false"},
      {query(R"("mustnot":)" + a), "error: the bool filter has the key \"mustnot\", which is not read"},
      {query(R"("should":)" + a + R"(,"minimum_should_match":"two")"),
       "error: minimum_should_match is \"two\""},
      {R"({"constant_score":{"filter":)" + a + R"(,"boost":2}})", pa},
      {R"({"match_all":{}})", "true"},
      {R"({"match_none":{}})", "false"},
      {R"({"script":{}})", "error: a filter of the kind script is not read"},
  });
}

TEST_CASE("filters: minimum_should_match by Elasticsearch's rules") {
  struct Case {
    const char* value;
    std::size_t clauses;
    const char* expected;
  };
  const std::vector<Case> cases{
      {"2", 3, "2"},
      {"-1", 3, "2"},
      {"-5", 3, "0"},
      {"7", 3, "7"},
      {R"("75%")", 4, "3"},
      {R"("74%")", 4, "2"},
      {R"("-25%")", 4, "3"},
      {R"("-25%")", 3, "3"},
      {R"("3<90%")", 3, "3"},
      {R"("3<90%")", 10, "9"},
      {R"("2<-25% 9<-3")", 2, "2"},
      {R"("2<-25% 9<-3")", 9, "7"},
      {R"("2<-25% 9<-3")", 10, "7"},
      {R"(" 2 < -25%   9<-3 ")", 4, "3"},
      {R"("")", 4, "error"},
      {R"("x%")", 4, "error"},
      {R"("2<x")", 4, "error"},
      {"1.5", 4, "error"},
      {"9999999999999999999", 4, "error"},
  };
  for (const auto& [value, clauses, expected] : cases) {
    CAPTURE(value, clauses);
    const auto node = json::parse_document(R"({"v":)" + std::string(value) + "}");
    REQUIRE(node);
    const auto minimum = minimum_should_match(*node->find("v"), clauses);
    CHECK((minimum ? std::to_string(*minimum) : "error") == expected);
  }
}

TEST_CASE("filters: bounds of nesting and of copied clauses") {
  const auto nested = [](std::size_t levels) {
    std::string query = R"({"exists":{"field":"host.id"}})";
    for (std::size_t i = 0; i < levels; ++i) query = R"({"bool":{"must":)" + query + "}}";
    return printed(query, query_predicate).substr(0, 30);
  };
  CHECK(nested(kMaxFilterDepth) == "(exists host.id)");
  CHECK(nested(kMaxFilterDepth + 1) == "error: a filter is nested too ");
  const auto shoulds = [](std::size_t count, std::size_t minimum) {
    std::string query;
    for (std::size_t i = 0; i < count; ++i)
      query += (i == 0 ? "" : ",") + std::string(R"({"term":{"process.pid":4}})");
    query =
        R"({"bool":{"should":[)" + query + R"(],"minimum_should_match":)" + std::to_string(minimum) + "}}";
    return printed(query, query_predicate).substr(0, 30);
  };
  CHECK(shoulds(100, 100).starts_with("(and"));
  CHECK(shoulds(101, 99).starts_with("(at-least 99"));
  CHECK(shoulds(1000, 11) == "error: minimum_should_match is");
}

}  // namespace
}  // namespace firstseen::rules
