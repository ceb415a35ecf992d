#include "templates.h"

#include <string>
#include <utility>

namespace firstseen::bench {
namespace {

// ---- Elastic Defend

const std::string kDefendAgent = R"({
  "agent":{"id":"<agent_id>","type":"endpoint","version":"8.14.3"},
  "process":{
    "Ext":{"ancestry":[<ancestry>]},)";

const std::string kDefendProcess = R"(
    "name":"<name>","pid":<pid>,"entity_id":"<entity_id>","executable":"<path>"},)";

const std::string kDefendHost = R"(
  "@timestamp":"<time>","ecs":{"version":"8.10.0"},
  "host":{"hostname":"<host>","os":{"Ext":{"variant":"Windows 11 Enterprise"},
      "kernel":"10.0.22631.4460","name":"Windows","family":"windows","type":"windows",
      "version":"10.0.22631.4460","platform":"windows","full":"Windows 11 Enterprise 10.0.22631.4460"},
    "ip":["<host_ip>","127.0.0.1","::1"],"name":"<host>","id":"<host_id>","mac":["<mac>"],
    "architecture":"x86_64"},
  "user":{"domain":"<domain>","name":"<user>","id":"<sid>"},)";

const std::string kDefendEvent = R"(
  "event":{"agent_id_status":"verified","sequence":<sequence>,"ingested":"<ingested>","created":"<time>",
    "kind":"event","module":"endpoint","id":"<event_id>",)";

const std::string kDefendNetwork = kDefendAgent + R"(
    "parent":{"entity_id":"<parent_entity_id>"},
    "code_signature":{"trusted":true,"subject_name":"<publisher>","exists":true,"status":"trusted"},)" +
                                   kDefendProcess + R"(
  "destination":{"address":"<destination_ip>","port":<destination_port>,"ip":"<destination_ip>"},
  "source":{"address":"<source_ip>","port":<source_port>,"ip":"<source_ip>"},
  "message":"Endpoint network event",
  "network":{"transport":"<transport>","type":"ipv4","direction":"<direction>"},
  "data_stream":{"namespace":"default","type":"logs","dataset":"endpoint.events.network"},)" +
                                   kDefendHost + kDefendEvent + R"(
    "action":"<action>","category":["network"],"type":["start"],"dataset":"endpoint.events.network"}})";

const std::string kDefendStart = kDefendAgent + R"(
    "parent":{"name":"<parent_name>","pid":<parent_pid>,"entity_id":"<parent_entity_id>",
      "executable":"<parent_path>"},
    "entry_leader":{"entity_id":"<parent_entity_id>"},"session_leader":{"entity_id":"<parent_entity_id>"},
    "code_signature":{"trusted":true,"subject_name":"<publisher>","exists":true,"status":"trusted"},
    "hash":{"md5":"<md5>","sha1":"<sha1>","sha256":"<sha256>"},
    "pe":{"original_file_name":"<name>"},"working_directory":"C:\\Windows\\system32\\",
    "command_line":"<command_line>","args_count":3,)" +
                                 kDefendProcess + R"(
  "message":"Endpoint process event",
  "data_stream":{"namespace":"default","type":"logs","dataset":"endpoint.events.process"},)" +
                                 kDefendHost + kDefendEvent + R"(
    "action":"start","category":["process"],"type":["start"],"dataset":"endpoint.events.process"}})";

const std::string kDefendFile = kDefendAgent + R"(
    "parent":{"entity_id":"<parent_entity_id>"},
    "thread":{"id":5012},
    "code_signature":{"trusted":true,"subject_name":"<publisher>","exists":true,"status":"trusted"},)" +
                                kDefendProcess + R"(
  "file":{"Ext":{"entropy":5.28353871945538,"header_bytes":"7570646174655f74696d653a20323032",
      "monotonic_id":<sequence>,"windows":{"zone_identifier":-1}},
    "path":"<file_path>","extension":"<file_extension>","size":<file_size>,"name":"<file_name>"},
  "message":"Endpoint file event",
  "data_stream":{"namespace":"default","type":"logs","dataset":"endpoint.events.file"},)" +
                                kDefendHost + kDefendEvent + R"(
    "action":"creation","category":["file"],"type":["creation"],"dataset":"endpoint.events.file"}})";

// ---- Sysmon

const std::string kWinlogbeat = R"({
  "@timestamp":"<ingested>","ecs":{"version":"8.0.0"},
  "agent":{"id":"<agent_id>","type":"winlogbeat","version":"8.14.3","name":"<host>"},
  "host":{"name":"<host>","hostname":"<host>","id":"<host_id>","architecture":"x86_64","mac":["<mac>"],
    "os":{"type":"windows","platform":"windows","family":"windows","version":"10.0",
      "name":"Windows 11 Enterprise","kernel":"10.0.22631.4460","build":"22631.4460"}},
  "log":{"level":"information"},)";

