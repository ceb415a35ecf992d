// Microsoft Sysmon. The mapping of event_data is that of Elastic's Sysmon ingest pipeline (elastic/beats
// x-pack/winlogbeat/module/sysmon, elastic/integrations packages/windows); the exporters differ only in where
// they put event_data, the event id, the host and the clock.
#include "sources/tables/sysmon_rows.h"

#include "sources/tables/rows.h"

namespace firstseen::sources::tables {
namespace {

struct EventKind {
  const char* id;
  std::vector<std::string> category;
  std::vector<std::string> type;
  const char* action;
  const char* title;  // of the rendered message
};

const std::vector<EventKind>& event_kinds() {
  static const std::vector<EventKind> kKinds{
      {"1", {"process"}, {"start"}, "Process creation", "Process Create"},
      {"2", {"file"}, {"change"}, "A process changed a file creation time", "File creation time changed"},
      {"3",
       {"network"},
       {"start", "connection", "protocol"},
       "Network connection",
       "Network connection detected"},
      {"4", {"process"}, {"change"}, "Sysmon service state changed", "Sysmon service state changed"},
      {"5", {"process"}, {"end"}, "Process terminated", "Process terminated"},
      {"6", {"driver"}, {"start"}, "Driver loaded", "Driver loaded"},
      {"7", {"process"}, {"change"}, "Image loaded", "Image loaded"},
      {"8", {"process"}, {"change"}, "CreateRemoteThread", "CreateRemoteThread detected"},
      {"9", {"process"}, {"access"}, "RawAccessRead", "RawAccessRead detected"},
      {"10", {"process"}, {"access"}, "ProcessAccess", "Process accessed"},
      {"11", {"file"}, {"creation"}, "FileCreate", "File created"},
      {"12",
       {"configuration", "registry"},
       {"change"},
       "RegistryEvent (Object create and delete)",
       "Registry object added or deleted"},
      {"13", {"configuration", "registry"}, {"change"}, "RegistryEvent (Value Set)", "Registry value set"},
      {"14",
       {"configuration", "registry"},
       {"change"},
       "RegistryEvent (Key and Value Rename)",
       "Registry object renamed"},
      {"15", {"file"}, {"access"}, "FileCreateStreamHash", "File stream created"},
      {"16", {"configuration"}, {"change"}, "ServiceConfigurationChange", "Sysmon config state changed"},
      {"17", {"file"}, {"creation"}, "PipeEvent (Pipe Created)", "Pipe Created"},
      {"18", {"file"}, {"access"}, "PipeEvent (Pipe Connected)", "Pipe Connected"},
      {"19",
       {"process"},
       {"info"},
       "WmiEvent (WmiEventFilter activity detected)",
       "WmiEventFilter activity detected"},
      {"20",
       {"process"},
       {"change"},
       "WmiEvent (WmiEventConsumer activity detected)",
       "WmiEventConsumer activity detected"},
      {"21",
       {"process"},
       {"access"},
       "WmiEvent (WmiEventConsumerToFilter activity detected)",
       "WmiEventConsumerToFilter activity detected"},
      {"22", {"network"}, {"connection", "protocol", "info"}, "DNSEvent (DNS query)", "Dns query"},
      {"23", {"file"}, {"deletion"}, "FileDelete (File Delete archived)", "File Delete archived"},
      {"24", {}, {"change"}, "ClipboardChange (New content in the clipboard)", "Clipboard changed"},
      {"25", {"process"}, {"change"}, "ProcessTampering (Process image change)", "Process Tampering"},
      {"26", {"file"}, {"deletion"}, "FileDeleteDetected (File Delete logged)", "File Delete logged"},
      {"27", {"file"}, {"creation"}, "FileBlockExecutable", "File Block Executable"},
      {"28", {"file"}, {"deletion"}, "FileBlockShredding", "File Block Shredding"},
      {"29", {"file"}, {"creation"}, "FileExecutableDetected", "File Executable Detected"},
      {"255", {"process"}, {}, "Error", "Error report"},
  };
  return kKinds;
}

// Event id → what `values_of` says of the kind.
template <typename ValuesOf>
SharedMap by_event_id(const ValuesOf& values_of) {
  ValueMap map;
  for (const EventKind& kind : event_kinds()) map.rows.push_back({kind.id, values_of(kind)});
  return map;
}

SharedMap actions() {
  static const SharedMap kMap =
      by_event_id([](const EventKind& kind) { return std::vector<std::string>{kind.action}; });
  return kMap;
}

SharedMap hives() {
  static const SharedMap kMap = ValueMap{{{"HKEY_CLASSES_ROOT", {"HKCR"}},
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
  return kMap;
}

Mapping with_map(Mapping mapping, SharedMap map) {
  mapping.map = std::move(map);
  return mapping;
}

Mapping hash(std::string field, const std::string& path, std::string algorithm) {
  Mapping mapping = row(std::move(field), path, "hash");
  mapping.argument = std::move(algorithm);
  return mapping;
}

std::vector<Mapping> event_rows(const SysmonLayout& layout) {
  return {
      row("event.code", layout.event_id),
      mapped("event.category", layout.event_id, sysmon_categories()),
      mapped("event.type", layout.event_id, sysmon_types()),
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
      row("process.name", d + "Image", "basename"),
      row("process.name", d + "SourceImage", "basename"),
      row("process.name", d + "Destination", "basename"),
      row("process.command_line", d + "CommandLine"),
      row("process.working_directory", d + "CurrentDirectory"),
      row("process.parent.entity_id", d + "ParentProcessGuid"),
      row("process.parent.pid", d + "ParentProcessId"),
      row("process.parent.executable", d + "ParentImage"),
      row("process.parent.name", d + "ParentImage", "basename"),
      row("process.parent.command_line", d + "ParentCommandLine"),
      row("user.domain", d + "User", "domain"),
      row("user.name", d + "User", "account"),
      row("rule.name", d + "RuleName"),
  };
}

std::vector<Mapping> network_rows(const std::string& d, const std::string& event_id) {
  static const SharedMap direction =
      ValueMap{{{"true", {"egress"}}, {"1", {"egress"}}, {"false", {"ingress"}}, {"0", {"ingress"}}},
               ValueMap::Otherwise::kAbsent,
               {}};
  static const SharedMap family =
      ValueMap{{{"true", {"ipv6"}}, {"1", {"ipv6"}}}, ValueMap::Otherwise::kFallback, {"ipv4"}};
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
      row("dns.resolved_ip", d + "QueryResults", "listed-addresses"),
      row("sysmon.dns.status", d + "QueryStatus"),
  };
}

std::vector<Mapping> file_rows(const std::string& d, const std::string& event_id) {
  std::vector<Mapping> all{when({value(d + "PipeName")}, row("file.name", d + "PipeName"))};
  for (const char* const path : {"TargetFilename", "Device", "ImageLoaded"}) {
    all.push_back(row("file.path", d + path));
    all.push_back(row("file.name", d + path, "basename"));
    all.push_back(row("file.directory", d + path, "dirname"));
    all.push_back(row("file.extension", d + path, "extension"));
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
      with_map(row("registry.hive", d + "TargetObject", "registry-hive"), hives()),
      with_map(row("registry.key", d + "TargetObject", "registry-key"), hives()),
      row("registry.value", d + "TargetObject", "basename"),
      row("registry.data.strings", d + "Details", "registry-data"),
      row("registry.data.type", d + "Details", "registry-type"),
  };
}

}  // namespace

SharedMap sysmon_titles() {
  ValueMap map;
  for (const EventKind& kind : event_kinds()) map.rows.push_back({kind.title, {kind.id}});
  return map;
}

SharedMap sysmon_categories() {
  static const SharedMap kMap = by_event_id([](const EventKind& kind) { return kind.category; });
  return kMap;
}

SharedMap sysmon_types() {
  static const SharedMap kMap = by_event_id([](const EventKind& kind) { return kind.type; });
  return kMap;
}

// All that every exporter's record has, UtcTime before any other clock.
std::vector<Mapping> sysmon_rows(const SysmonLayout& layout) {
  const std::string& d = layout.data;
  return joined({{row("@timestamp", d + "UtcTime", "utc-time")},
                 layout.clocks,
                 event_rows(layout),
                 process_rows(d),
                 network_rows(d, layout.event_id),
                 file_rows(d, layout.event_id),
                 hash_rows(d, layout.event_id),
                 registry_rows(d)});
}

}  // namespace firstseen::sources::tables
