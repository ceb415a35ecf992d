#include "output/rule_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "hunt/plan.h"
#include "output/escape.h"
#include "predicate/predicate.h"
#include "prefilter/requirement.h"
#include "rules/rule_document.h"
#include "rules/rule_set.h"
#include "sources/tables/tables.h"
#include "text/columns.h"
#include "text/lines.h"

namespace firstseen::output {
namespace {

void append_line(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out += fmt::format("{:<12} {}\n", fmt::format("{}:", name), value);
}

// Indents each line of `text` by two spaces.
std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view line = text::take_line(text);
    if (!line.empty() || !text.empty()) out += "  " + for_terminal(line) + "\n";
  }
  return out;
}

std::string threshold_text(const Rule& rule) {
  if (rule.type != RuleType::kThreshold) return {};
  std::string out = fmt::format("{} records", rule.threshold.value);
  for (const auto& cardinality : rule.threshold.cardinality) {
    out += fmt::format(", {} different {}", cardinality.value, for_terminal(cardinality.field));
  }
  return out;
}

std::string threats_text(const Rule& rule) {
  std::vector<std::string> parts;
  for (const Threat& threat : rule.threats) {
    std::string text = threat.tactic.name + " " + threat.tactic.id;
    for (const auto& technique : threat.techniques) text += " / " + technique.id;
    parts.push_back(std::move(text));
  }
  return for_terminal(parts);
}

std::string place_of(const Rule& rule) {
  return rule.file.empty() ? rule.name : for_terminal(rules::place_of(rule.file, rule.line));
}

}  // namespace

std::string to_rule_list(const std::vector<Rule>& rules) {
  std::vector<text::AlignedRow> rows;
  for (const Rule& rule : rules) {
    rows.push_back({std::string(to_string(rule.type)), for_terminal(rule.severity), for_terminal(rule.id),
                    for_terminal(rule.name)});
  }
  // Minimum widths that fit the usual types, severities and ids, so that separate lists line up.
  return text::in_columns(rows, "", {{9}, {8}, {36}});
}

std::string compiled_rule_text(const rules::CompiledRule& compiled, const event::FieldSet& fields) {
  const Rule& rule = compiled.rule;
  std::string out;
  append_line(out, "name", for_terminal(rule.name));
  append_line(out, "id", for_terminal(rule.id));
  append_line(out, "type", to_string(rule.type));
  append_line(out, "severity",
              fmt::format("{}, risk score {}", for_terminal(rule.severity), rule.risk_score));
  append_line(out, "terms", for_terminal(rule.terms));
  if (rule.type == RuleType::kNewTerms)
    append_line(out, "window", duration_to_string(rule.window == 0 ? kDefaultWindow : rule.window));
  append_line(out, "threshold", threshold_text(rule));
  append_line(out, "ATT&CK", threats_text(rule));
  append_line(out, "file", path_for_terminal(rule.file));
  append_line(out, "index", for_terminal(rule.index));
  append_line(out, "from", for_terminal(rule.from));
  append_line(out, "interval", for_terminal(rule.interval));
  if (!rule.description.empty()) out += "description:\n" + indented(rule.description);
  out += "query:\n" + indented(rule.query);
  if (!rule.filters.empty()) out += "filters:\n";
  for (const std::string& filter : rule.filters) out += indented(filter);
  if (!rule.exceptions.empty()) out += "exceptions:\n";
  for (const std::string& item : rule.exceptions) out += indented(item);
  out += "compiled:\n" + indented(predicate::print(compiled.tree, fields));
  out += "program:\n" + indented(compiled.program.print(fields));
  return out + "\n";
}

namespace {

std::string prefilter_text(const prefilter::RuleRequirement& requirement) {
  if (!requirement.literals)
    return "prefilter: none: no clause has a literal that is in every record which passes it\n\n";
  std::string out = fmt::format("prefilter: a document is read when it holds one of\n");
  for (const prefilter::Literal& literal : *requirement.literals) {
    out += fmt::format(
        "  {}{}{}\n", literal.text, literal.any_case ? ", in any letter case" : "",
        literal.boundary == prefilter::Boundary::kNone ? "" : ", with no letter or digit beside it");
  }
  if (requirement.literals->empty()) out += "  nothing: no source can fill the clause's field\n";
  return out + "because no record passes without\n" + indented(requirement.clause) + "\n";
}

}  // namespace

Result<std::string, Errors> to_rule_text(const Rule& rule, bool prefilter) {
  const auto set = rules::compile_rules({rule}, {});
  if (!set) return fail(set.error());
  std::string text = compiled_rule_text(set->rules.front(), set->fields);
  if (!prefilter) return text;
  return text + prefilter_text(hunt::requirements_of(*set, sources::tables::builtin_tables(), false).front());
}

std::string to_check_text(const Rule& rule, const Result<RuleCheck>& checked) {
  const std::string name = place_of(rule) + ": " + for_terminal(rule.name) + "\n";
  if (!checked) return "FAILED  " + name + indented(to_text(checked.error()));
  std::string out = "OK      " + name;
  for (const Error& warning : checked->warnings) out += indented(to_text(warning));
  if (!checked->missing_fields.empty())
    out += "  no source provides: " + for_terminal(checked->missing_fields) + "\n";
  return out;
}

}  // namespace firstseen::output