const std::string kWinlog = R"(
  "winlog":{"api":"wineventlog","channel":"Microsoft-Windows-Sysmon/Operational",
    "provider_name":"Microsoft-Windows-Sysmon","provider_guid":"{5770385f-c22a-43e0-bf4c-06f5698ffbd9}",
    "computer_name":"<host>","record_id":<sequence>,"opcode":"Info","version":5,
    "process":{"pid":2812,"thread":{"id":3488}},
    "user":{"identifier":"S-1-5-18","name":"SYSTEM","domain":"NT AUTHORITY","type":"User"},)";

// Keys and values of an event's data.
using Fields = std::vector<std::pair<std::string, std::string>>;

std::string as_members(const Fields& fields) {
  std::string out;
  for (const auto& [key, value] : fields) {
    if (!out.empty()) out += ',';
    out.append("\"").append(key).append(R"(":")").append(value).append("\"");
  }
  return out;
}

// As Windows renders them below the title of a message.
std::string as_lines(const Fields& fields) {
  std::string out;
  for (const auto& [key, value] : fields) out.append(R"(\r\n)").append(key).append(": ").append(value);
  return out;
}

struct SysmonEvent {
  std::string id, version, title, rule;
  Fields data;

  std::string task() const { return title + " (rule: " + rule + ")"; }
};

const Fields kConnectionData{{"RuleName", "-"},
                             {"UtcTime", "<utc_time>"},
                             {"ProcessGuid", "{<guid>}"},
                             {"ProcessId", "<pid>"},
                             {"Image", "<path>"},
                             {"User", R"(<domain>\\<user>)"},
                             {"Protocol", "<transport>"},
                             {"Initiated", "<sysmon_initiated>"},
                             {"SourceIsIpv6", "false"},
                             {"SourceIp", "<source_ip>"},
                             {"SourceHostname", "-"},
                             {"SourcePort", "<source_port>"},
                             {"SourcePortName", "-"},
                             {"DestinationIsIpv6", "false"},
                             {"DestinationIp", "<destination_ip>"},
                             {"DestinationHostname", "-"},
                             {"DestinationPort", "<destination_port>"},
                             {"DestinationPortName", "-"}};
const SysmonEvent kSysmonConnection{"3", "5", "Network connection detected", "NetworkConnect",
                                    kConnectionData};

const Fields kStartData{{"RuleName", "-"},
                        {"UtcTime", "<utc_time>"},
                        {"ProcessGuid", "{<guid>}"},
                        {"ProcessId", "<pid>"},
                        {"Image", "<path>"},
                        {"FileVersion", "10.0.22621.1"},
                        {"Description", "-"},
                        {"Product", "-"},
                        {"Company", "<publisher>"},
                        {"OriginalFileName", "<name>"},
                        {"CommandLine", "<command_line>"},
                        {"CurrentDirectory", R"(C:\\Windows\\system32\\)"},
                        {"User", R"(<domain>\\<user>)"},
                        {"LogonGuid", "{<guid>}"},
                        {"LogonId", "0x3e7"},
                        {"TerminalSessionId", "1"},
                        {"IntegrityLevel", "Medium"},
                        {"Hashes", "SHA1=<sha1>,MD5=<md5>,SHA256=<sha256>"},
                        {"ParentProcessGuid", "{<parent_guid>}"},
                        {"ParentProcessId", "<parent_pid>"},
                        {"ParentImage", "<parent_path>"},
                        {"ParentCommandLine", R"(\"<parent_path>\")"},
                        {"ParentUser", R"(<domain>\\<user>)"}};
const SysmonEvent kSysmonStart{"1", "5", "Process Create", "ProcessCreate", kStartData};

const Fields kFileData{{"RuleName", "-"},
                       {"UtcTime", "<utc_time>"},
                       {"ProcessGuid", "{<guid>}"},
                       {"ProcessId", "<pid>"},
                       {"Image", "<path>"},
                       {"TargetFilename", "<file_path>"},
                       {"CreationUtcTime", "<utc_time>"},
                       {"User", R"(<domain>\\<user>)"}};
const SysmonEvent kSysmonFile{"11", "2", "File created", "FileCreate", kFileData};

