// Microsoft Sysmon. The mapping of event_data follows Elastic's Sysmon ingest pipeline
// (elastic/beats x-pack/winlogbeat/module/sysmon, elastic/integrations packages/windows). Exporters
// differ only in where they put event_data, the event id, the host and the time.
#include "sources/tables/sysmon_rows.h"

#include <initializer_list>
#include <string_view>
#include <utility>

#include "sources/tables/rows.h"
#include "text/ascii.h"

namespace firstseen::sources::tables {
namespace {

struct EventKind {
  const char* id;
  std::vector<std::string> category;
  std::vector<std::string> type;
  const char* action;
  const char* title;  // title of the rendered message
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

// Maps each kind's id or title to the result of `values_of` for it.
template <typename ValuesOf>
SharedMap map_of(const char* EventKind::*from, const ValuesOf& values_of) {
  ValueMap map;
  for (const EventKind& kind : event_kinds()) map.rows.push_back({kind.*from, values_of(kind)});
  return map;
}

SharedMap actions() {
  static const SharedMap kMap =
      map_of(&EventKind::id, [](const EventKind& kind) { return std::vector<std::string>{kind.action}; });
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

const SharedMap& directions() {
  static const SharedMap kMap =
      ValueMap{{{"true", {"egress"}}, {"1", {"egress"}}, {"false", {"ingress"}}, {"0", {"ingress"}}},
               ValueMap::Otherwise::kAbsent,
               {}};
  return kMap;
}

const SharedMap& families() {
  static const SharedMap kMap =
      ValueMap{{{"true", {"ipv6"}}, {"1", {"ipv6"}}}, ValueMap::Otherwise::kFallback, {"ipv4"}};
  return kMap;
}

// Makes the rows of one layout.
class RowMaker {
 public:
  explicit RowMaker(const SysmonLayout& layout) : layout_(layout) { rows_.reserve(kUsualRows); }

  std::vector<Mapping> make() {
    // UtcTime takes precedence over other times.
    add_data("@timestamp", "UtcTime", "utc-time");
    for (const Mapping& clock : layout_.clocks) add(clock);
    add_event();
    add_process();
    add_network();
    add_file();
    add_hashes();
    add_registry();
    return std::move(rows_);
  }

 private:
  static constexpr std::size_t kUsualRows = 160;

  std::string data(std::string_view name) const { return sysmon_data_path(layout_, name); }

  Condition is_event(std::string id) const { return equals(layout_.event_id, std::move(id)); }

  void add(Mapping mapping) {
    mapping.guards.insert(mapping.guards.end(), layout_.guards.begin(), layout_.guards.end());
    rows_.push_back(std::move(mapping));
  }
  void add_data(std::string field, std::string_view name, ConverterRef converter = "verbatim") {
    add(row(std::move(field), data(name), converter));
  }

  void add_event();
  void add_process();
  void add_network();
  void add_file();
  void add_file_version();
  void add_hashes();
  void add_registry();

  const SysmonLayout& layout_;
  std::vector<Mapping> rows_;
};

void RowMaker::add_event() {
  add(row("event.code", layout_.event_id, "number"));
  add(mapped("event.category", layout_.event_id, sysmon_categories()));
  add(mapped("event.type", layout_.event_id, sysmon_types()));
  add(mapped("event.action", layout_.event_id, actions()));
  add(constant("event.module", {"sysmon"}));
  add(constant("event.kind", {"event"}));
  if (layout_.windows) {
    add(constant("event.provider", {"Microsoft-Windows-Sysmon"}));
    if (layout_.winlog) {
      add(constant("winlog.channel", {"Microsoft-Windows-Sysmon/Operational"}));
      add(constant("winlog.provider_name", {"Microsoft-Windows-Sysmon"}));
    }
    add(derived(constant("host.os.type", {"windows"})));
  }
  add(row("host.name", layout_.host));
  if (!layout_.user_id.empty()) add(row("user.id", layout_.user_id));
  if (!layout_.winlog) return;
  add(row("winlog.event_id", layout_.event_id, "number"));
  add(row("winlog.computer_name", layout_.host));
  Mapping event_data = subtree("winlog.event_data.", layout_.data);
  event_data.lowercase_first = layout_.lowercase_first;
  add(std::move(event_data));
}

void RowMaker::add_process() {
  add_data("process.entity_id", "ProcessGuid");
  add_data("process.entity_id", "SourceProcessGuid");
  add_data("process.entity_id", "SourceProcessGUID");
  add_data("process.pid", "ProcessId", "process-id");
  add_data("process.pid", "SourceProcessId", "process-id");
  add_data("process.thread.id", "SourceThreadId");
  add_data("process.executable", "Image");
  add_data("process.executable", "SourceImage");
  add_data("process.executable", "Destination");
  add_data("process.name", "Image", "basename");
  add_data("process.name", "SourceImage", "basename");
  add_data("process.name", "Destination", "basename");
  add_data("process.command_line", "CommandLine");
  add_data("process.working_directory", "CurrentDirectory");
  add_data("process.parent.entity_id", "ParentProcessGuid");
  add_data("process.parent.pid", "ParentProcessId", "process-id");
  add_data("process.parent.executable", "ParentImage");
  add_data("process.parent.name", "ParentImage", "basename");
  add_data("process.parent.command_line", "ParentCommandLine");
  add_data("user.domain", "User", "domain");
  add_data("user.name", "User", "account");
  add_data("rule.name", "RuleName");
}

void RowMaker::add_network() {
  add(mapped("network.transport", data("Protocol"), transport_map()));
  add(when({is_event("22")}, constant("network.protocol", {"dns"})));
  add_data("network.protocol", "DestinationPortName");
  add_data("network.protocol", "SourcePortName");
  add_data("source.ip", "SourceIp");
  add_data("source.port", "SourcePort");
  add_data("source.domain", "SourceHostname");
  add_data("destination.ip", "DestinationIp");
  add_data("destination.port", "DestinationPort");
  add_data("destination.domain", "DestinationHostname");
  add(mapped("network.direction", data("Initiated"), directions()));
  add(mapped("network.type", data("SourceIsIpv6"), families()));
  add_data("dns.question.name", "QueryName");
  add_data("dns.resolved_ip", "QueryResults", "listed-addresses");
  add_data("sysmon.dns.status", "QueryStatus");
}

void RowMaker::add_file() {
  add(when({value(data("PipeName"))}, row("file.name", data("PipeName"))));
  for (const char* const path : {"TargetFilename", "Device", "ImageLoaded"}) {
    add_data("file.path", path);
    add_data("file.name", path, "basename");
    add_data("file.directory", path, "dirname");
    add_data("file.extension", path, "extension");
  }
  add_file_version();
  add_data("file.code_signature.subject_name", "Signature");
  add_data("file.code_signature.status", "SignatureStatus");
  add(when({equals(data("Signed"), "true")}, constant("file.code_signature.signed", {"true"})));
  add(when({equals(data("SignatureStatus"), "Valid")}, constant("file.code_signature.valid", {"true"})));
}

// The version fields describe the loaded image in event 7, else the process.
void RowMaker::add_file_version() {
  for (const auto& [field, name] :
       {std::pair{"original_file_name", "OriginalFileName"}, std::pair{"company", "Company"},
        std::pair{"description", "Description"}, std::pair{"file_version", "FileVersion"},
        std::pair{"product", "Product"}}) {
    add(when({is_event("7")}, row(std::string("file.pe.") + field, data(name))));
    add(when({no(is_event("7"))}, row(std::string("process.pe.") + field, data(name))));
  }
}

void RowMaker::add_hashes() {
  const auto add_of = [&](const std::string& owner, std::initializer_list<const char*> ids) {
    const auto add_hash = [&](const char* id, const char* field, const char* list, const char* algorithm) {
      add(when({is_event(id)}, with_argument(row(owner + field, data(list), "hash"), algorithm)));
    };
    for (const char* const id : ids) {
      for (const char* const list : {"Hashes", "Hash"}) {
        add_hash(id, ".hash.md5", list, "MD5");
        add_hash(id, ".hash.sha1", list, "SHA1");
        add_hash(id, ".hash.sha256", list, "SHA256");
        add_hash(id, ".pe.imphash", list, "IMPHASH");
      }
    }
  };
  add_of("process", {"1", "23", "24", "25", "26"});
  add_of("file", {"6", "7", "15", "26", "29"});
}

void RowMaker::add_registry() {
  add_data("registry.path", "TargetObject");
  add(with_map(row("registry.hive", data("TargetObject"), "registry-hive"), hives()));
  add(with_map(row("registry.key", data("TargetObject"), "registry-key"), hives()));
  add_data("registry.value", "TargetObject", "basename");
  add_data("registry.data.strings", "Details", "registry-data");
  add_data("registry.data.type", "Details", "registry-type");
}

}  // namespace

SharedMap sysmon_categories() {
  static const SharedMap kMap = map_of(&EventKind::id, [](const EventKind& kind) { return kind.category; });
  return kMap;
}

SharedMap sysmon_types() {
  static const SharedMap kMap = map_of(&EventKind::id, [](const EventKind& kind) { return kind.type; });
  return kMap;
}

SharedMap sysmon_ids_of_titles() {
  return map_of(&EventKind::title, [](const EventKind& kind) { return std::vector<std::string>{kind.id}; });
}

SharedMap sysmon_categories_of_titles() {
  return map_of(&EventKind::title, [](const EventKind& kind) { return kind.category; });
}

SharedMap sysmon_types_of_titles() {
  return map_of(&EventKind::title, [](const EventKind& kind) { return kind.type; });
}

std::string sysmon_data_path(const SysmonLayout& layout, std::string_view name) {
  std::string path = layout.data;
  path += name;
  if (layout.lowercase_first) path[layout.data.size()] = text::ascii_lower(path[layout.data.size()]);
  return path;
}

std::vector<Mapping> sysmon_rows(const SysmonLayout& layout) {
  return RowMaker(layout).make();
}

}  // namespace firstseen::sources::tables
