// Microsoft Defender advanced hunting, as Elastic's m365_defender integration maps it
// (elastic/integrations packages/m365_defender, pipeline_device). The streaming envelope and bare
// rows differ only in a prefix.
#include <array>

#include "sources/tables/rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

ValueMap event_types() {
  return {{{"connectionsuccess", {"start"}},
           {"connectionrequest", {"start"}},
           {"listeningconnectioncreated", {"start"}},
           {"inboundconnectionaccepted", {"start"}},
           {"connectionfailed", {"denied"}},
           {"connectionfound", {"info"}},
           {"networksignatureinspected", {"info"}},
           {"dnsconnectioninspected", {"protocol"}}},
          ValueMap::Otherwise::kFallback,
          {"info"}};
}

// Authentication packages in Protocol are not transports.
ValueMap transports() {
  ValueMap map = *transport_map();
  for (const char* const name : {"ntlm", "negotiate", "microsoft_authentication_package_v1_0"}) {
    map.rows.push_back({name, {}});
  }
  return map;
}

ValueMap application_protocols() {
  ValueMap map;
  map.rows.push_back({"ntlm", {"ntlm"}});
  return map;
}

// ActionType names the inspected protocol.
std::vector<Mapping> inspected_protocols(const std::string& p) {
  std::vector<Mapping> all;
  for (const char* const name : {"dns", "http", "ssl", "ssh", "smtp", "ftp", "icmp", "ntlm"}) {
    all.push_back(when({starts_with(p + "ActionType", name)}, constant("network.protocol", {name})));
  }
  return all;
}

// There is no OS column. An account SID implies Windows, except in rows with all six POSIX fields:
// macOS and Linux rows may have the SID S-1-5-18. So do the names of its kernel and of its programs.
std::vector<Mapping> os_rows(const std::string& p) {
  std::vector<Condition> posix;
  for (const char* const name :
       {"EffectiveGroup", "EffectiveUser", "FilePermissions", "ProcessGroupId", "RealUser", "SessionId"}) {
    posix.push_back(key(p + "AdditionalFields.InitiatingProcessPosix" + name));
  }
  return rows({
      absent_when(posix, "host.os.type"),
      when({value(p + "InitiatingProcessAccountSid")}, constant("host.os.type", {"windows"})),
      derived(
          when({equals(p + "InitiatingProcessFileName", "System")}, constant("host.os.type", {"windows"}))),
      derived(
          when({contains(p + "InitiatingProcessFileName", ".exe")}, constant("host.os.type", {"windows"}))),
  });
}

// Converts local and remote to source and destination by the direction.
std::vector<Mapping> endpoint_rows(const std::string& p) {
  const Condition inbound = equals(p + "AdditionalFields.direction", "In");
  const auto either = [&](const std::string& field, std::string in, std::string out) {
    return rows({when({inbound}, row(field, p + std::move(in))),
                 when({no(inbound)}, row(field, p + std::move(out)))});
  };
  return joined(either("source.ip", "RemoteIP", "LocalIP"), either("source.port", "RemotePort", "LocalPort"),
                either("destination.ip", "LocalIP", "RemoteIP"),
                either("destination.port", "LocalPort", "RemotePort"),
                when({no(inbound)}, row("destination.domain", p + "RemoteUrl")));
}

std::vector<Mapping> process_rows(const std::string& p) {
  // The kernel's packet events have process id 0, which means unknown, not the idle process.
  const SharedMap known_pid = ValueMap{{{"0", {}}}, ValueMap::Otherwise::kVerbatim, {}};
  return rows({
      mapped("process.pid", p + "InitiatingProcessId", known_pid),
      row("process.name", p + "InitiatingProcessFileName"),
      row("process.executable", p + "InitiatingProcessFolderPath"),
      row("process.command_line", p + "InitiatingProcessCommandLine"),
      mapped("process.parent.pid", p + "InitiatingProcessParentId", known_pid),
      row("process.parent.name", p + "InitiatingProcessParentFileName"),
      row("process.hash.md5", p + "InitiatingProcessMD5"),
      row("process.hash.sha1", p + "InitiatingProcessSHA1"),
      row("process.hash.sha256", p + "InitiatingProcessSHA256"),
      row("user.name", p + "InitiatingProcessAccountName"),
      row("user.domain", p + "InitiatingProcessAccountDomain"),
      row("user.id", p + "InitiatingProcessAccountSid"),
  });
}

std::vector<Mapping> device_rows(const std::string& p) {
  return joined(
      rows({
          row("@timestamp", p + "Timestamp", "iso-time"),
          row("@timestamp", p + "TimeGenerated", "iso-time"),
          row("event.action", p + "ActionType", "dashed"),
          constant("event.module", {"m365_defender"}),
          constant("event.kind", {"event"}),
          row("host.name", p + "DeviceName", "lowercase"),
          row("host.id", p + "DeviceId"),
      }),
      os_rows(p), process_rows(p), mapped("network.transport", p + "Protocol", transports()),
      mapped("network.protocol", p + "Protocol", application_protocols()), inspected_protocols(p),
      mapped("network.direction", p + "AdditionalFields.direction",
             ValueMap{
                 {{"In", {"inbound"}}, {"Out", {"outbound"}}}, ValueMap::Otherwise::kFallback, {"unknown"}}),
      endpoint_rows(p));
}