std::string winlogbeat(const SysmonEvent& event) {
  return kWinlogbeat + R"("event":{"code":")" + event.id +
         R"(","kind":"event","provider":"Microsoft-Windows-Sysmon","created":"<ingested>"},)" + kWinlog +
         R"("event_id":")" + event.id + R"(","task":")" + event.task() + R"(","event_data":{)" +
         as_members(event.data) + "}}}";
}

// ---- NXLog: im_msvistalog, which adds the data of an event to the fields of all events, through xm_json

const std::string kNxlog = R"({"EventTime":"<event_time>","Hostname":"<host>",)";

std::string nxlog_record(const std::string& system, const std::string& message, const std::string& category,
                         const Fields& data) {
  return kNxlog + system + R"("Message":")" + message + R"(","Category":")" + category +
         R"(","Opcode":"Info",)" + as_members(data) + R"(,
  "EventReceivedTime":"<received_time>","SourceModuleName":"eventlog","SourceModuleType":"im_msvistalog"})";
}

const std::string kSysmonSeverity = R"(
  "Keywords":-9223372036854775808,"EventType":"INFO","SeverityValue":2,"Severity":"INFO",)";

const std::string kSysmonProvider = R"(
  "SourceName":"Microsoft-Windows-Sysmon","ProviderGuid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",)";

const std::string kSysmonLog = R"(
  "OpcodeValue":0,"RecordNumber":<sequence>,"ExecutionProcessID":3956,"ThreadID":4296,
  "Channel":"Microsoft-Windows-Sysmon/Operational","Domain":"NT AUTHORITY","AccountName":"SYSTEM",
  "UserID":"S-1-5-18","AccountType":"User",)";

std::string nxlog_sysmon(const SysmonEvent& event) {
  const std::string system = kSysmonSeverity + R"("EventID":)" + event.id + "," + kSysmonProvider +
                             R"("Version":)" + event.version + R"(,"Task":)" + event.id + "," + kSysmonLog;
  return nxlog_record(system, event.title + ":" + as_lines(event.data), event.task(), event.data);
}

const std::string kSecurityStartSystem = R"(
  "Keywords":-9214364837600034816,"EventType":"AUDIT_SUCCESS","SeverityValue":2,"Severity":"INFO",
  "EventID":4688,"SourceName":"Microsoft-Windows-Security-Auditing",
  "ProviderGuid":"{54849625-5478-4994-A5BA-3E3B0328C30D}","Version":2,"Task":13312,"OpcodeValue":0,
  "RecordNumber":<sequence>,"ExecutionProcessID":4,"ThreadID":7316,"Channel":"Security",)";

const Fields kSecurityStartData{{"SubjectUserSid", "<sid>"},       {"SubjectUserName", "<user>"},
                                {"SubjectDomainName", "<domain>"}, {"SubjectLogonId", "0x3e7"},
                                {"NewProcessId", "<hex_pid>"},     {"NewProcessName", "<path>"},
                                {"TokenElevationType", "%%1936"},  {"ProcessId", "<parent_hex_pid>"},
                                {"CommandLine", "<command_line>"}, {"TargetUserSid", "S-1-0-0"},
                                {"TargetUserName", "-"},           {"TargetDomainName", "-"},
                                {"TargetLogonId", "0x0"},          {"ParentProcessName", "<parent_path>"},
                                {"MandatoryLabel", "S-1-16-8192"}};

// The end of every message on the start of a process.
const std::string kTokenElevationTypes =
    R"(\r\n\r\nToken Elevation Type indicates the type of token that was assigned to the new process in )"
    R"(accordance with User Account Control policy.)"
    R"(\r\n\r\nType 1 is a full token with no privileges removed or groups disabled.  A full token is )"
    R"(only used if User Account Control is disabled or if the user is the built-in Administrator )"
    R"(account or a service account.)"
    R"(\r\n\r\nType 2 is an elevated token with no privileges removed or groups disabled.  An elevated )"
    R"(token is used when User Account Control is enabled and the user chooses to start the program )"
    R"(using Run as administrator.  An elevated token is also used when an application is configured to )"
    R"(always require administrative privilege or to always require maximum privilege, and the user is a )"
    R"(member of the Administrators group.)"
    R"(\r\n\r\nType 3 is a limited token with administrative privileges removed and administrative )"
    R"(groups disabled.  The limited token is used when User Account Control is enabled, the application )"
    R"(does not require administrative privilege, and the user does not choose to start the program )"
    R"(using Run as administrator.)";

