#include "output/rule_json.h"

#include "firstseen/version.h"
#include "json/writer.h"
#include "output/rule_text.h"
#include "text/utf8.h"

namespace firstseen::output {
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
