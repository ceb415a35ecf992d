// Rules whose keys, types, languages or values are not those of Elastic.
#include "rules/rule_schema.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "firstseen/rule.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

// What loading a rule with these members says: an error, or its warnings.
std::string said(const std::string& members) {
  const test::TemporaryFolder folder;
  const std::string path = folder.write(
      "a.ndjson", R"({"rule_id":"1","name":"n")" + members + R"(,"type":"query","language":"kuery"})" + "\n");
  const auto loaded = load_rules({path}, {.keep_good = true});
  REQUIRE(loaded);
  std::string out;
  for (const Error& error : loaded->bad) out += "error: " + error.message + "|" + error.hint;
  for (const Error& other : loaded->unsupported) out += "other: " + other.message;
  for (const Rule& rule : loaded->rules) {
    for (const Error& warning : rule.warnings) out += "warning: " + warning.message + "|" + warning.hint;
  }
  return out;
}

}  // namespace

TEST_CASE("rule schema: what is misspelt is named, with the nearest right word") {
  struct Row {
    std::string members;
    std::string said;
  };
  for (
      const auto& [members, expected] : std::vector<Row>{
          {R"(,"query":"a: b","severity":"high","risk_score":47,"tags":[],"version":3)", ""},
          {R"(,"queri":"a: b")",
           "error: the rule has the key \"queri\", which no rule has|did you mean \"query\"?"},
          {R"(,"query":"a: b","queri":"a: c")",
           "warning: the rule has the key \"queri\", which no rule has|did you mean \"query\"?"},
          {R"(,"query":"a: b","filter":[])",
           "error: the rule has the key \"filter\", which no rule has|did you mean \"filters\"?"},
          {R"(,"query":"a: b","exceptions_lst":[])",
           "error: the rule has the key \"exceptions_lst\", which no rule has|did you mean "
           "\"exceptions_list\"?"},
          {R"(,"query":"a: b","severty":"low")",
           "warning: the rule has the key \"severty\", which no rule has|did you mean \"severity\"?"},
          {R"(,"query":"a: b","something_of_tomorrow":1)",
           "warning: the rule has the key \"something_of_tomorrow\", which no rule has|it is not read"},
          {R"(,"type":"new_term")", "error: there is no type \"new_term\"|did you mean new_terms?"},
          {R"(,"type":"sigma")",
           "error: there is no type \"sigma\"|types are: new_terms, query, threshold, eql, esql, "
           "machine_learning, "
           "saved_query, threat_match"},
          {R"(,"type":"eql")", "other: n: rules of the type eql are not run"},
          {R"(,"type":"esql","query":"from x | stats first = min(@timestamp) by y")",
           "other: n: rules of the type esql are not run; this one looks for first occurrences, as a "
           "new_terms rule "
           "does"},
          {R"(,"language":"kql")", "error: there is no language \"kql\"|did you mean kuery?"},
          {R"(,"language":"lucen")", "error: there is no language \"lucen\"|did you mean lucene?"},
          {R"(,"language":"lucene")", "other: n: rules in the language lucene are not run"},
          {R"(,"query":"a: b","severity":"urgent")",
           "warning: there is no severity \"urgent\"|severities are: low, medium, high, critical"},
          {R"(,"query":"a: b","severity":"hihg")",
           "warning: there is no severity \"hihg\"|did you mean high?"},
          {R"(,"query":"a: b","risk_score":101)", "warning: the risk_score is not a number from 0 to 100|"},
          {R"(,"query":"a: b","risk_score":"47")", "warning: the risk_score is not a number from 0 to 100|"},
          {R"(,"query":7)", "error: the rule's query is not a text|"},
          {R"(,"query":"a: b","filters":{})", "error: the rule's filters is not a list|"},
          {R"(,"type":"new_terms","query":"a: b","new_terms_fields":"host.id")",
           "error: the rule's new_terms_fields is not a list|"},
          {R"(,"type":"new_terms","query":"a: b","new_terms_fields":["host.id"],"history_window_start":"7d")",
           "error: the history window starts at 7d|it is written now-7d"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[],"value":0})",
           "error: the threshold's value is not a positive number|"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[],"value":"3"})",
           "error: the threshold's value is not a positive number|"},
          {R"(,"type":"threshold","query":"a: b","threshold":3)",
           "error: the rule's threshold is not a table|"},
      }) {
    CAPTURE(members);
    // The first of two members of one name is read.
    CHECK(said(members) == expected);
  }
}

}  // namespace firstseen
