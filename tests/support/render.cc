#include "support/render.h"
#include "support/json_string.h"

#include <fmt/format.h>

#include <algorithm>

#include "firstseen/timestamp.h"

namespace firstseen::test {
namespace {

std::string iso(const Connection& c) {
  return Timestamp{c.seconds, c.millis * 1'000'000, 3}.to_string();
}

// `yyyy-MM-dd HH:mm:ss.SSS`.
std::string utc_time(const Connection& c) {
  std::string text = iso(c);
  text[10] = ' ';
  text.pop_back();
  return text;
}

std::string flag(bool value) {
  return value ? "true" : "false";
}

// The extra pairs, and of the others those that are not among them.
std::vector<Pair> with_extra(const Connection& c, const std::vector<Pair>& own) {
  std::vector<Pair> all = c.extra;
  for (const Pair& pair : own) {
    const bool given =
        std::any_of(c.extra.begin(), c.extra.end(), [&](const Pair& extra) { return extra.key == pair.key; });
    if (!given) all.push_back(pair);
  }
  return all;
}

std::vector<Pair> event_data(const Connection& c) {
  return with_extra(c, {{"UtcTime", utc_time(c)},
                        {"ProcessGuid", "{f3a1c5d0-0000-67c4-eb03-000000000001}"},
                        {"ProcessId", std::to_string(c.pid)},
                        {"Image", c.pid == 4 ? "System" : "C:\\Windows\\explorer.exe"},
                        {"User", "NT AUTHORITY\\SYSTEM"},
                        {"Protocol", c.transport},
                        {"Initiated", flag(c.outbound)},
                        {"SourceIp", c.source_ip},
                        {"SourcePort", std::to_string(c.source_port)},
                        {"DestinationIp", c.destination_ip},
                        {"DestinationPort", std::to_string(c.destination_port)}});
}

std::string members(const std::vector<Pair>& pairs) {
  std::string out;
  for (const Pair& pair : pairs)
    out += (out.empty() ? "" : ",") + json_string(pair.key) + ":" + json_string(pair.value);
  return out;
}

std::string lower_camel(const Connection& c) {
  std::vector<Pair> pairs = event_data(c);
  for (Pair& pair : pairs) {
    pair.key[0] = static_cast<char>(pair.key[0] | 0x20);
    std::string doubled;
    for (const char ch : pair.value) doubled += ch == '\\' ? "\\\\" : std::string(1, ch);
    pair.value = doubled;
  }
  return members(pairs);
}

std::string escaped_xml(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

std::string xml(const Connection& c, std::string_view provider) {
  std::string data;
  for (const Pair& pair : event_data(c))
    data += fmt::format("<Data Name='{}'>{}</Data>", pair.key, escaped_xml(pair.value));
  return fmt::format(
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
      "Name='{}'/><EventID>{}</EventID>"
      "<TimeCreated SystemTime='2026-01-01T00:00:00.0Z'/><Execution ProcessID='2812' ThreadID='1'/>"
      "<Channel>{}/Operational</Channel><Computer>{}</Computer><Security "
      "UserID='{}'/></System><EventData>{}</EventData></Event>",
      provider, c.event_id, provider, c.host, c.user_id, data);
}

std::string message(const Connection& c) {
  std::string out = "Network connection detected:";
  for (const Pair& pair : event_data(c)) out += "\r\n" + pair.key + ": " + pair.value;
  return out;
}

std::string pairs_json(const Connection& c) {
  std::string out;
  for (const Pair& pair : event_data(c)) {
    out += fmt::format("{}{{\"@Name\":{},\"#text\":{}}}", out.empty() ? "" : ",", json_string(pair.key),
                       json_string(pair.value));
  }
  return R"({"EventData":{"Data":[)" + out + "]}}";
}

constexpr std::string_view kSysmon = "Microsoft-Windows-Sysmon";
constexpr const char* kChannel = "Microsoft-Windows-Sysmon/Operational";

std::string ecs(const Connection& c, std::string_view members_of_source) {
  return fmt::format(
      R"({{"@timestamp":{},{},"event":{{"category":["network"]}},"host":{{"name":{},"os":{{"type":"windows"}}}},"network":{{"transport":{}}},"process":{{"pid":{}}},"source":{{"ip":{},"port":{}}},"destination":{{"ip":{},"port":{}}}}})",
      json_string(iso(c)), members_of_source, json_string(c.host), json_string(c.transport), c.pid,
      json_string(c.source_ip), c.source_port, json_string(c.destination_ip), c.destination_port);
}

// Members of a flat record whose values are JSON already; the extra ones are strings.
std::string flat_members(const Connection& c, const std::vector<Pair>& own) {
  Connection quoted_extra = c;
  for (Pair& pair : quoted_extra.extra) pair.value = json_string(pair.value);
  std::string out;
  for (const Pair& pair : with_extra(quoted_extra, own))
    out += (out.empty() ? "" : ",") + json_string(pair.key) + ":" + pair.value;
  return out;
}

std::string defender_row(const Connection& c) {
  return flat_members(c, {{"Timestamp", json_string(iso(c))},
                          {"DeviceId", "\"d\""},
                          {"DeviceName", json_string(c.host)},
                          {"ActionType", "\"ConnectionSuccess\""},
                          {"LocalIP", json_string(c.source_ip)},
                          {"LocalPort", std::to_string(c.source_port)},
                          {"RemoteIP", json_string(c.destination_ip)},
                          {"RemotePort", std::to_string(c.destination_port)},
                          {"LocalIPType", "\"Private\""},
                          {"RemoteIPType", "null"},
                          {"Protocol", json_string(c.transport == "tcp" ? "TcpV4" : "Udp")},
                          {"InitiatingProcessId", std::to_string(c.pid)},
                          {"InitiatingProcessAccountSid", json_string(c.user_id)},
                          {"AdditionalFields", "null"}});
}

std::string cloud_funnel(const Connection& c) {
  return "{" +
         flat_members(c, {{"event.time", fmt::format("{}{:03}", c.seconds, c.millis)},
                          {"event.category", "\"ip\""},
                          {"event.type", "\"IP Connect\""},
                          {"event.network.direction", c.outbound ? "\"OUTGOING\"" : "\"INCOMING\""},
                          {"meta.event.name", c.transport == "tcp" ? "\"TCPV4\"" : "\"UDPV4\""},
                          {"src.ip.address", json_string(c.source_ip)},
                          {"src.port.number", std::to_string(c.source_port)},
                          {"dst.ip.address", json_string(c.destination_ip)},
                          {"dst.port.number", std::to_string(c.destination_port)},
                          {"src.process.pid", std::to_string(c.pid)},
                          {"endpoint.os", "\"windows\""},
                          {"endpoint.name", json_string(c.host)}}) +
         "}";
}

std::string deep_visibility(const Connection& c) {
  return "{" +
         flat_members(c, {{"objectType", "\"ip\""},
                          {"eventType", "\"IP Connect\""},
                          {"agentUuid", "\"u\""},
                          {"eventTime", json_string(iso(c))},
                          {"metaEventName", c.transport == "tcp" ? "\"TCPV4\"" : "\"UDPV4\""},
                          {"netEventDirection", c.outbound ? "\"OUTGOING\"" : "\"INCOMING\""},
                          {"srcIp", json_string(c.source_ip)},
                          {"srcPort", std::to_string(c.source_port)},
                          {"dstIp", json_string(c.destination_ip)},
                          {"dstPort", std::to_string(c.destination_port)},
                          {"srcProcPid", json_string(std::to_string(c.pid))},
                          {"endpointOs", "\"windows\""},
                          {"endpointName", json_string(c.host)}}) +
         "}";
}

std::string endgame_raw(const Connection& c) {
  const std::int64_t ticks = c.seconds * 10'000'000 + c.millis * 10'000 + 116444736000000000;
  return "{" +
         flat_members(c, {{"event_type_full", "\"network_event\""},
                          {"event_subtype_full", "\"ipv4_connection_attempt_event\""},
                          {"opcode", c.outbound ? "12" : "15"},
                          {"pid", std::to_string(c.pid)},
                          {"process_name", "\"System\""},
                          {"protocol", json_string(c.transport)},
                          {"source_address", json_string(c.source_ip)},
                          {"source_port", std::to_string(c.source_port)},
                          {"destination_address", json_string(c.destination_ip)},
                          {"destination_port", json_string(std::to_string(c.destination_port))},
                          {"timestamp", std::to_string(ticks)},
                          {"unique_pid", "1"}}) +
         "}";
}

std::vector<Shape> sysmon_shapes() {
  return {
      {"sysmon-flat", "sysmon",
       [](const Connection& c) {
         return fmt::format(R"({{"EventID":{},"UserID":"{}","Channel":"{}","Hostname":{},{}}})", c.event_id,
                            c.user_id, kChannel, json_string(c.host), members(event_data(c)));
       }},
      {"sysmon-flat-eql", "sysmon",
       [](const Connection& c) {
         return fmt::format(R"({{"EventId":{},"UserID":"{}","Computer":{},{}}})", c.event_id, c.user_id,
                            json_string(c.host), members(event_data(c)));
       }},
      {"sysmon-winlogbeat", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"@timestamp":"2026-01-01T00:00:00Z","winlog":{{"channel":"{}","event_id":"{}","user":{{"identifier":"{}"}},"computer_name":{},"event_data":{{{}}}}}}})",
             kChannel, c.event_id, c.user_id, json_string(c.host), members(event_data(c)));
       }},
      {"sysmon-winlogbeat6", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"@timestamp":"2026-01-01T00:00:00Z","log_name":"{}","source_name":"{}","event_id":{},"process_id":7,"user":{{"identifier":"{}"}},"computer_name":{},"event_data":{{{}}}}})",
             kChannel, kSysmon, c.event_id, c.user_id, json_string(c.host), members(event_data(c)));
       }},
      {"sysmon-evtx", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"Event":{{"System":{{"EventID":{},"Channel":"{}","Computer":{},"Security":{{"#attributes":{{"UserID":"{}"}}}}}},"EventData":{{{}}}}}}})",
             c.event_id, kChannel, json_string(c.host), c.user_id, members(event_data(c)));
       }},
      {"sysmon-evtx-qualified", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"Event":{{"System":{{"EventID":{{"#attributes":{{"Qualifiers":1}},"#text":{}}},"Channel":"{}","Computer":{},"Security":{{"#attributes":{{"UserID":"{}"}}}}}},"EventData":{{{}}}}}}})",
             c.event_id, kChannel, json_string(c.host), c.user_id, members(event_data(c)));
       }},
      {"sysmon-velociraptor", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"System":{{"EventID":{{"Value":{}}},"Channel":"{}","Computer":{},"Security":{{"UserID":"{}"}},"TimeCreated":{{"SystemTime":1.5}}}},"EventData":{{{}}}}})",
             c.event_id, kChannel, json_string(c.host), c.user_id, members(event_data(c)));
       }},
      {"sysmon-evtxecmd", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"EventId":{},"ProcessId":7,"UserId":"{}","Channel":"{}","Provider":"{}","Computer":{},"TimeCreated":"2026-01-01T00:00:00+00:00","Payload":{}}})",
             c.event_id, c.user_id, kChannel, kSysmon, json_string(c.host), json_string(pairs_json(c)));
       }},
      {"sysmon-evtxecmd-full", "sysmon",
       [](const Connection& c) {
         const std::string pairs = pairs_json(c);
         return fmt::format(
             R"({{"Event":{{"System":{{"Provider":{{"@Name":"{}"}},"EventID":"{}","Security":{{"@UserID":"{}"}},"Computer":{}}},{}}}}})",
             kSysmon, c.event_id, c.user_id, json_string(c.host), pairs.substr(1, pairs.size() - 2));
       }},
      {"sysmon-splunk-xml", "sysmon",
       [](const Connection& c) {
         return fmt::format(R"({{"_time":"2026-01-01 00:00:00.000 UTC","_raw":{}}})",
                            json_string(xml(c, kSysmon)));
       }},
      {"sysmon-splunk-text", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"_time":"2026-01-01 00:00:00.000 UTC","ComputerName":{},"EventCode":"{}","_raw":{}}})",
             json_string(c.host), c.event_id, json_string(message(c) + "\r\nSid=" + c.user_id));
       }},
      {"sysmon-wazuh", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"timestamp":"2026-01-01T00:00:00.000+0000","data":{{"win":{{"system":{{"providerName":"{}","eventID":"{}","channel":"{}","computer":{},"processID":"7"}},"eventdata":{{{}}}}}}}}})",
             kSysmon, c.event_id, kChannel, json_string(c.host), lower_camel(c));
       }},
      {"sysmon-sentinel", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"Type":"WindowsEvent","TimeGenerated":"2026-01-01T00:00:00Z","Provider":"{}","Channel":"{}","Computer":{},"EventID":{},"UserId":"{}","EventData":{}}})",
             kSysmon, kChannel, json_string(c.host), c.event_id, c.user_id,
             json_string("{" + members(event_data(c)) + "}"));
       }},
      {"sysmon-azure", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"category":"WindowsEventLogsTable","properties":{{"Channel":"{}","EventId":{},"Pid":7,"RawXml":{}}}}})",
             kChannel, c.event_id, json_string(xml(c, kSysmon)));
       }},
      {"sysmon-get-winevent", "sysmon",
       [](const Connection& c) {
         return fmt::format(
             R"({{"Id":{},"ProcessId":7,"UserId":{{"Value":"{}"}},"ProviderName":"{}","MachineName":{},"TimeCreated":"\/Date(1520324046638)\/","Properties":[{{"Value":"-"}}],"Message":{}}})",
             c.event_id, c.user_id, kSysmon, json_string(c.host), json_string(message(c)));
       }},
  };
}

}  // namespace

