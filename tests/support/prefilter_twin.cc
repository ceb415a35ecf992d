#include "support/prefilter_twin.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

#include "firstseen/hunt.h"
#include "json/reader.h"
#include "rules/loader.h"
#include "sources/tables/tables.h"
#include "support/mutate.h"

namespace firstseen::test {
namespace {

// Letters beyond ASCII that are ASCII in lower case, and texts whose words they are in.
constexpr const char* kOddNames[] = {"CORP\\ki-adm", "CORP\\\u212aI-adm", "CORP\\k\u0130-ADM", "CORP\\KÖNIG"};
constexpr const char* kOddLines[] = {"tool “\u212a\u0130nit”—now", "tool kinit.exe", "TOOL\u00a0KINIT",
                                     "İ \u212a x"};

// What the family of a shape can say besides.
std::vector<Pair> extra_of(const std::string& shape, std::mt19937& random) {
  std::vector<test::Pair> all;
  if (shape.starts_with("sysmon-")) {
    all = {{"User", random() % 2 == 0 ? "CORP\\alice" : kOddNames[random() % std::size(kOddNames)]},
           {"Image", "C:\\Windows\\svchost.exe"},
           {"CommandLine",
            random() % 2 == 0 ? "powershell -enc zz YWxpY2U=" : kOddLines[random() % std::size(kOddLines)]},
           {"Hashes", "MD5=BB22,SHA256=CC33FF"},
           {"DestinationHostname", "srv.example"},
           {"DestinationPortName", "microsoft-ds"},
           {"ImageLoaded", "C:\\Windows\\system32\\x.dll"},
           {"TargetObject", "HKLM\\Software\\Run"},
           {"Details", "DWORD (0x00000010)"},
           {"QueryName", "example.org"},
           {"Protocol", random() % 2 == 0 ? "TCP" : "17"}};
  } else if (shape.starts_with("defender-")) {
    all = {{"InitiatingProcessFileName", "svchost.exe"},
           {"InitiatingProcessCommandLine", "powershell -enc zz YWxpY2U="},
           {"InitiatingProcessSHA256", "cc33ff"},
           {"InitiatingProcessAccountName", "alice"},
           {"RemoteUrl", "srv.example"},
           {"ActionType", random() % 2 == 0 ? "ConnectionSuccess" : "Connection Success"},
           {"Protocol", random() % 2 == 0 ? "Ntlm" : "TcpV6"},
           {"AdditionalFields", R"({"direction":"In"})"}};
  } else if (shape == "sentinelone-cloud-funnel") {
    all = {{"src.process.name", "svchost.exe"},   {"src.process.user", "NT AUTHORITY\\SYSTEM"},
           {"event.network.protocolName", "SMB"}, {"event.network.connectionStatus", "SUCCESS"},
           {"event.dns.request", "example.org"},  {"meta.event.name", random() % 2 == 0 ? "TCPV6" : "tcpv4"}};
  } else if (shape == "endgame-raw") {
    all = {{"process_path", "C:\\Windows\\explorer.exe"},
           {"user_name", "alice"},
           {"command_line", "x"},
           {"protocol", random() % 2 == 0 ? "6" : "TCP"},
           {"query_name", "example.org"}};
  }
  std::erase_if(all, [&](const Pair&) { return random() % 3 != 0; });
  return all;
}

}  // namespace

std::vector<Rule> query_rules(std::initializer_list<const char*> texts) {
  std::vector<Rule> rules;
  for (const char* const text : texts) {
    Rule rule;
    rule.id = rule.name = text;
    rule.type = RuleType::kQuery;
    rule.query = text;
    rules.push_back(std::move(rule));
  }
  return rules;
}

std::vector<Rule> rules_with_literals() {
  std::vector<Rule> rules = query_rules({
      "destination.port: (139 or 445)",
      "process.pid: 4",
      "process.pid >= 4 and process.pid <= 6",
      "source.port: 50003",
      "network.transport: tcp",
      "network.direction: egress",
      "network.protocol: (\"microsoft-ds\" or smb or ntlm)",
      "event.category: network",
      "event.code: 3",
      "event.type: start",
      "event.action: (\"connection_attempted\" or \"Network connection\" or connectionsuccess)",
      "event.action: \"connection-success\"",
      "event.outcome: success",
      "host.name: ws-0003",
      "host.name: ws-*3",
      "host.os.type: windows",
      "user.domain: \"NT AUTHORITY\"",
      "user.name: (SYSTEM or alice)",
      "user.name.caseless: ALICE",
      "user.name.caseless: kI-ADM",
      "user.name.caseless: könig",
      "user.name.caseless: *ki-a*",
      "process.command_line.text: kinit",
      "process.command_line.text: \"tool kinit\"",
      "process.command_line.text: kin*",
      "user.id: \"S-1-5-18\"",
      "process.name: svchost.exe",
      "process.name.text: svchost",
      "process.executable: *\\\\Windows\\\\*",
      "process.executable: \"C:\\\\Windows\\\\explorer.exe\"",
      "process.command_line.text: \"enc zz\"",
      "process.command_line: *YWxpY2U*",
      "process.hash.sha256: cc33ff",
      "process.entity_id: \"{f3a1c5d0-0000-67c4-eb03-000000000001}\"",
      "file.extension: dll",
      "file.path: *system32*",
      "registry.value: Run",
      "registry.data.strings: 16",
      "dns.question.name: example.org",
      "destination.domain: srv.example",
      "message: \"network connection\"",
      "vendor.thing: 445",
      "winlog.event_data.Image: *svchost.exe",
      "winlog.event_data.User: \"CORP\\\\alice\"",
      "winlog.event_data.DestinationPort: 445",
      "winlog.provider_name: \"Microsoft-Windows-Sysmon\"",
      "destination.ip: 203.0.114.0/24 and destination.port: 445 and not process.name: x",
      "(destination.port: 139 and user.name: alice) or process.name: svchost.exe",
      // Of these not every branch has literals, so that they must have none.
      "process.name: svchost.exe or host.name: *",
      "destination.port: 445 or not user.name: alice",
  });
  rules.push_back(*find_builtin_rule(kDefaultRule));
  rules.push_back(*find_builtin_rule("rare-smb-to-internet-wide"));
  if (const char* const more = std::getenv("FIRSTSEEN_RULES")) {
    const LoadedRules loaded = rules::load_all({more});
    rules.insert(rules.end(), loaded.rules.begin(), loaded.rules.end());
  }
  return rules;
}

std::string random_record(const Shape& shape, std::mt19937& random) {
  static const auto kConnections = connections(500);
  Connection c = kConnections[random() % kConnections.size()];
  c.extra = extra_of(shape.name, random);
  constexpr std::array<int, 6> kIds{3, 3, 1, 7, 13, 22};
  c.event_id = kIds[random() % kIds.size()];
  return respelt(shape.render(c), random);
}

MatchReader::MatchReader(const rules::RuleSet& rules, const sources::Normalizer& normalizer)
    : rules_(rules),
      plan_{normalizer, rules.fields},
      worker_(plan_, ReadRequest{}, *this),
      matched_(rules.rules.size()) {}

const std::vector<bool>& MatchReader::read(std::string_view text) {
  matched_.assign(matched_.size(), false);
  storage_.assign(text);
  storage_.resize(text.size() + json::kPadding);
  input::Block block;
  block.lines = false;
  block.bytes = std::string_view(storage_).substr(0, text.size());
  block.spans = {{0, static_cast<std::uint32_t>(text.size()), 0}};
  worker_.read(block);
  return matched_;
}

pass::Verdict MatchReader::visit(pass::Record& record, prefilter::RuleMask /*possible*/) {
  ++events_;
  for (std::size_t i = 0; i < matched_.size(); ++i) {
    if (rules_.rules[i].program.matches(record.event())) matched_[i] = true;
  }
  return pass::Verdict::kNotMatched;
}

ScannedRules::ScannedRules(const std::vector<Rule>& all) {
  rules::RuleSetOptions options;
  options.skip_bad_rules = true;
  options.suggest_fields = false;
  auto compiled = rules::compile_rules(all, options);
  if (!compiled) throw std::runtime_error(to_text(compiled.error().front()));
  const std::vector<sources::SourceTable> tables = sources::tables::builtin_tables();
  prefilter::Preimages preimages(tables, compiled->fields, false);
  std::vector<rules::CompiledRule> kept;
  for (rules::CompiledRule& rule : compiled->rules) {
    auto requirement = prefilter::requirement_of(rule.rule.name, rule.tree, preimages, compiled->fields);
    if (!requirement.literals) continue;
    requirements.push_back(std::move(requirement));
    kept.push_back(std::move(rule));
  }
  rules = std::move(*compiled);
  rules.rules = std::move(kept);
  std::string why;
  literals = prefilter::LiteralSet::make(requirements, why);
  if (literals == nullptr) throw std::runtime_error(why);
}

bool ScannedRules::lets_through(const std::vector<prefilter::Hit>& hits, std::size_t rule) const {
  return std::any_of(hits.begin(), hits.end(), [&](const prefilter::Hit& hit) {
    return (literals->rules(hit.literal)[rule / 64] >> (rule % 64) & 1) != 0;
  });
}

}  // namespace firstseen::test
