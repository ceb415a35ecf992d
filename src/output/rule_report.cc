#include "output/rule_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "event/field.h"
#include "firstseen/version.h"
#include "hunt/plan.h"
#include "json/writer.h"
#include "output/escape.h"
#include "predicate/predicate.h"
#include "prefilter/requirement.h"
#include "rules/rule_document.h"
#include "rules/rule_set.h"
#include "sources/tables/tables.h"
#include "text/columns.h"
#include "text/lines.h"
#include "text/phrases.h"
#include "text/utf8.h"

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
    return "prefilter: none: its records need not hold any text, so every document is read\n\n";
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

namespace {

std::string verdict_of(const Result<RuleCheck>& checked) {
  if (!checked) return "FAILED";
  return checked->warnings.empty() ? "OK" : "WARNING";
}

// Whether every document must be read to run the rule.
bool needs_every_document(const Rule& rule) {
  const auto set = rules::compile_rules({rule}, {});
  return set && !hunt::requirements_of(*set, sources::tables::builtin_tables(), false).front().literals;
}

// The rules that ask for a field.
struct FieldUse {
  std::size_t rules = 0;
  std::string place;  // in the query of the first of them, if it is there
};

using FieldUses = std::map<std::string, FieldUse>;

void add_fields(const RuleCheck& check, FieldUses& fields) {
  for (const std::string& field : check.foreign_fields) {
    FieldUse& use = fields[field];
    if (use.rules++ > 0) continue;
    const auto error =
        std::find_if(check.unknown_fields.begin(), check.unknown_fields.end(),
                     [&](const Error& one) { return one.message.starts_with("`" + field + "`"); });
    if (error == check.unknown_fields.end() || error->spot.file.empty()) continue;
    use.place =
        fmt::format(", {}:{}:{}", path_for_terminal(error->spot.file), error->spot.line, error->spot.column);
  }
}

std::string fields_text(const FieldUses& fields) {
  if (fields.empty()) return {};
  std::string out =
      "\nonly ECS documents can have these fields, which neither ECS nor a source of firstseen defines:\n";
  for (const auto& [field, use] : fields) {
    const auto similar = event::similar_field(field);
    out += fmt::format("  {} ({}{}){}\n", for_terminal(field), text::counted(use.rules, "rule"), use.place,
                       similar ? "; did you mean " + *similar + "?" : "");
  }
  return out;
}

}  // namespace

std::string to_check_text(const LoadedRules& loaded, const std::vector<Result<RuleCheck>>& checks) {
  std::string out;
  FieldUses fields;
  std::map<std::string, std::size_t> verdicts;
  std::vector<std::string> slow;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const Rule& rule = loaded.rules[i];
    const std::string verdict = verdict_of(checks[i]);
    ++verdicts[verdict];
    out += fmt::format("{:<8}{}: {}\n", verdict, place_of(rule), for_terminal(rule.name));
    if (!checks[i]) out += indented(to_text(checks[i].error()));
    if (!checks[i]) continue;
    for (const Error& warning : checks[i]->warnings) out += indented(to_text(warning));
    add_fields(*checks[i], fields);
    if (needs_every_document(rule)) slow.push_back(rule.name);
  }
  for (const Error& other : loaded.unsupported) out += "OTHER   " + for_terminal(to_text(other)) + "\n";
  out += fields_text(fields);
  if (!slow.empty()) {
    out += fmt::format(
        "\nwith one of these rules a hunt reads every document, which takes several times as long:\n");
    for (const std::string& name : slow) out += "  " + for_terminal(name) + "\n";
  }
  out += fmt::format("\n{} OK, {} with warnings, {} failed", verdicts["OK"], verdicts["WARNING"],
                     verdicts["FAILED"] + loaded.bad.size());
  if (!loaded.unsupported.empty()) out += fmt::format(", {} of other types", loaded.unsupported.size());
  if (loaded.deprecated > 0) out += fmt::format(", {} deprecated", loaded.deprecated);
  if (loaded.not_rules > 0)
    out += fmt::format("; {} without a rule", text::counted(loaded.not_rules, "file"));
  return out + "\n";
}

