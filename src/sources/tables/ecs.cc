// ECS documents, as written by Elastic's agents and pipelines. Every field is read at its own path.
// The rows below only fill gaps of known versions, and the marks tell the sources apart.
#include <set>
#include <string>

#include "sources/tables/powershell_rows.h"
#include "sources/tables/rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

// Documents before ECS 1.8 have the operating system only in other fields.
std::vector<Mapping> os_rows() {
  const auto windows = [](Condition tell) {
    return derived(when({std::move(tell)}, constant("host.os.type", {"windows"})));
  };
  return rows({
      row("host.os.type", "host.os.type", "ecs"),
      windows(equals("host.os.platform", "windows")),
      windows(equals("host.os.family", "windows")),
      windows(starts_with("host.os.name", "Windows")),
  });
}

// Keys of which an ECS document has at least one. The `_index` of a search hit is not one of them:
// the document is inside the hit.
std::vector<Condition> ecs_keys() {
  std::vector<Condition> marks{value("@timestamp"), value("destination.ip"), value("ecs.version")};
  for (const char* const name :
       {"category", "type", "action", "code", "kind", "module", "dataset", "id", "created", "ingested"}) {
    marks.push_back(value(std::string("event.") + name));
  }
  return marks;
}

// What an event in ECS has: addresses or, unless it is a network event, a category or an event id.
std::vector<std::vector<Condition>> event_fields() {
  const Condition no_network = no(equals("event.category", "network"));
  return {{value("destination.ip")},
          {value("source.ip")},
          {value("destination.address")},
          {value("source.address")},
          {value("event.category"), no_network},
          {value("winlog.event_id"), no_network}};
}

SourceTable ecs(std::string source, std::vector<Condition> any_of, std::vector<Mapping> gaps = {}) {
  SourceTable table{std::move(source), {}, {}, joined(os_rows(), std::move(gaps)), {}, true};
  table.shape = table.source + "-ecs";
  table.marks.any = {ecs_keys(), std::move(any_of)};
  table.event = event_fields();
  table.second = {value("destination.ip"), value("source.ip"), value("destination.address"),
                  value("source.address")};
  return table;
}

std::vector<Condition> named(const std::string& module, const std::string& dataset) {
  return {equals("event.module", module), starts_with("data_stream.dataset", dataset),
          starts_with("event.dataset", dataset)};
}

SourceTable elastic_defend() {
  auto marks = named("endpoint", "endpoint.");
  marks.push_back(equals("agent.type", "endpoint"));
  marks.push_back(contains("_index", "logs-endpoint."));
  return ecs("elastic-defend", std::move(marks));
}

SourceTable endgame() {
  auto marks = named("endgame", "endgame");
  marks.push_back(object("endgame"));
  marks.push_back(value("endgame.pid"));
  marks.push_back(value("endgame.event_type_full"));
  marks.push_back(starts_with("_index", "endgame-"));
  // Kibana's documents have the time in `timestamp`, in epoch milliseconds.
  return ecs(
      "endgame", std::move(marks),
      rows({row("@timestamp", "@timestamp", "ecs"), derived(row("@timestamp", "timestamp", "epoch"))}));
}

SourceTable sentinelone() {
  const ValueMap transports{{{"TCPV4", {"tcp"}}, {"TCPV6", {"tcp"}}, {"UDPV4", {"udp"}}, {"UDPV6", {"udp"}}},
                            ValueMap::Otherwise::kAbsent,
                            {}};
  return ecs(
      "sentinelone", named("sentinel_one_cloud_funnel", "sentinel_one_cloud_funnel"),
      rows({
          row("network.transport", "network.transport", "ecs"),
          derived(mapped("network.transport", "sentinel_one_cloud_funnel.event.meta_event_name", transports)),
          row("host.name", "host.name", "ecs"),
          derived(row("host.name", "host.hostname", "ecs")),
      }));
}

SourceTable m365_defender() {
  return ecs("m365-defender", named("m365_defender", "m365_defender"));
}

// PowerShell's events before Elastic's pipeline, as Winlogbeat and Elastic Agent write them. The
// document's own fields come first.
std::vector<Mapping> raw_powershell_rows() {
  std::vector<Mapping> all;
  std::set<std::string> done;
  for (Mapping& mapping : powershell_rows(
           {"winlog.event_data.", "winlog.event_id", "winlog.channel", "winlog.user.identifier"})) {
    if (done.insert(mapping.field).second) append(all, row(mapping.field, mapping.field, "ecs"));
    append(all, std::move(mapping));
  }
  append(all, derived(when({value("winlog.channel")}, constant("host.os.type", {"windows"}))));
  return all;
}

// Any other document with the keys of ECS.
SourceTable any_ecs() {
  SourceTable table = ecs("ecs", ecs_keys(), raw_powershell_rows());
  table.shape = "ecs";
  table.by_module = true;
  // A relay's document has the address of its sender, or a category, and another source's record in a string.
  table.event.clear();
  for (const char* const from : {"source.ip", "source.address"}) {
    for (const char* const to : {"destination.ip", "destination.address"})
      table.event.push_back({value(from), value(to)});
  }
  return table;
}

}  // namespace

std::vector<SourceTable> ecs_tables() {
  return tables_of(elastic_defend(), endgame(), sentinelone(), m365_defender(), any_ecs());
}

}  // namespace firstseen::sources::tables
