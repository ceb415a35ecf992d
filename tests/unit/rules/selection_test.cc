// Rules that --only and --not select.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "firstseen/rule.h"

namespace firstseen {
namespace {

using Conditions = std::vector<RuleSelection::Condition>;

Rule rule(const std::string& id, RuleType type, const std::string& severity, std::vector<std::string> tags,
          std::vector<Threat> threats, const std::string& maturity) {
  Rule rule;
  rule.id = id;
  rule.name = "Rule " + id;
  rule.type = type;
  rule.severity = severity;
  rule.tags = std::move(tags);
  rule.threats = std::move(threats);
  rule.maturity = maturity;
  return rule;
}

std::vector<Rule> rules() {
  return {
      rule("a", RuleType::kQuery, "high", {"OS: Windows", "Tactic: Execution"},
           {{{"TA0002", "Execution"},
             {{"T1059", "Command and Scripting Interpreter"}},
             {{"T1059.001", "PowerShell"}}}},
           "production"),
      rule("b", RuleType::kNewTerms, "low", {"OS: Linux"},
           {{{"TA0010", "Exfiltration"}, {{"T1048", "x"}}, {}}}, "development"),
      rule("c", RuleType::kThreshold, "high", {}, {}, ""),
  };
}

std::string ids(const Result<std::vector<Rule>>& selected) {
  if (!selected) return to_text(selected.error());
  std::string out;
  for (const Rule& rule : *selected) out += rule.id;
  return out;
}

}  // namespace

TEST_CASE("rule selection: of one key any value, of several keys each, and none of what is left out") {
  struct Row {
    Conditions only;
    Conditions not_these;
    std::string selected;
  };
  for (const auto& [only, not_these, selected] : std::vector<Row>{
           {{}, {}, "abc"},
           {{{"severity", "high"}}, {}, "ac"},
           {{{"severity", "HIGH"}, {"severity", "low"}}, {}, "abc"},
           {{{"severity", "high"}, {"type", "query"}}, {}, "a"},
           {{}, {{"type", "query"}, {"type", "threshold"}}, "b"},
           {{{"severity", "high"}}, {{"id", "a"}}, "c"},
           {{{"tag", "os: windows"}}, {}, "a"},
           {{{"tag", "OS:*"}}, {}, "ab"},
           {{{"tactic", "TA0010"}}, {}, "b"},
           {{{"tactic", "exfiltration"}}, {}, "b"},
           {{{"technique", "T1059.001"}}, {}, "a"},
           {{{"technique", "T1059"}}, {}, "a"},
           {{{"technique", "powershell"}}, {}, "a"},
           {{{"name", "rule ?"}}, {}, "abc"},
           {{{"name", "*b"}}, {}, "b"},
           {{{"maturity", "production"}}, {}, "a"},
           {{}, {{"maturity", "production"}}, "bc"},
           {{{"tag", "*"}}, {}, "ab"},
           {{{"severity", "urgent"}},
            {},
            "no rule has the severity urgent\n  it is one of: low, medium, high, critical"},
           {{}, {{"severity", "hgih"}}, "no rule has the severity hgih\n  did you mean high?"},
           {{{"type", "eql"}}, {}, "no rule has the type eql\n  it is one of: new_terms, query, threshold"},
           {{{"sevrity", "high"}}, {}, "rules are not selected by sevrity\n  did you mean severity?"},
           {{{"tag", "OS: Widnows"}}, {}, "none of 3 rules is selected\n  did you mean OS: Windows?"},
           {{{"id", "x"}}, {}, "none of 3 rules is selected\n  none of the rules has the id x"},
           {{{"severity", "low"}, {"type", "query"}}, {}, "none of 3 rules is selected"},
       }) {
    CAPTURE(selected);
    CHECK(ids(select_rules(rules(), {only, not_these})) == selected);
  }
  CHECK(ids(select_rules({}, {{{"severity", "high"}}, {}})).empty());
}

TEST_CASE("rule selection: a condition that holds for no rule is named") {
  const Errors idle = idle_conditions(rules(), {{{"id", "a"}, {"id", "x"}}, {{"tactic", "Executoin"}}});
  REQUIRE(idle.size() == 2);
  CHECK(idle[0].message == "none of the rules has the id x");
  CHECK(idle[1].message == "none of the rules has the tactic Executoin");
}

}  // namespace firstseen
