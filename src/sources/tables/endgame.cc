// Elastic Endgame raw sensor records (the EQL project's schema: endgameinc/eql, endgameinc/eqllib).
#include "sources/tables/rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

ValueMap categories(const char* suffix) {
  const std::string s = suffix;
  return {{{"network" + s, {"network"}},
           {"dns" + s, {"network"}},
           {"process" + s, {"process"}},
           {"file" + s, {"file"}},
           {"registry" + s, {"registry"}},
           {"image_load" + s, {"library"}},
           {"security" + s, {"authentication"}}},
          ValueMap::Otherwise::kAbsent,
          {}};
}

std::vector<Mapping> event_rows() {
  return rows({
      row("@timestamp", "timestamp", "filetime"),
      row("@timestamp", "timestamp_utc", "utc-time"),
      mapped("event.category", "event_type_full", categories("_event")),
      mapped("event.category", "event_type", categories("")),
      row("event.action", "event_subtype_full"),
      constant("event.module", {"endgame"}),
      constant("event.kind", {"event"}),
  });
}

std::vector<Mapping> network_rows() {
  const ValueMap opcodes{{{"12", {"egress"}},
                          {"55", {"egress"}},
                          {"15", {"ingress"}},
                          {"57", {"ingress"}},
                          {"13", {"disconnect"}},
                          {"56", {"disconnect"}}},
                         ValueMap::Otherwise::kAbsent,
                         {}};
  const ValueMap subtypes{
      {{"outgoing", {"egress"}}, {"incoming", {"ingress"}}, {"disconnect", {"disconnect"}}},
      ValueMap::Otherwise::kAbsent,
      {}};
  const Condition is_network = equals("event_type_full", "network_event");
  const Condition is_network_type = equals("event_type", "network");
  return rows({
      when({is_network}, mapped("network.direction", "opcode", opcodes)),
      when({is_network_type}, mapped("network.direction", "opcode", opcodes)),
      mapped("network.direction", "subtype", subtypes),
      mapped("network.transport", "protocol", transport_map()),
      row("source.ip", "source_address"),
      row("source.port", "source_port"),
      row("destination.ip", "destination_address"),
      row("destination.port", "destination_port"),
      row("dns.question.name", "query_name"),
  });
}

// There is no host or OS field. A Windows path, the kernel's name and a SID occur only on Windows.
std::vector<Mapping> os_rows() {
  const auto windows = [](Condition tell) {
    return derived(when({std::move(tell)}, constant("host.os.type", {"windows"})));
  };
  return rows({
      windows(contains("process_path", "\\")),
      windows(equals("process_name", "System")),
      windows(starts_with("user_sid", "S-1-")),
  });
}

SourceTable raw_sensor() {
  SourceTable table{"endgame", "endgame-raw", {}, {}, {}, false};
  table.respelled = true;
  table.marks.any = {{value("event_type_full"), value("event_type")},
                     {value("event_type_full"), key("unique_pid")}};
  table.network = {equals("event_type_full", "network_event"), equals("event_type", "network")};
  table.addresses = {value("destination_address"), value("source_address")};
  table.mappings = joined(event_rows(), network_rows(), os_rows(),
                          rows({
                              row("process.pid", "pid"),
                              row("process.name", "process_name"),
                              row("process.executable", "process_path"),
                              row("process.entity_id", "unique_pid"),
                              row("process.command_line", "command_line"),
                              row("process.parent.pid", "ppid"),
                              row("process.parent.name", "parent_process_name"),
                              row("process.parent.executable", "parent_process_path"),
                              row("user.name", "user_name"),
                              row("user.domain", "user_domain"),
                              row("user.id", "user_sid"),
                              row("file.path", "file_path"),
                              row("file.name", "file_name"),
                          }));
  return table;
}

}  // namespace

std::vector<SourceTable> endgame_tables() {
  return tables_of(raw_sensor());
}

}  // namespace firstseen::sources::tables