const std::string kSecurityStartMessage = R"(A new process has been created.
\r\n\r\nCreator Subject:\r\n\tSecurity ID:\t\t<sid>\r\n\tAccount Name:\t\t<user>
\r\n\tAccount Domain:\t\t<domain>\r\n\tLogon ID:\t\t0x3E7
\r\n\r\nTarget Subject:\r\n\tSecurity ID:\t\tS-1-0-0\r\n\tAccount Name:\t\t-\r\n\tAccount Domain:\t\t-
\r\n\tLogon ID:\t\t0x0
\r\n\r\nProcess Information:\r\n\tNew Process ID:\t\t<hex_pid>\r\n\tNew Process Name:\t<path>
\r\n\tToken Elevation Type:\t%%1936\r\n\tMandatory Label:\t\tS-1-16-8192
\r\n\tCreator Process ID:\t<parent_hex_pid>\r\n\tCreator Process Name:\t<parent_path>
\r\n\tProcess Command Line:\t<command_line>)";

// ---- Microsoft Defender

const std::string kDefenderEnvelope = R"({
  "time":"<ingested>","tenantId":"11111111-1111-4111-8111-111111111111","operationName":"Publish",
  "Tenant":"DefaultTenant","_TimeReceivedBySvc":"<ingested>","category":"AdvancedHunting-)";

const std::string kDefenderRow = R"("properties":{
  "Timestamp":"<time>","DeviceId":"<host_id>","DeviceName":"<host>","ReportId":<sequence>,
  "MachineGroup":"All_Win11","AppGuardContainerId":"",
  "InitiatingProcessId":<pid>,"InitiatingProcessFileName":"<name>","InitiatingProcessFolderPath":"<path>",
  "InitiatingProcessCommandLine":"<command_line>","InitiatingProcessCreationTime":"<time>",
  "InitiatingProcessMD5":"<md5>","InitiatingProcessSHA1":"<sha1>","InitiatingProcessSHA256":"<sha256>",
  "InitiatingProcessAccountName":"<user>","InitiatingProcessAccountDomain":"<domain>",
  "InitiatingProcessAccountSid":"<sid>","InitiatingProcessAccountUpn":null,
  "InitiatingProcessAccountObjectId":null,"InitiatingProcessIntegrityLevel":"System",
  "InitiatingProcessTokenElevation":"None","InitiatingProcessParentId":<parent_pid>,
  "InitiatingProcessParentFileName":"<parent_name>","InitiatingProcessParentCreationTime":"<time>",
  "InitiatingProcessVersionInfoCompanyName":"<publisher>",
  "InitiatingProcessVersionInfoOriginalFileName":"<name>",)";

std::string defender(const std::string& table, const std::string& columns) {
  return kDefenderEnvelope + table + R"(",)" + kDefenderRow + columns + "}}";
}

const std::string kDefenderNetwork = defender("DeviceNetworkEvents", R"(
  "ActionType":"<defender_action>","LocalIP":"<local_ip>","LocalPort":<local_port>,"LocalIPType":"Private",
  "RemoteIP":"<remote_ip>","RemotePort":<remote_port>,"RemoteIPType":null,"RemoteUrl":null,
  "Protocol":"<defender_protocol>","AdditionalFields":{"direction":"<defender_direction>"})");

const std::string kDefenderStart = defender("DeviceProcessEvents", R"(
  "ActionType":"ProcessCreated","ProcessId":<pid>,"FileName":"<name>","FolderPath":"<path>",
  "ProcessCommandLine":"<command_line>","SHA1":"<sha1>","SHA256":"<sha256>","MD5":"<md5>",
  "AccountName":"<user>","AccountDomain":"<domain>","AdditionalFields":null)");

const std::string kDefenderFile = defender("DeviceFileEvents", R"(
  "ActionType":"FileCreated","FileName":"<file_name>","FolderPath":"<file_path>","FileSize":<file_size>,
  "SHA1":"<sha1>","SHA256":"<sha256>","MD5":"<md5>","FileOriginUrl":null,"AdditionalFields":null)");

// ---- SentinelOne Cloud Funnel

const std::string kFunnel = R"({
  "event.time":<epoch_ms>,"timestamp":"<time>","i.scheme":"edr","i.version":"preprocess-lib-1.0",
  "dataSource.name":"SentinelOne","dataSource.vendor":"SentinelOne","dataSource.category":"security",
  "agent.uuid":"<host_id>","agent.version":"23.4.2.216","endpoint.name":"<host>","endpoint.os":"windows",
  "endpoint.type":"desktop","os.name":"Windows 11 Enterprise","site.name":"Default site",
  "event.id":"<event_id>","src.process.pid":<pid>,"src.process.name":"<name>",
  "src.process.image.path":"<path>","src.process.cmdline":"<command_line>",
  "src.process.user":"<domain>\\<user>","src.process.publisher":"<publisher>",
  "src.process.signedStatus":"signed","src.process.verifiedStatus":"verified",
  "src.process.image.md5":"<md5>","src.process.image.sha1":"<sha1>","src.process.image.sha256":"<sha256>",
  "src.process.uid":"<guid>","src.process.storyline.id":"<parent_guid>",
  "src.process.parent.pid":<parent_pid>,"src.process.parent.name":"<parent_name>",
  "src.process.parent.image.path":"<parent_path>","src.process.integrityLevel":"SYSTEM",
  "src.process.netConnInCount":0,"src.process.netConnOutCount":1,"src.process.moduleCount":168,)";

