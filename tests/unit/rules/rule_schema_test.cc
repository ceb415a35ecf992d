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
           "indicator, machine_learning, "
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
          {R"(,"query":7)", "error: the rule's query is not a string|"},
          {R"(,"query":"a: b","filters":{})", "error: the rule's filters is not a list of tables|"},
          {R"(,"type":"new_terms","query":"a: b","new_terms_fields":"host.id")",
           "error: the rule's new_terms_fields is not a list of strings|"},
          {R"(,"type":"new_terms","query":"a: b","new_terms_fields":["host.id"],"history_window_start":"7d")",
           "error: the history window starts at 7d|it is written now-7d"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[],"value":0})",
           "error: the threshold's value is not a positive whole number|"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[],"value":"3"})",
           "error: the threshold's value is not a positive whole number|"},
          {R"(,"type":"threshold","query":"a: b","threshold":3)",
           "error: the rule's threshold is not a table|"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":"host.id"})",
           "error: the threshold has no value|"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":"host.id","value":2.5})",
           "error: the threshold's value is not a positive whole number|"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"feild":"host.id","value":2})",
           "error: the rule's threshold has the key \"feild\", which no threshold has|did you mean "
           "\"field\"?"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[7],"value":2})",
           "error: the rule's threshold: field is not a string or a list of strings|"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[],"value":2,"cardinality":null})", ""},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[],"value":2,"cardinality":[{"value":2}]})",
           "error: the threshold's cardinality has no field|"},
          {R"(,"type":"threshold","query":"a: b","threshold":{"field":[],"value":2,"cardinality":{"field":"a"}})",
           "error: the threshold's cardinality has no value|"},
          {R"(,"type":"new_terms","query":"a: b","new_terms_fields":["host.id",7],"history_window_start":"now-7d")",
           "error: the rule's new_terms_fields is not a list of strings|"},
          {R"(,"type":"new_terms","query":"a: b","new_terms_fields":["host.id"])",
           "warning: the rule has no history_window_start, so its window is 7d|"},
          {R"(,"type":"new_terms","query":"a: b","new_terms_fields":["host.id"],"history_window_start":"now-0d")",
           "error: the history window starts at now-0d|it is written now-7d"},
          {R"(,"type":"new_terms","query":"a: b","new_terms":{"valu":["host.id"]})",
           "error: the rule's new_terms has the key \"valu\", which no new_terms has|did you mean "
           "\"value\"?"},
          {R"(,"type":"new_terms","query":"a: b","new_terms":{"value":["a.b"],"history_window_start":[{"vale":"x"}]})",
           "error: the rule's history_window_start has the key \"vale\", which no history_window_start "
           "has|did you "
           "mean \"value\"?"},
          {R"(,"type":"new_terms","query":"a: b","new_terms":{"value":["a.b"],"history_window_start":"now-7d"})",
           "error: the rule's new_terms: history_window_start is not a list of tables|"},
          {R"(,"query":"a: b","new_terms_fields":["host.id"])",
           "warning: a rule of the type query does not use its key \"new_terms_fields\"|rules of the type "
           "new_terms do"},
          {R"(,"query":"a: b","index":"logs-*")", "warning: the rule's index is not a list of strings|"},
          {R"(,"type":"indicator")", "other: n: rules of the type indicator are not run"},
          {R"(,"type":"eql","queri":"x")", "other: n: rules of the type eql are not run"},
      }) {
    CAPTURE(members);
    // The first of two members of one name is read.
    CHECK(said(members) == expected);
  }
}

TEST_CASE("rule schema: the tables of a file and its metadata are checked") {
  struct Row {
    std::string text;
    std::string said;
  };
  const std::string rule = "[rule]\nrule_id = '1'\nname = 'n'\ntype = 'query'\nquery = 'host.name: x'\n";
  const test::TemporaryFolder folder;
  for (const auto& [text, expected] : std::vector<Row>{
           {"[metadata]\nmaturity = 'production'\ncreation_date = '2026/01/01'\nintegration = ['windows']\n"
            "deprecated_reason = 'x'\npromotion = true\n" +
                rule + "[transform]\n",
            ""},
           {"[metadata]\nmaturity = 'prodution'\n" + rule,
            "there is no maturity \"prodution\"|did you mean production?"},
           {"[metadata]\nmaturty = 'production'\n" + rule,
            "the metadata has the key \"maturty\", which no metadata has|did you mean \"maturity\"?"},
           {"[metdata]\nmaturity = 'production'\n" + rule,
            "the file has the key \"metdata\", which no rule file has|did you mean \"metadata\"?"},
           {rule + "[[rule.exceptions_list]]\nlist_id = 'endpoint_list'\n", "missing: endpoint_list"},
           {"[[rule]]\nrule_id = '1'\n", "error: rule is not a table"},
           {"rule = 3\n", "error: rule is not a table"},
           {"[rul]\nrule_id = '1'\nname = 'n'\n", "error: has its rule in [rul]"},
           {"rule_id = '1'\nname = 'n'\n", "error: has its rule outside of a table"},
           {"[tool]\nname = 'n'\n", "error: has no [rule] table"},
       }) {
    CAPTURE(text);
    const auto loaded = load_rules({folder.write("a.toml", text)}, {.keep_good = true});
    REQUIRE(loaded);
    std::string out;
    for (const Error& error : loaded->bad) out += "error: " + error.message;
    for (const Rule& one : loaded->rules) {
      for (const Error& warning : one.warnings) out += warning.message + "|" + warning.hint;
      for (const std::string& list : one.missing_exception_lists) out += "missing: " + list;
    }
    CHECK(out == expected);
  }
}

}  // namespace firstseen
