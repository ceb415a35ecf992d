// The shapes in which Sysmon events are exported: where each puts the event data, and the marks
// that identify it.
#include <set>
#include <string_view>

#include "sources/tables/rows.h"
#include "sources/tables/sysmon_rows.h"
#include "sources/tables/tables.h"

namespace firstseen::sources::tables {
namespace {

// A fallback time: that of the record instead of the event, often local time labelled as UTC.
Mapping clock(std::string path, ConverterRef converter = "iso-time") {
  return derived(row("@timestamp", std::move(path), converter));
}

// Exporters that drop ProcessId keep at least the kernel's name.
Mapping kernel_pid(const std::string& image) {
  return derived(
      mapped("process.pid", image, ValueMap{{{"System", {"4"}}}, ValueMap::Otherwise::kAbsent, {}}));
}

// Another key with the name of the host.
std::vector<Mapping> host_rows(const std::string& path) {
  return rows({row("host.name", path), row("winlog.computer_name", path)});
}

SourceTable sysmon_table(std::string shape, const SysmonLayout& layout, std::vector<Condition> marks) {
  SourceTable table{"sysmon", std::move(shape), {}, sysmon_rows(layout)};
  table.marks.all = std::move(marks);
  for (const char* const name : {"UtcTime", "ProcessGuid", "Image", "SourceProcessId"})
    table.event.push_back(
        {value(layout.event_id), no(object(layout.event_id)), value(sysmon_data_path(layout, name))});
  table.network = {equals(layout.event_id, "3")};
  for (const char* const name : {"DestinationIp", "SourceIp"})
    table.addresses.push_back(value(sysmon_data_path(layout, name)));
  return table;
}

// Winlogbeat 7 and later, and Elastic Agent: raw, or after Elastic's pipeline or the older
// JavaScript module, which leave in event_data what they did not move. The document's own ECS
// fields come first, except for the time and the host.
SourceTable winlog() {
  const std::string d = "winlog.event_data.";
  std::vector<Mapping> raw = sysmon_rows({.data = d,
                                          .event_id = "winlog.event_id",
                                          .host = "winlog.computer_name",
                                          .user_id = "winlog.user.identifier",
                                          .winlog = false});
  std::vector<Mapping> own;
  std::set<std::string_view> done{"@timestamp", "host.name"};
  for (const Mapping& mapping : raw) {
    if (done.insert(mapping.field).second) own.push_back(row(mapping.field, mapping.field, "ecs"));
  }
  // The JavaScript module sets neither category nor type for network events, and may omit
  // winlog.event_id.
  std::vector<Mapping> gaps =
      joined(derived(mapped("event.category", "event.code", sysmon_categories())),
             derived(mapped("event.type", "event.code", sysmon_types())),
             row("@timestamp", "@timestamp", "ecs"), row("host.name", "host.name", "ecs"));
  SourceTable table{
      "sysmon", "sysmon-winlogbeat",
      {},       joined(std::move(own), std::move(raw), std::move(gaps), kernel_pid(d + "Image")),
      {},       true};
  table.marks.any = {{equals("winlog.channel", "Microsoft-Windows-Sysmon/Operational"),
                      equals("winlog.provider_name", "Microsoft-Windows-Sysmon"),
                      equals("event.module", "sysmon"), equals("event.provider", "Microsoft-Windows-Sysmon"),
                      equals("event.dataset", "windows.sysmon_operational"),
                      equals("data_stream.dataset", "windows.sysmon_operational")}};
  // Without these the whole event may be in a string.
  for (const std::string& path :
       {d + "UtcTime", d + "ProcessGuid", d + "SourceProcessGUID", std::string("process.pid"),
        std::string("process.entity_id"), std::string("destination.ip")}) {
    for (const char* const id : {"winlog.event_id", "event.code", "event.category"})
      table.event.push_back({value(path), value(id), no(object(id))});
  }
  table.network = {equals("winlog.event_id", "3"), equals("event.code", "3")};
  table.addresses = {value(d + "DestinationIp"), value(d + "SourceIp"), value("destination.ip"),
                     value("source.ip")};
  return table;
}

// The same without the document's own fields, which may be another event's: read second if there are some.
SourceTable raw_winlog(const SourceTable& whole) {
  const std::string d = "winlog.event_data.";
  SourceTable table{"sysmon", "sysmon-winlogbeat-raw"};
  table.marks = whole.marks;
  for (const Mapping& mapping : whole.mappings) {
    const bool is_own =
        mapping.path == mapping.field && mapping.field != "@timestamp" && mapping.field != "host.name";
    if (!is_own) table.mappings.push_back(mapping);
  }
  for (const char* const name : {"DestinationIp", "Image", "UtcTime"})
    table.event.push_back({value("winlog.event_id"), no(object("winlog.event_id")), value(d + name)});
  table.network = {equals("winlog.event_id", "3")};
  table.addresses = {value(d + "DestinationIp"), value(d + "SourceIp")};
  for (const char* const own : {"event.category", "process.pid", "source.ip", "destination.ip"})
    table.second.push_back(value(own));
  return table;
}

// Winlogbeat 5 and 6.
SourceTable winlogbeat6() {
  SourceTable table =
      sysmon_table("sysmon-winlogbeat6",
                   {"event_data.", "event_id", "computer_name", "user.identifier", {clock("@timestamp")}},
                   {object("event_data")});
  table.marks.any = {{contains("log_name", "Sysmon"), contains("source_name", "Sysmon")}};
  return table;
}

// evtx_dump, and Chainsaw with separate attributes. An event id with qualifiers is an object.
SourceTable evtx(std::string shape, const std::string& event_id) {
  SourceTable table =
      sysmon_table(std::move(shape),
                   {"Event.EventData.",
                    event_id,
                    "Event.System.Computer",
                    "Event.System.Security.#attributes.UserID",
                    {clock("Event.System.TimeCreated.#attributes.SystemTime"),
                     clock("Event.System.TimeCreated_attributes.SystemTime")}},
                   {object("Event.System"), contains("Event.System.Channel", "Sysmon"), value(event_id)});
  table.mappings.push_back(row("user.id", "Event.System.Security_attributes.UserID"));
  append(table.mappings, kernel_pid("Event.EventData.Image"));
  return table;
}

// EvtxECmd: a string with JSON that contains pairs of name and text. The ProcessId beside it is
// that of the Sysmon service.
SourceTable evtxecmd() {
  SourceTable table = sysmon_table(
      "sysmon-evtxecmd", {"Payload.EventData.Data.", "EventId", "Computer", "UserId", {clock("TimeCreated")}},
      {value("Payload"), value("EventId")});
  table.marks.any = {{contains("Channel", "Sysmon"), contains("Provider", "Sysmon")}};
  table.embedded = {{"Payload", json::Holds::kDocument}, {"Payload.EventData.Data", json::Holds::kPairs}};
  return table;
}

// EvtxECmd --fj: the whole XML as JSON.
SourceTable evtxecmd_full() {
  SourceTable table =
      sysmon_table("sysmon-evtxecmd-full",
                   {"Event.EventData.Data.",
                    "Event.System.EventID",
                    "Event.System.Computer",
                    "Event.System.Security.@UserID",
                    {clock("Event.System.TimeCreated.@SystemTime")}},
                   {object("Event.System"), contains("Event.System.Provider.@Name", "Sysmon")});
  table.embedded = {{"Event.EventData.Data", json::Holds::kPairs}};
  return table;
}

// Velociraptor, with the time as seconds.
SourceTable velociraptor() {
  return sysmon_table("sysmon-velociraptor",
                      {"EventData.",
                       "System.EventID.Value",
                       "System.Computer",
                       "System.Security.UserID",
                       {clock("System.TimeCreated.SystemTime", "epoch")}},
                      {object("System"), object("EventData"), contains("System.Channel", "Sysmon")});
}

// Splunk with the event as XML in `_raw`.
SourceTable splunk_xml() {
  SourceTable table = sysmon_table("sysmon-splunk-xml",
                                   {"_raw.EventData.",
                                    "_raw.System.EventID",
                                    "_raw.System.Computer",
                                    "_raw.System.Security.UserID",
                                    {clock("_raw.System.TimeCreated.SystemTime"), clock("_time")}},
                                   {contains("_raw.System.Channel", "Sysmon")});
  table.embedded = {{"_raw", json::Holds::kMessage}};
  return table;
}

// A message behind a header that hides its title: only a connection has both ends.
std::vector<Mapping> untitled_connection_rows() {
  const std::vector<Condition> ends{value("_raw.SourceIp"), value("_raw.DestinationIp"),
                                    value("_raw.DestinationPort")};
  return rows({derived(when(ends, constant("event.code", {"3"}))),
               derived(when(ends, constant("event.category", {"network"}))),
               derived(when(ends, constant("event.type", {"start", "connection", "protocol"})))});
}

// Splunk with the rendered text in `_raw`, and beside it the fields that an add-on extracted.
SourceTable splunk_text() {
  SourceTable table = sysmon_table(
      "sysmon-splunk-text", {"_raw.", "_raw.EventCode", "_raw.ComputerName", "_raw.Sid", {clock("_time")}},
      {value("_raw.UtcTime")});
  table.event.clear();  // the title tells what it is, if there is no id
  table.mappings =
      joined(std::move(table.mappings),
             sysmon_rows({.data = "_raw.",
                          .event_id = "EventCode",
                          .host = "ComputerName",
                          .user_id = "",
                          .guards = {value("EventCode")}}),
             mapped("event.code", "_raw.#title", sysmon_ids_of_titles()),
             mapped("event.category", "_raw.#title", sysmon_categories_of_titles()),
             mapped("event.type", "_raw.#title", sysmon_types_of_titles()), untitled_connection_rows(),
             row("host.name", "ComputerName"), row("host.name", "host"));
  table.embedded = {{"_raw", json::Holds::kMessage}};
  return table;
}

// Wazuh: keys begin with a lowercase letter, and every backslash of a value is doubled.
SourceTable wazuh() {
  SourceTable table = sysmon_table("sysmon-wazuh",
                                   {.data = "data.win.eventdata.",
                                    .event_id = "data.win.system.eventID",
                                    .host = "data.win.system.computer",
                                    .user_id = "",
                                    .clocks = {clock("data.win.system.systemTime"), clock("timestamp")},
                                    .lowercase_first = true},
                                   {object("data.win.system")});
  table.marks.any = {
      {contains("data.win.system.channel", "Sysmon"), contains("data.win.system.providerName", "Sysmon")}};
  table.mappings.push_back(row("host.name", "agent.name"));
  table.doubled_backslashes = true;
  return table;
}

// Sentinel's WindowsEvent table: the event data as JSON in a string.
SourceTable windows_event() {
  SourceTable table = sysmon_table(
      "sysmon-sentinel",
      {"EventData.", "EventID", "Computer", "UserId", {clock("TimeCreated"), clock("TimeGenerated")}},
      {value("EventID"), value("EventData")});
  table.marks.any = {{equals("Type", "WindowsEvent"), value("TimeGenerated")},
                     {contains("Provider", "Sysmon"), contains("Channel", "Sysmon")}};
  table.embedded = {{"EventData", json::Holds::kDocument}};
  table.respelled = true;
  return table;
}

// Sentinel's older Event table: the event data as XML in a string.
SourceTable sentinel_event() {
  SourceTable table =
      sysmon_table("sysmon-sentinel-xml",
                   {"EventData.EventData.", "EventID", "Computer", "UserName", {clock("TimeGenerated")}},
                   {value("EventID"), contains("Source", "Sysmon"), value("EventData")});
  table.embedded = {{"EventData", json::Holds::kDocument}};
  table.respelled = true;
  return table;
}

// Azure diagnostics: the whole event as XML. The Pid beside it is that of the Sysmon service.
SourceTable azure() {
  const std::string x = "properties.RawXml.";
  SourceTable table = sysmon_table("sysmon-azure",
                                   {x + "EventData.",
                                    x + "System.EventID",
                                    x + "System.Computer",
                                    x + "System.Security.UserID",
                                    {clock(x + "System.TimeCreated.SystemTime"), clock("time")}},
                                   {equals("category", "WindowsEventLogsTable"), value("properties.RawXml"),
                                    contains("properties.Channel", "Sysmon")});
  table.embedded = {{"properties.RawXml", json::Holds::kDocument}};
  return table;
}

// Sysmon for Linux through syslog. It has a table so that it is not mistaken for Windows.
SourceTable linux_syslog() {
  const std::string x = "SyslogMessage.";
  SourceTable table =
      sysmon_table("sysmon-linux",
                   {.data = x + "EventData.",
                    .event_id = x + "System.EventID",
                    .host = x + "System.Computer",
                    .user_id = x + "System.Security.UserId",
                    .clocks = {clock(x + "System.TimeCreated.SystemTime"), clock("TimeGenerated")},
                    .windows = false},
                   {starts_with("SyslogMessage", "<Event")});
  table.mappings = joined(std::move(table.mappings), constant("host.os.type", {"linux"}),
                          constant("event.provider", {"Linux-Sysmon"}), row("host.name", "Computer"),
                          row("host.name", "HostName"));
  table.embedded = {{"SyslogMessage", json::Holds::kDocument}};
  return table;
}

// Unmodified output of Get-WinEvent | ConvertTo-Json: Properties has values without names, so the
// fields come from the message.
SourceTable get_winevent() {
  SourceTable table =
      sysmon_table("sysmon-get-winevent",
                   {"Message.",
                    "Id",
                    "MachineName",
                    "UserId.Value",
                    {clock("TimeCreated", "epoch"), clock("TimeCreated.value", "epoch")}},
                   {value("Id"), contains("ProviderName", "Sysmon"), value("Message.UtcTime")});
  append(table.mappings, row("user.id", "UserId"));  // from older versions, and in plain form
  table.embedded = {{"Message", json::Holds::kMessage}};
  return table;
}

// Flat records: PowerShell scripts, NXLog through Logstash, the EQL project's exporter (`EventId`).
SourceTable flat(const std::string& event_id, std::string shape) {
  SourceTable table = sysmon_table(
      std::move(shape),
      {"", event_id, "Hostname", "UserID", {clock("TimeCreated"), clock("@timestamp"), clock("EventTime")}},
      {value(event_id)});
  table.mappings =
      joined(std::move(table.mappings), host_rows("Computer"), host_rows("MachineName"),
             derived(row("process.pid", "Message.ProcessId", "process-id")), kernel_pid("Image"));
  table.embedded = {{"Message", json::Holds::kMessage}};
  // Fields that are only in the message make it an envelope.
  table.event.clear();
  for (const char* const name :
       {"Image", "ProcessGuid", "SourceProcessGUID", "SourceProcessGuid", "DestinationIp", "User",
        "Description", "Operation", "Configuration", "State"}) {
    std::vector<Condition> all = untyped({"ProcessId", "DestinationPort"});
    all.push_back(no(object(event_id)));
    all.push_back(value(name));
    table.event.push_back(std::move(all));
  }
  // The fields themselves must be at the top level. Other exporters put them below EventData or
  // Payload, and their top-level `ProcessId` is that of the Sysmon service.
  const std::vector<Condition> says_sysmon{contains("Channel", "Sysmon"), contains("SourceName", "Sysmon"),
                                           contains("ProviderName", "Sysmon"),
                                           contains("Provider", "Sysmon")};
  table.marks.any = {says_sysmon, says_sysmon, {value("UtcTime"), key("ProcessGuid")}};
  table.marks.any[0].push_back(value("UtcTime"));
  for (const char* const guid : {"ProcessGuid", "SourceProcessGUID", "SourceProcessGuid"})
    table.marks.any[1].push_back(key(guid));
  return table;
}

}  // namespace

std::vector<SourceTable> sysmon_tables() {
  return tables_of(azure(), evtx("sysmon-evtx-qualified", "Event.System.EventID.#text"),
                   evtx("sysmon-evtx", "Event.System.EventID"), evtxecmd_full(), velociraptor(), evtxecmd(),
                   splunk_xml(), splunk_text(), linux_syslog(), wazuh(), windows_event(), sentinel_event(),
                   winlogbeat6(), winlog(), raw_winlog(winlog()), get_winevent(),
                   flat("EventID", "sysmon-flat"), flat("EventId", "sysmon-flat-eql"));
}

}  // namespace firstseen::sources::tables
