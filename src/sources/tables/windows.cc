// Windows events of providers other than Sysmon, in those exporters' shapes that contain any event
// log. Only the common fields are mapped, so that an export of several logs is read completely;
// none of these events is a network event.
#include "sources/tables/rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

struct WindowsLayout {
  std::string shape;
  std::vector<Condition> marks;
  std::string event_id;
  std::string host;
  std::string channel;
  std::string provider;
  std::string clock;
  ConverterRef clock_converter = "iso-time";
};

SourceTable windows_table(const WindowsLayout& layout) {
  SourceTable table{"windows", layout.shape};
  table.marks.all = layout.marks;
  table.mappings = rows({
      row("@timestamp", layout.clock, layout.clock_converter),
      row("event.code", layout.event_id),
      constant("event.kind", {"event"}),
      row("event.provider", layout.provider),
      row("host.name", layout.host),
      derived(constant("host.os.type", {"windows"})),
      row("winlog.event_id", layout.event_id),
      row("winlog.channel", layout.channel),
      row("winlog.computer_name", layout.host),
  });
  return table;
}

}  // namespace

std::vector<SourceTable> windows_tables() {
  return tables_of(
      windows_table({"windows-evtx-dump",
                     {object("Event.System"), value("Event.System.TimeCreated.#attributes.SystemTime")},
                     "Event.System.EventID",
                     "Event.System.Computer",
                     "Event.System.Channel",
                     "Event.System.Provider.#attributes.Name",
                     "Event.System.TimeCreated.#attributes.SystemTime"}),
      windows_table({"windows-chainsaw",
                     {object("Event.System"), value("Event.System.TimeCreated_attributes.SystemTime")},
                     "Event.System.EventID",
                     "Event.System.Computer",
                     "Event.System.Channel",
                     "Event.System.Provider_attributes.Name",
                     "Event.System.TimeCreated_attributes.SystemTime"}),
      windows_table({"windows-velociraptor",
                     {object("System"), value("System.EventID.Value"), value("System.Channel")},
                     "System.EventID.Value",
                     "System.Computer",
                     "System.Channel",
                     "System.Provider.Name",
                     "System.TimeCreated.SystemTime",
                     "epoch"}),
      windows_table({"windows-evtxecmd",
                     {value("Payload"), value("EventId"), value("Channel")},
                     "EventId",
                     "Computer",
                     "Channel",
                     "Provider",
                     "TimeCreated"}),
      windows_table({"windows-wazuh",
                     {object("data.win.system")},
                     "data.win.system.eventID",
                     "data.win.system.computer",
                     "data.win.system.channel",
                     "data.win.system.providerName",
                     "data.win.system.systemTime"}),
      windows_table({"windows-sentinel",
                     {equals("Type", "WindowsEvent"), value("EventID")},
                     "EventID",
                     "Computer",
                     "Channel",
                     "Provider",
                     "TimeGenerated"}),
      windows_table({"windows-flat",
                     {value("EventID"), value("Channel"), value("Hostname")},
                     "EventID",
                     "Hostname",
                     "Channel",
                     "SourceName",
                     "TimeCreated"}),
      windows_table({"windows-azure",
                     {equals("category", "WindowsEventLogsTable"), value("properties.EventId")},
                     "properties.EventId",
                     "properties.RawXml.System.Computer",
                     "properties.Channel",
                     "properties.ProviderName",
                     "properties.RawXml.System.TimeCreated.SystemTime"}));
}

}  // namespace firstseen::sources::tables