namespace {

void write_threshold(json::Writer& writer, const Rule& rule) {
  writer.key("threshold");
  if (rule.type != RuleType::kThreshold) {
    writer.null();
    return;
  }
  writer.begin_object().key("value").unsigned_integer(rule.threshold.value);
  writer.key("cardinality").begin_array();
  for (const Threshold::Cardinality& cardinality : rule.threshold.cardinality) {
    writer.begin_object().key("field").string(cardinality.field);
    writer.key("value").unsigned_integer(cardinality.value).end_object();
  }
  writer.end_array().end_object();
}

void write_threats(json::Writer& writer, const std::vector<Threat>& threats) {
  writer.key("threat").begin_array();
  for (const Threat& threat : threats) {
    writer.begin_object().key("tactic").string(threat.tactic.id);
    writer.key("techniques").strings(threat.techniques, &Threat::Reference::id).end_object();
  }
  writer.end_array();
}

void write_place(json::Writer& writer, const Rule& rule) {
  writer.key("file");
  rule.file.empty() ? writer.null() : writer.string(text::shown_path(rule.file));
  writer.key("line");
  rule.line == 0 ? writer.null() : writer.unsigned_integer(rule.line);
}

void write_rule(json::Writer& writer, const Rule& rule) {
  writer.begin_object();
  writer.key("id").string(rule.id).key("name").string(rule.name);
  writer.key("description").string(rule.description);
  writer.key("severity").string(rule.severity).key("risk_score").integer(rule.risk_score);
  writer.key("type").string(to_string(rule.type));
  writer.key("query").string(rule.query);
  writer.key("filters").unsigned_integer(rule.filters.size());
  writer.key("exceptions").unsigned_integer(rule.exceptions.size());
  writer.key("terms").strings(rule.terms);
  writer.key("window");
  const Seconds window = rule.window == 0 ? kDefaultWindow : rule.window;
  rule.type == RuleType::kNewTerms ? writer.string(duration_to_string(window)) : writer.null();
  write_threshold(writer, rule);
  write_threats(writer, rule.threats);
  write_place(writer, rule);
  writer.end_object();
}

void write_messages(json::Writer& writer, const Errors& messages) {
  writer.key("messages").strings(messages, [](const Error& error) { return to_text(error); });
}

void write_check(json::Writer& writer, const Rule& rule, const Result<RuleCheck>& check) {
  writer.begin_object();
  writer.key("id").string(rule.id).key("name").string(rule.name);
  write_place(writer, rule);
  writer.key("verdict").string(!check ? "failed" : check->warnings.empty() ? "ok" : "warning");
  write_messages(writer, check ? check->warnings : Errors{check.error()});
  writer.key("foreign_fields").strings(check ? check->foreign_fields : std::vector<std::string>());
  writer.end_object();
}

}  // namespace

std::string to_checks_json(const LoadedRules& loaded, const std::vector<Result<RuleCheck>>& checks) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("schema").string("firstseen.rules-check/1");
  writer.key("version").string(version());
  writer.key("rules").begin_array();
  for (std::size_t i = 0; i < checks.size(); ++i) write_check(writer, loaded.rules[i], checks[i]);
  writer.end_array();
  const auto text_of = [](const Error& error) { return to_text(error); };
  writer.key("other_types").strings(loaded.unsupported, text_of);
  writer.key("unreadable").strings(loaded.bad, text_of);
  writer.key("deprecated").unsigned_integer(loaded.deprecated);
  writer.key("files_without_rule").unsigned_integer(loaded.not_rules);
  writer.end_object();
  return out + "\n";
}

std::string to_rules_json(const std::vector<Rule>& rules) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("schema").string("firstseen.rules/1");
  writer.key("version").string(version());
  writer.key("rules").begin_array();
  for (const Rule& rule : rules) write_rule(writer, rule);
  writer.end_array().end_object();
  return out + "\n";
}

}  // namespace firstseen::output
