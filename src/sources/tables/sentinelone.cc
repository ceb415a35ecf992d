// SentinelOne Cloud Funnel 2 (elastic/integrations packages/sentinel_one_cloud_funnel): flat dotted
// keys.
#include "sources/tables/rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

ValueMap categories() {
  return {{{"ip", {"network"}},
           {"dns", {"network"}},
           {"url", {"network"}},
           {"process", {"process"}},
           {"cross_process", {"process"}},
           {"file", {"file"}},
           {"registry", {"registry"}},
           {"driver", {"driver"}},
           {"module", {"library"}},
           {"logins", {"authentication"}},
           {"group", {"iam"}},
           {"scheduled_task", {"configuration"}},
           {"command_script", {"process"}},
           {"indicators", {"intrusion_detection"}},
           {"threat_intelligence_indicators", {"threat"}}},
          ValueMap::Otherwise::kAbsent,
          {}};
}

ValueMap directions(std::string outgoing, std::string incoming) {
  return {{{"OUTGOING", {std::move(outgoing)}}, {"INCOMING", {std::move(incoming)}}},
          ValueMap::Otherwise::kAbsent,
          {}};
}

// Elastic's pipeline never sets the transport, so that its rule cannot match. The event name has
// it.
ValueMap transports() {
  return {{{"TCPV4", {"tcp"}}, {"TCPV6", {"tcp"}}, {"UDPV4", {"udp"}}, {"UDPV6", {"udp"}}},
          ValueMap::Otherwise::kAbsent,
          {}};
}

// `osx` gives no type, as in Elastic's pipeline.
ValueMap os_types() {
  ValueMap map;
  for (const char* const name : {"windows", "linux", "macos", "ios", "android"})
    map.rows.push_back({name, {name}});
  return map;
}

std::vector<Mapping> event_rows() {
  const Condition is_ip = equals("event.category", "ip");
  const ValueMap connected{{{"IP Connect", {"start", "connection"}}, {"IPConnect", {"start", "connection"}}},
                           ValueMap::Otherwise::kFallback,
                           {"info"}};
  const ValueMap started{
      {{"IP Connect", {"start"}}, {"IPConnect", {"start"}}}, ValueMap::Otherwise::kFallback, {"info"}};
  const ValueMap types{{{"Process Creation", {"start"}},
                        {"File Creation", {"creation"}},
                        {"File Deletion", {"deletion"}},
                        {"File Rename", {"change"}},
                        {"File Modification", {"change"}},
                        {"Login", {"start"}},
                        {"Logout", {"end"}}},
                       ValueMap::Otherwise::kFallback,
                       {"info"}};
  return rows({
      row("@timestamp", "event.time", "epoch"),
      row("@timestamp", "timestamp", "epoch"),
      mapped("event.category", "event.category", categories()),
      when({is_ip, value("dst.ip.address"), value("dst.port.number")},
           mapped("event.type", "event.type", connected)),
      when({is_ip}, mapped("event.type", "event.type", started)),
      when({no(is_ip)}, mapped("event.type", "event.type", types)),
      mapped("event.action", "event.network.direction",
             directions("connection_attempted", "connection_accepted")),
      row("event.id", "event.id"),
      constant("event.module", {"sentinel_one_cloud_funnel"}),
      constant("event.kind", {"event"}),
      mapped("event.outcome", "event.network.connectionStatus",
             ValueMap{{{"BLOCKED", {"unknown"}}}, ValueMap::Otherwise::kLowercase, {}}),
  });
}

std::vector<Mapping> network_rows() {
  return rows({
      derived(mapped("network.transport", "meta.event.name", transports())),
      mapped("network.direction", "event.network.direction", directions("egress", "ingress")),
      row("network.protocol", "event.network.protocolName", "lowercase"),
      row("source.ip", "src.ip.address"),
      row("source.port", "src.port.number"),
      row("destination.ip", "dst.ip.address"),
      row("destination.port", "dst.port.number"),
      row("dns.question.name", "event.dns.request"),
  });
}

