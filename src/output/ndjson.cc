#include "json/writer.h"
#include "output/finding_writers.h"

namespace firstseen::output {
namespace {

std::string_view proof(HistoryProof history) {
  return history == HistoryProof::kFull ? "full" : "partial";
}

void write_rule(json::Writer& writer, const Finding& finding) {
  writer.key("rule").begin_object();
  writer.key("id").string(finding.rule_id);
  writer.key("name").string(finding.rule_name);
  writer.key("severity").string(finding.severity);
  writer.key("risk_score").integer(finding.risk_score);
  writer.end_object();
}

void write_strings(json::Writer& writer, const std::vector<std::string>& strings) {
  writer.begin_array();
  for (const std::string& string : strings) writer.string(string);
  writer.end_array();
}

void write_hosts(json::Writer& writer, const Finding& finding) {
  writer.key("hosts").begin_object();
  writer.key("count").unsigned_integer(finding.host_count);
  write_strings(writer.key("names"), finding.hosts);
  if (finding.host_count > finding.hosts.size()) writer.key("truncated").boolean(true);
  writer.end_object();
}

void write_origin(json::Writer& writer, const Finding& finding) {
  writer.key("origin").begin_object();
  writer.key("source").string(finding.source);
  writer.key("file").string(finding.file);
  writer.key("line").unsigned_integer(finding.line);
  writer.key("offset").unsigned_integer(finding.offset);
  writer.key("record").unsigned_integer(finding.record);
  writer.end_object();
}

void write_finding(json::Writer& writer, const Finding& finding) {
  writer.begin_object();
  writer.key("schema").string("firstseen.finding/1");
  write_rule(writer, finding);
  writer.key("terms").begin_object();
  for (const auto& [field, value] : finding.terms) writer.key(field).raw(value);
  writer.end_object();
  writer.key("first_seen").string(finding.first_seen.to_string());
  writer.key("last_seen").string(finding.last_seen.to_string());
  writer.key("events").unsigned_integer(finding.events);
  writer.key("history");
  finding.history == HistoryProof::kNone ? writer.null() : writer.string(proof(finding.history));
  writer.key("previously_seen");
  finding.previously_seen ? writer.string(finding.previously_seen->to_string()) : writer.null();
  write_hosts(writer, finding);
  write_strings(writer.key("derived"), finding.derived);
  writer.key("event").raw(*finding.event);
  write_origin(writer, finding);
  writer.end_object();
}

}  // namespace

const std::string_view kNdjsonMarker = R"({"schema":"firstseen.finding/)";

void append_ndjson(std::string& out, const Finding& finding) {
  json::Writer writer(out);
  write_finding(writer, finding);
  out += '\n';
}

}  // namespace firstseen::output
