// Microsoft Sysmon. The mapping of event_data is that of Elastic's Sysmon ingest pipeline (elastic/beats
// x-pack/winlogbeat/module/sysmon, elastic/integrations packages/windows); the exporters differ only in where
// they put event_data, the event id, the host and the clock.
#include "sources/rows.h"
#include "sources/tables.h"

namespace firstseen {
namespace {

using namespace rows;

// Where one exporter puts what every Sysmon record has.
struct Layout {
  std::string data;  // prefix of the event_data fields
  std::string event_id;
  std::string host;
  std::string user_id;          // the event's own account
  std::vector<Mapping> clocks;  // for records without UtcTime
};

struct EventKind {
  const char* id;
  std::vector<std::string> category;
  std::vector<std::string> type;
  const char* action;
};

const std::vector<EventKind>& event_kinds() {
  static const std::vector<EventKind> kKinds{
      {"1", {"process"}, {"start"}, "Process creation"},
      {"2", {"file"}, {"change"}, "A process changed a file creation time"},
      {"3", {"network"}, {"start", "connection", "protocol"}, "Network connection"},
      {"4", {"process"}, {"change"}, "Sysmon service state changed"},
      {"5", {"process"}, {"end"}, "Process terminated"},
      {"6", {"driver"}, {"start"}, "Driver loaded"},
      {"7", {"process"}, {"change"}, "Image loaded"},
      {"8", {"process"}, {"change"}, "CreateRemoteThread"},
      {"9", {"process"}, {"access"}, "RawAccessRead"},
      {"10", {"process"}, {"access"}, "ProcessAccess"},
      {"11", {"file"}, {"creation"}, "FileCreate"},
      {"12", {"configuration", "registry"}, {"change"}, "RegistryEvent (Object create and delete)"},
      {"13", {"configuration", "registry"}, {"change"}, "RegistryEvent (Value Set)"},
      {"14", {"configuration", "registry"}, {"change"}, "RegistryEvent (Key and Value Rename)"},
      {"15", {"file"}, {"access"}, "FileCreateStreamHash"},
      {"16", {"configuration"}, {"change"}, "ServiceConfigurationChange"},
      {"17", {"file"}, {"creation"}, "PipeEvent (Pipe Created)"},
      {"18", {"file"}, {"access"}, "PipeEvent (Pipe Connected)"},
      {"19", {"process"}, {"info"}, "WmiEvent (WmiEventFilter activity detected)"},
      {"20", {"process"}, {"change"}, "WmiEvent (WmiEventConsumer activity detected)"},
      {"21", {"process"}, {"access"}, "WmiEvent (WmiEventConsumerToFilter activity detected)"},
      {"22", {"network"}, {"connection", "protocol", "info"}, "DNSEvent (DNS query)"},
      {"23", {"file"}, {"deletion"}, "FileDelete (File Delete archived)"},
      {"24", {}, {"change"}, "ClipboardChange (New content in the clipboard)"},
      {"25", {"process"}, {"change"}, "ProcessTampering (Process image change)"},
      {"26", {"file"}, {"deletion"}, "FileDeleteDetected (File Delete logged)"},
      {"27", {"file"}, {"creation"}, "FileBlockExecutable"},
      {"28", {"file"}, {"deletion"}, "FileBlockShredding"},
      {"29", {"file"}, {"creation"}, "FileExecutableDetected"},
      {"255", {"process"}, {}, "Error"},
  };
  return kKinds;
}

ValueMap categories() {
  ValueMap map;
  for (const EventKind& kind : event_kinds()) map.rows.push_back({kind.id, kind.category});
  return map;
}

ValueMap types() {
  ValueMap map;
  for (const EventKind& kind : event_kinds()) map.rows.push_back({kind.id, kind.type});
  return map;
}

ValueMap actions() {
  ValueMap map;
  for (const EventKind& kind : event_kinds()) map.rows.push_back({kind.id, {kind.action}});
  return map;
}

ValueMap hives() {
  return {{{"HKEY_CLASSES_ROOT", {"HKCR"}},
           {"HKCR", {"HKCR"}},
           {"HKEY_CURRENT_CONFIG", {"HKCC"}},
           {"HKCC", {"HKCC"}},
           {"HKEY_CURRENT_USER", {"HKCU"}},
           {"HKCU", {"HKCU"}},
           {"HKEY_DYN_DATA", {"HKDD"}},
           {"HKDD", {"HKDD"}},
           {"HKEY_LOCAL_MACHINE", {"HKLM"}},
           {"HKLM", {"HKLM"}},
           {"HKEY_PERFORMANCE_DATA", {"HKPD"}},
           {"HKPD", {"HKPD"}},
           {"HKEY_USERS", {"HKU"}},
           {"HKU", {"HKU"}}},
          ValueMap::Otherwise::kAbsent,
          {}};
}

Mapping with_map(Mapping mapping, ValueMap map) {
  mapping.map = std::move(map);
  return mapping;
}

Mapping hash(std::string field, const std::string& path, std::string algorithm) {
  Mapping mapping = row(std::move(field), path, Converter::kHash);
  mapping.argument = std::move(algorithm);
  return mapping;
}

std::vector<Mapping> event_rows(const Layout& layout) {
  return {
      row("event.code", layout.event_id),
      mapped("event.category", layout.event_id, categories()),
      mapped("event.type", layout.event_id, types()),
      mapped("event.action", layout.event_id, actions()),
      constant("event.module", {"sysmon"}),
      constant("event.kind", {"event"}),
      constant("event.provider", {"Microsoft-Windows-Sysmon"}),
      constant("winlog.channel", {"Microsoft-Windows-Sysmon/Operational"}),
      derived(constant("host.os.type", {"windows"})),
      row("host.name", layout.host),
      row("user.id", layout.user_id),
      row("winlog.event_id", layout.event_id),
      row("winlog.computer_name", layout.host),
  };
}

std::vector<Mapping> process_rows(const std::string& d) {
  return {
      row("process.entity_id", d + "ProcessGuid"),
      row("process.entity_id", d + "SourceProcessGuid"),
      row("process.entity_id", d + "SourceProcessGUID"),
      row("process.pid", d + "ProcessId"),
      row("process.pid", d + "SourceProcessId"),
      row("process.thread.id", d + "SourceThreadId"),
      row("process.executable", d + "Image"),
      row("process.executable", d + "SourceImage"),
      row("process.executable", d + "Destination"),
      row("process.name", d + "Image", Converter::kBasename),
      row("process.name", d + "SourceImage", Converter::kBasename),
      row("process.name", d + "Destination", Converter::kBasename),
      row("process.command_line", d + "CommandLine"),
      row("process.working_directory", d + "CurrentDirectory"),
      row("process.parent.entity_id", d + "ParentProcessGuid"),
      row("process.parent.pid", d + "ParentProcessId"),
      row("process.parent.executable", d + "ParentImage"),
      row("process.parent.name", d + "ParentImage", Converter::kBasename),
      row("process.parent.command_line", d + "ParentCommandLine"),
      row("user.domain", d + "User", Converter::kDomain),
      row("user.name", d + "User", Converter::kAccount),
      row("rule.name", d + "RuleName"),
  };
}

std::vector<Mapping> network_rows(const std::string& d, const std::string& event_id) {
  const ValueMap direction{
      {{"true", {"egress"}}, {"1", {"egress"}}, {"false", {"ingress"}}, {"0", {"ingress"}}},
      ValueMap::Otherwise::kAbsent,
      {}};
  const ValueMap family{{{"true", {"ipv6"}}, {"1", {"ipv6"}}}, ValueMap::Otherwise::kFallback, {"ipv4"}};
  return {
      mapped("network.transport", d + "Protocol", transport_map()),
      when({equals(event_id, "22")}, constant("network.protocol", {"dns"})),
      row("network.protocol", d + "DestinationPortName"),
      row("network.protocol", d + "SourcePortName"),
      row("source.ip", d + "SourceIp"),
      row("source.port", d + "SourcePort"),
      row("source.domain", d + "SourceHostname"),
      row("destination.ip", d + "DestinationIp"),
      row("destination.port", d + "DestinationPort"),
      row("destination.domain", d + "DestinationHostname"),
      mapped("network.direction", d + "Initiated", direction),
      mapped("network.type", d + "SourceIsIpv6", family),
      row("dns.question.name", d + "QueryName"),
      row("dns.resolved_ip", d + "QueryResults", Converter::kListed),
      row("sysmon.dns.status", d + "QueryStatus"),
  };
}

std::vector<Mapping> file_rows(const std::string& d, const std::string& event_id) {
  std::vector<Mapping> all{when({value(d + "PipeName")}, row("file.name", d + "PipeName"))};
  for (const char* const path : {"TargetFilename", "Device", "ImageLoaded"}) {
    all.push_back(row("file.path", d + path));
    all.push_back(row("file.name", d + path, Converter::kBasename));
    all.push_back(row("file.directory", d + path, Converter::kDirname));
    all.push_back(row("file.extension", d + path, Converter::kExtension));
  }
  for (const auto& [field, path] :
       {std::pair{"original_file_name", "OriginalFileName"}, std::pair{"company", "Company"},
        std::pair{"description", "Description"}, std::pair{"file_version", "FileVersion"},
        std::pair{"product", "Product"}}) {
    all.push_back(when({equals(event_id, "7")}, row(std::string("file.pe.") + field, d + path)));
    all.push_back(when({no(equals(event_id, "7"))}, row(std::string("process.pe.") + field, d + path)));
  }
  all.push_back(row("file.code_signature.subject_name", d + "Signature"));
  all.push_back(row("file.code_signature.status", d + "SignatureStatus"));
  all.push_back(when({equals(d + "Signed", "true")}, constant("file.code_signature.signed", {"true"})));
  all.push_back(
      when({equals(d + "SignatureStatus", "Valid")}, constant("file.code_signature.valid", {"true"})));
  return all;
}

std::vector<Mapping> hash_rows(const std::string& d, const std::string& event_id) {
  std::vector<Mapping> all;
  const auto add = [&](const std::string& owner, std::initializer_list<const char*> ids) {
    for (const char* const id : ids) {
      for (const char* const list : {"Hashes", "Hash"}) {
        all.push_back(when({equals(event_id, id)}, hash(owner + ".hash.md5", d + list, "MD5")));
        all.push_back(when({equals(event_id, id)}, hash(owner + ".hash.sha1", d + list, "SHA1")));
        all.push_back(when({equals(event_id, id)}, hash(owner + ".hash.sha256", d + list, "SHA256")));
        all.push_back(when({equals(event_id, id)}, hash(owner + ".pe.imphash", d + list, "IMPHASH")));
      }
    }
  };
  add("process", {"1", "23", "24", "25", "26"});
  add("file", {"6", "7", "15", "26", "29"});
  return all;
}

std::vector<Mapping> registry_rows(const std::string& d) {
  return {
      row("registry.path", d + "TargetObject"),
      with_map(row("registry.hive", d + "TargetObject", Converter::kHive), hives()),
      with_map(row("registry.key", d + "TargetObject", Converter::kRegistryKey), hives()),
      row("registry.value", d + "TargetObject", Converter::kBasename),
      row("registry.data.strings", d + "Details", Converter::kRegistryData),
      row("registry.data.type", d + "Details", Converter::kRegistryType),
  };
}

// All that every exporter's record has, UtcTime before any other clock.
std::vector<Mapping> sysmon_rows(const Layout& layout) {
  const std::string& d = layout.data;
  return joined({{row("@timestamp", d + "UtcTime", Converter::kUtcTime)},
                 layout.clocks,
                 event_rows(layout),
                 process_rows(d),
                 network_rows(d, layout.event_id),
                 file_rows(d, layout.event_id),
                 hash_rows(d, layout.event_id),
                 registry_rows(d)});
}

// Exporters that drop ProcessId leave it in the rendered message, or leave at least the kernel's name.
std::vector<Mapping> pid_fallbacks(const std::string& message, const std::string& image) {
  Mapping from_message = derived(row("process.pid", message, Converter::kMessageLine));
  from_message.argument = "ProcessId";
  return {from_message,
          derived(mapped("process.pid", image, {{{"System", {"4"}}}, ValueMap::Otherwise::kAbsent, {}}))};
}

// A fallback clock: of the record, not of the event, often local time written as if it were UTC.
Mapping clock(std::string path) {
  return derived(row("@timestamp", std::move(path), Converter::kIsoTime));
}

// Winlogbeat 7 and later, Elastic Agent: raw, or after Elastic's pipeline or the older JavaScript module,
// which leave what they did not move in event_data. The document's own ECS fields come first, but for the
// clock and the host.
SourceTable winlog() {
  const std::string d = "winlog.event_data.";
  Layout layout{d, "winlog.event_id", "winlog.computer_name", "winlog.user.identifier", {}};
  std::vector<Mapping> own;
  std::vector<Mapping> raw = sysmon_rows(layout);
  for (Mapping& mapping : raw) {
    if (mapping.field.starts_with("winlog.")) continue;
    const bool raw_first = mapping.field == "@timestamp" || mapping.field == "host.name";
    if (!raw_first) own.push_back(row(mapping.field, mapping.field, Converter::kEcs));
  }
  std::erase_if(raw, [](const Mapping& mapping) { return mapping.field.starts_with("winlog."); });
  // The JavaScript module sets neither category nor type for network events, and may come without
  // winlog.event_id.
  const std::vector<Mapping> gaps{derived(mapped("event.category", "event.code", categories())),
                                  derived(mapped("event.type", "event.code", types())),
                                  row("@timestamp", "@timestamp", Converter::kEcs),
                                  row("host.name", "host.name", Converter::kEcs)};
  SourceTable table{"sysmon", "sysmon-winlogbeat",
                    {},       joined({own, raw, gaps, pid_fallbacks("message", d + "Image")}),
                    {},       true};
  table.marks.any = {{equals("winlog.channel", "Microsoft-Windows-Sysmon/Operational"),
                      equals("winlog.provider_name", "Microsoft-Windows-Sysmon"),
                      equals("event.module", "sysmon"), equals("event.provider", "Microsoft-Windows-Sysmon"),
                      equals("event.dataset", "windows.sysmon_operational"),
                      equals("data_stream.dataset", "windows.sysmon_operational")}};
  return table;
}

// Flat records: PowerShell scripts, NXLog through Logstash, the EQL project's exporter (`EventId`).
SourceTable flat(const std::string& event_id, std::string shape) {
  Layout layout{
      "", event_id, "Hostname", "UserID", {clock("TimeCreated"), clock("@timestamp"), clock("EventTime")}};
  SourceTable table{"sysmon",
                    std::move(shape),
                    {},
                    joined({sysmon_rows(layout),
                            {row("host.name", "Computer"), row("host.name", "MachineName")},
                            pid_fallbacks("Message", "Image")}),
                    {},
                    false};
  // The fields themselves must lie flat: other exporters put them below EventData or Payload, and there
  // `ProcessId` at the top is the Sysmon service's own.
  const std::vector<Condition> says_sysmon{contains("Channel", "Sysmon"), contains("SourceName", "Sysmon"),
                                           contains("ProviderName", "Sysmon"),
                                           contains("Provider", "Sysmon")};
  table.marks.all = {value(event_id)};
  table.marks.any = {says_sysmon, says_sysmon, {value("UtcTime"), key("ProcessGuid")}};
  table.marks.any[0].push_back(value("UtcTime"));
  table.marks.any[1].push_back(key("ProcessGuid"));
  return table;
}

}  // namespace

std::vector<SourceTable> sysmon_tables() {
  return {winlog(), flat("EventID", "sysmon-flat"), flat("EventId", "sysmon-flat-eql")};
}

}  // namespace firstseen