// Alternative ways to identify the table of a row. All conditions of an alternative must hold.
using Tells = std::vector<std::vector<Condition>>;

// Sets the category of a row by its table.
template <typename TellsOf>
std::vector<Mapping> category_rows(const std::string& p, TellsOf tells_of) {
  std::vector<Mapping> all;
  for (const auto& [table, category] :
       {std::pair{"DeviceNetworkEvents", "network"}, std::pair{"DeviceNetworkInfo", "network"},
        std::pair{"DeviceProcessEvents", "process"}, std::pair{"DeviceFileEvents", "file"},
        std::pair{"DeviceImageLoadEvents", "library"}, std::pair{"DeviceRegistryEvents", "registry"},
        std::pair{"DeviceLogonEvents", "authentication"}}) {
    for (const auto& tell : Tells(tells_of(table)))
      all.push_back(when(tell, constant("event.category", {category})));
  }
  for (const auto& tell : Tells(tells_of("DeviceNetworkEvents"))) {
    all.push_back(when(tell, mapped("event.type", p + "ActionType", event_types())));
  }
  return all;
}

SourceTable envelope() {
  const std::string p = "properties.";
  SourceTable table{"m365-defender",
                    "defender-envelope",
                    {},
                    {},
                    {{p + "AdditionalFields", json::Holds::kDocument}},
                    false};
  table.marks.all = {starts_with("category", "AdvancedHunting-"), object("properties")};
  table.event = {{key(p + "ActionType")}, {key(p + "DeviceId")}, {key(p + "DeviceName")}};
  table.network = {contains("category", "DeviceNetworkEvents")};
  table.addresses = {value(p + "RemoteIP"), value(p + "LocalIP")};
  table.mappings =
      joined(device_rows(p), row("@timestamp", "time", "iso-time"),
             category_rows(p, [](const char* name) { return Tells{{contains("category", name)}}; }));
  return table;
}

// Where a row may have the name of its table: added by Log Analytics, or by a union.
constexpr std::array kTableKeys{"Type", "Table", "$table", "TableName", "SourceTable"};

// What tells a bare row's table. If it has the name, that; otherwise the two IP type columns, which no other
// table has, or an action that only network events have. Remote addresses alone do not: logon and other events have
// them too.
Tells tells_of_bare(std::string_view table) {
  const std::string name(table);
  Tells tells{{contains("category", name)}};
  std::vector<Condition> unnamed;
  for (const char* const key : kTableKeys) {
    tells.push_back({equals(key, name)});
    unnamed.push_back(no(value(key)));
  }
  if (table != "DeviceNetworkEvents") return tells;
  unnamed.push_back(key("RemoteIPType"));
  unnamed.push_back(key("LocalIPType"));
  tells.push_back(std::move(unnamed));
  for (const char* const action :
       {"Connection", "InboundConnection", "ListeningConnection", "InboundInternetScan", "NetworkSignature"})
    tells.push_back({starts_with("ActionType", action)});
  tells.push_back({contains("ActionType", "Inspected")});
  return tells;
}

// The names that three columns have in the portal's device timeline ("Event Time"), and had in advanced hunting until 2020.
std::vector<Mapping> timeline_rows() {
  return rows({row("@timestamp", "EventTime", "iso-time"), row("host.name", "ComputerName", "lowercase"),
               row("host.id", "MachineId")});
}

SourceTable bare() {
  SourceTable table{
      "m365-defender", "defender-bare", {}, {}, {{"AdditionalFields", json::Holds::kDocument}}, false};
  table.respelled = true;
  // Any column may have been projected away.
  std::vector<Condition> names{key("ActionType")};
  for (const char* const key : kTableKeys) names.push_back(starts_with(key, "Device"));
  table.marks.any = {std::move(names),
                     {value("Timestamp"), value("TimeGenerated"), value("EventTime"), value(kTimeAround)},
                     {key("DeviceId"), key("DeviceName"), key("RemoteIP"), key("InitiatingProcessId"),
                      key("InitiatingProcessFileName")}};
  for (const auto& tell : tells_of_bare("DeviceNetworkEvents")) {
    if (tell.size() == 1) table.network.push_back(tell.front());
  }
  table.addresses = {value("RemoteIP"), value("LocalIP")};
  table.mappings = joined(device_rows(""), timeline_rows(), category_rows("", tells_of_bare));
  return table;
}

}  // namespace

std::vector<SourceTable> defender_tables() {
  return tables_of(envelope(), bare());
}

}  // namespace firstseen::sources::tables