std::vector<Connection> connections(std::size_t count) {
  std::vector<Connection> out;
  for (std::size_t i = 0; i < count; ++i) {
    Connection c;
    c.seconds = 1772359200 + static_cast<std::int64_t>(i) * 3601;
    c.millis = static_cast<unsigned>(i * 37 % 1000);
    c.host = fmt::format("ws-{:04}", i % 7);
    c.pid = i % 5 == 0 ? 44 : 4;
    c.transport = i % 6 == 0 ? "udp" : "tcp";
    c.source_ip = fmt::format("10.1.{}.{}", i % 3, i % 250 + 1);
    c.source_port = 50000 + static_cast<int>(i);
    c.destination_ip =
        i % 4 == 0 ? fmt::format("192.168.9.{}", i % 250 + 1) : fmt::format("203.0.114.{}", i % 9 + 1);
    c.destination_port = i % 3 == 0 ? 139 : 445;
    out.push_back(std::move(c));
  }
  return out;
}

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> kShapes = [] {
    std::vector<Shape> all = sysmon_shapes();
    all.push_back({"elastic-defend-ecs", "elastic-defend",
                   [](const Connection& c) { return ecs(c, R"("agent":{"type":"endpoint"})"); }});
    all.push_back({"m365-defender-ecs", "m365-defender", [](const Connection& c) {
                     return ecs(c, R"("data_stream":{"dataset":"m365_defender.event"})");
                   }});
    all.push_back({"sentinelone-ecs", "sentinelone", [](const Connection& c) {
                     return ecs(c, R"("data_stream.dataset":"sentinel_one_cloud_funnel.event")");
                   }});
    all.push_back(
        {"endgame-ecs", "endgame", [](const Connection& c) { return ecs(c, R"("endgame":{"pid":[4]})"); }});
    all.push_back(
        {"ecs", "ecs", [](const Connection& c) { return ecs(c, R"("ecs":{"version":"8.11.0"})"); }});
    all.push_back(
        {"defender-envelope", "m365-defender", [](const Connection& c) {
           return R"({"time":"2026-01-01T00:00:00Z","category":"AdvancedHunting-DeviceNetworkEvents","properties":{)" +
                  defender_row(c) + "}}";
         }});
    all.push_back(
        {"defender-bare", "m365-defender", [](const Connection& c) { return "{" + defender_row(c) + "}"; }});
    all.push_back({"sentinelone-cloud-funnel", "sentinelone", cloud_funnel});
    all.push_back({"sentinelone-deep-visibility", "sentinelone", deep_visibility});
    all.push_back({"endgame-raw", "endgame", endgame_raw, false});
    return all;
  }();
  return kShapes;
}

const Shape& shape(std::string_view name) {
  const auto& all = shapes();
  return *std::find_if(all.begin(), all.end(), [&](const Shape& one) { return one.name == name; });
}

}  // namespace firstseen::test