const std::string kFunnelNetwork = kFunnel + R"(
  "event.category":"ip","event.type":"IP Connect","meta.event.name":"<funnel_event>",
  "event.network.direction":"<funnel_direction>","event.network.connectionStatus":"SUCCESS",
  "src.ip.address":"<source_ip>","src.port.number":<source_port>,
  "dst.ip.address":"<destination_ip>","dst.port.number":<destination_port>})";

const std::string kFunnelStart = kFunnel + R"(
  "event.category":"process","event.type":"Process Creation","meta.event.name":"PROCESSCREATION",
  "tgt.process.pid":<pid>,"tgt.process.name":"<name>","tgt.process.image.path":"<path>",
  "tgt.process.cmdline":"<command_line>","tgt.process.image.sha256":"<sha256>"})";

const std::string kFunnelFile = kFunnel + R"(
  "event.category":"file","event.type":"File Creation","meta.event.name":"FILECREATION",
  "tgt.file.path":"<file_path>","tgt.file.extension":"<file_extension>","tgt.file.size":<file_size>,
  "tgt.file.isSigned":"unsigned","tgt.file.sha1":"<sha1>"})";

// ---- Elastic Endgame

const std::string kEndgame = R"({
  "timestamp":<filetime>,"serial_event_id":<sequence>,"pid":<pid>,"process_name":"<name>",
  "process_path":"<path>","user_name":"<user>","user_domain":"<domain>","user_sid":"<sid>",
  "unique_pid":<sequence>,)";

const std::string kEndgameNetwork = kEndgame + R"(
  "event_type":"network","event_type_full":"network_event","event_subtype_full":"<endgame_subtype>",
  "opcode":<endgame_opcode>,"protocol":"<transport>",
  "source_address":"<source_ip>","source_port":<source_port>,
  "destination_address":"<destination_ip>","destination_port":<destination_port>})";

const std::string kEndgameStart = kEndgame + R"(
  "event_type":"process","event_type_full":"process_event","event_subtype_full":"creation_event",
  "opcode":1,"subtype":"create","command_line":"<command_line>","md5":"<md5>","sha1":"<sha1>",
  "sha256":"<sha256>","ppid":<parent_pid>,"parent_process_name":"<parent_name>",
  "parent_process_path":"<parent_path>","signature_signer":"<publisher>","signature_status":"trusted"})";

const std::string kEndgameFile = kEndgame + R"(
  "event_type":"file","event_type_full":"file_event","event_subtype_full":"file_create_event",
  "opcode":0,"file_path":"<file_path>","file_name":"<file_name>"})";

Source source(const std::string& network, const std::string& process, const std::string& file) {
  return {RecordTemplate(network), RecordTemplate(process), RecordTemplate(file)};
}

Source sysmon(std::string (*write)(const SysmonEvent&)) {
  return source(write(kSysmonConnection), write(kSysmonStart), write(kSysmonFile));
}

}  // namespace

const std::vector<Source>& elastic_defend() {
  static const std::vector<Source> kSources{source(kDefendNetwork, kDefendStart, kDefendFile)};
  return kSources;
}

const std::vector<Source>& nxlog() {
  static const std::vector<Source> kSources{
      sysmon(nxlog_sysmon),
      source(nxlog_sysmon(kSysmonConnection),
             nxlog_record(kSecurityStartSystem, kSecurityStartMessage + kTokenElevationTypes,
                          "Process Creation", kSecurityStartData),
             nxlog_sysmon(kSysmonFile)),
  };
  return kSources;
}

const std::vector<Source>& all_sources() {
  static const std::vector<Source> kSources{
      elastic_defend().front(),
      sysmon(winlogbeat),
      nxlog().front(),
      source(kDefenderNetwork, kDefenderStart, kDefenderFile),
      source(kFunnelNetwork, kFunnelStart, kFunnelFile),
      source(kEndgameNetwork, kEndgameStart, kEndgameFile),
  };
  return kSources;
}

}  // namespace firstseen::bench
