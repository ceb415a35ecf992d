// Windows events of providers other than Sysmon, in those exporters' shapes that contain any event
// log. The common fields, the event data and PowerShell's events are mapped, so that an export of
// several logs is read completely; none of these events is a network event.
#include "sources/tables/powershell_rows.h"
#include "sources/tables/rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

struct WindowsLayout {
  std::string shape;
  std::vector<Condition> marks;
  std::string data;  // path prefix of the event data's fields
  std::string event_id;
  std::string host;
  std::string channel;
  std::string provider;
  std::string user_id;
  std::vector<std::string> clocks;  // the first that has a value is the time
  ConverterRef clock_converter = "iso-time";
  std::vector<Embedding> embedded = {};
  bool wazuh = false;  // keys of the event data begin with a lowercase letter, backslashes are doubled
  bool respelled = false;
};

SourceTable windows_table(const WindowsLayout& layout) {
  SourceTable table{"windows", layout.shape};
  table.marks.all = layout.marks;
  table.embedded = layout.embedded;
  table.mappings = rows({
      row("event.code", layout.event_id, "number"),
      row("event.code", layout.event_id + ".#text", "number"),  // beside qualifiers
      constant("event.kind", {"event"}),
      row("event.provider", layout.provider),
      row("host.name", layout.host),
      derived(constant("host.os.type", {"windows"})),
      row("winlog.event_id", layout.event_id, "number"),
      row("winlog.event_id", layout.event_id + ".#text", "number"),
      row("winlog.channel", layout.channel),
      row("winlog.provider_name", layout.provider),
      row("winlog.computer_name", layout.host),
      subtree("winlog.event_data.", layout.data),
  });
  table.mappings.back().lowercase_first = layout.wazuh;
  for (const std::string& path : layout.clocks)
    table.mappings.push_back(row("@timestamp", path, layout.clock_converter));
  table.doubled_backslashes = layout.wazuh;
  table.respelled = layout.respelled;
  // Sysmon's fields are elsewhere in the record then, or it is written in another form.
  table.event = {{no(contains(layout.channel, "Sysmon")), no(contains(layout.provider, "Sysmon")),
                  no(object(layout.channel)), no(object(layout.provider))}};
  append(table.mappings,
         powershell_rows({layout.data, layout.event_id, layout.channel, layout.user_id, layout.wazuh}));
  return table;
}

}  // namespace

std::vector<SourceTable> windows_tables() {
  return tables_of(
      windows_table({"windows-evtx-dump",
                     {object("Event.System"), value("Event.System.TimeCreated.#attributes.SystemTime")},
                     "Event.EventData.",
                     "Event.System.EventID",
                     "Event.System.Computer",
                     "Event.System.Channel",
                     "Event.System.Provider.#attributes.Name",
                     "Event.System.Security.#attributes.UserID",
                     {"Event.System.TimeCreated.#attributes.SystemTime"}}),
      windows_table({"windows-chainsaw",
                     {object("Event.System"), value("Event.System.TimeCreated_attributes.SystemTime")},
                     "Event.EventData.",
                     "Event.System.EventID",
                     "Event.System.Computer",
                     "Event.System.Channel",
                     "Event.System.Provider_attributes.Name",
                     "Event.System.Security_attributes.UserID",
                     {"Event.System.TimeCreated_attributes.SystemTime"}}),
      windows_table({"windows-velociraptor",
                     {object("System"), value("System.EventID.Value"), value("System.Channel")},
                     "EventData.",
                     "System.EventID.Value",
                     "System.Computer",
                     "System.Channel",
                     "System.Provider.Name",
                     "System.Security.UserID",
                     {"System.TimeCreated.SystemTime"},
                     "epoch"}),
      windows_table({"windows-evtxecmd",
                     {value("Payload"), value("EventId"), value("Channel")},
                     "Payload.EventData.Data.",
                     "EventId",
                     "Computer",
                     "Channel",
                     "Provider",
                     "UserId",
                     {"TimeCreated"},
                     "iso-time",
                     {{"Payload", json::Holds::kDocument}, {"Payload.EventData.Data", json::Holds::kPairs}}}),
      windows_table({"windows-wazuh",
                     {object("data.win.system")},
                     "data.win.eventdata.",
                     "data.win.system.eventID",
                     "data.win.system.computer",
                     "data.win.system.channel",
                     "data.win.system.providerName",
                     "data.win.system.userID",
                     {"data.win.system.systemTime"},
                     "iso-time",
                     {},
                     true}),
      windows_table({"windows-sentinel",
                     {equals("Type", "WindowsEvent"), value("EventID")},
                     "EventData.",
                     "EventID",
                     "Computer",
                     "Channel",
                     "Provider",
                     "UserId",
                     {"TimeGenerated"},
                     "iso-time",
                     {{"EventData", json::Holds::kDocument}},
                     false,
                     true}),
      windows_table({"windows-flat",
                     {value("EventID"), value("Channel"), value("Hostname")},
                     "",
                     "EventID",
                     "Hostname",
                     "Channel",
                     "SourceName",
                     "UserID",
                     {"TimeCreated", "@timestamp", "EventTime"}}),
      windows_table({"windows-azure",
                     {equals("category", "WindowsEventLogsTable"), value("properties.EventId")},
                     "properties.RawXml.EventData.",
                     "properties.EventId",
                     "properties.RawXml.System.Computer",
                     "properties.Channel",
                     "properties.ProviderName",
                     "properties.RawXml.System.Security.UserID",
                     {"properties.RawXml.System.TimeCreated.SystemTime"},
                     "iso-time",
                     {{"properties.RawXml", json::Holds::kDocument}}}));
}

}  // namespace firstseen::sources::tables