// Some rows attribute the connection only to the operating system's source process (`osSrc`).
std::vector<Mapping> process_rows(const std::string& p, bool fallback) {
  const auto process = [&](std::string field, const char* name, ConverterRef converter = "verbatim") {
    Mapping mapping = row(std::move(field), p + name, converter);
    return fallback ? derived(when({no(value("src.process.pid"))}, std::move(mapping))) : mapping;
  };
  return rows({
      process("process.pid", "pid"),
      process("process.name", "name"),
      process("process.executable", "image.path"),
      process("process.entity_id", "uid"),
      process("process.command_line", "cmdline"),
      process("process.parent.pid", "parent.pid"),
      process("process.parent.name", "parent.name"),
      process("process.parent.executable", "parent.image.path"),
      process("process.parent.command_line", "parent.cmdline"),
      process("user.domain", "user", "domain"),
      process("user.name", "user", "account"),
  });
}

SourceTable cloud_funnel() {
  SourceTable table{"sentinelone", "sentinelone-cloud-funnel", {}, {}, {}, false};
  table.respelled = true;
  table.marks.all = {value("event.category"), value("event.type")};
  table.network = {equals("event.category", "ip")};
  table.addresses = {value("dst.ip.address"), value("src.ip.address")};
  // Some macOS rows lack i.scheme and dataSource.name, so no single key is always present.
  table.marks.any = {{key("src.process.pid"), key("src.process.uid"), key("src.process.name"),
                      key("src.process.user"), key("src.process.storyline.id"), key("src.process.image.path"),
                      key("dst.ip.address"), key("i.scheme"), key("dataSource.name"), key("agent.uuid")}};
  table.mappings = joined(
      event_rows(), network_rows(), process_rows("src.process.", false), process_rows("osSrc.process.", true),
      rows({
          mapped("host.os.type", "endpoint.os", os_types()),
          row("host.os.platform", "endpoint.os", "lowercase"),
          row("host.os.name", "os.name"),
          derived(when({starts_with("os.name", "Windows")}, constant("host.os.type", {"windows"}))),
          derived(row("host.name", "endpoint.name")),
          row("host.hostname", "endpoint.name"),
          row("host.id", "agent.uuid"),
      }));
  return table;
}

// Deep Visibility and the XDR query API: camel case keys, process ids as strings.
SourceTable deep_visibility() {
  SourceTable table{"sentinelone", "sentinelone-deep-visibility", {}, {}};
  table.respelled = true;
  table.marks.all = {value("objectType"), value("eventType")};
  table.marks.any = {{value("agentUuid"), value("agentId")}};
  table.network = {equals("objectType", "ip")};
  table.addresses = {value("dstIp"), value("srcIp")};
  const ValueMap types{{{"IP Connect", {"start", "connection"}},
                        {"IPConnect", {"start", "connection"}},
                        {"Process Creation", {"start"}}},
                       ValueMap::Otherwise::kFallback,
                       {"info"}};
  table.mappings = rows({
      row("@timestamp", "eventTime", "epoch"),
      row("@timestamp", "createdAt", "epoch"),
      mapped("event.category", "objectType", categories()),
      mapped("event.type", "eventType", types),
      mapped("event.action", "netEventDirection", directions("connection_attempted", "connection_accepted")),
      constant("event.module", {"sentinel_one_cloud_funnel"}),
      constant("event.kind", {"event"}),
      derived(mapped("network.transport", "metaEventName", transports())),
      mapped("network.direction", "netEventDirection", directions("egress", "ingress")),
      mapped("network.direction", "direction", directions("egress", "ingress")),
      row("network.protocol", "netProtocolName", "lowercase"),
      row("source.ip", "srcIp"),
      row("source.port", "srcPort"),
      row("destination.ip", "dstIp"),
      row("destination.port", "dstPort"),
      row("process.pid", "srcProcPid"),
      row("process.pid", "pid"),
      row("process.name", "srcProcName"),
      row("process.name", "processName"),
      row("process.executable", "srcProcImagePath"),
      row("process.executable", "processImagePath"),
      row("process.command_line", "srcProcCmdLine"),
      row("user.domain", "srcProcUser", "domain"),
      row("user.name", "srcProcUser", "account"),
      row("user.domain", "user", "domain"),
      row("user.name", "user", "account"),
      mapped("host.os.type", "endpointOs", os_types()),
      mapped("host.os.type", "agentOs", os_types()),
      derived(row("host.name", "endpointName")),
      derived(row("host.name", "agentName")),
      row("host.id", "agentUuid"),
  });
  return table;
}

}  // namespace

std::vector<SourceTable> sentinelone_tables() {
  return tables_of(cloud_funnel(), deep_visibility());
}

}  // namespace firstseen::sources::tables
