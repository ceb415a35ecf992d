#include <algorithm>

#include "firstseen/rule.h"

namespace firstseen {
namespace {

// Follows the logic of Elastic's rule with the same purpose (NOTICE). Network names are those of
// IANA's IPv4 and IPv6 special-purpose address registries.
constexpr std::string_view kWindowsNetwork =
    "event.category: network\n"
    "and host.os.type: windows\n";
constexpr std::string_view kKernel = "and process.pid: 4\n";
constexpr std::string_view kSmbToInternet =
    "and network.transport: tcp\n"
    "and destination.port: (139 or 445)\n"
    "and source.ip: (\n"
    "  10.0.0.0/8 or\n"     // Private-Use
    "  172.16.0.0/12 or\n"  // Private-Use
    "  192.168.0.0/16\n"    // Private-Use
    ")\n"
    "and not destination.ip: (\n"
    "  10.0.0.0/8 or\n"       // Private-Use
    "  100.64.0.0/10 or\n"    // Shared Address Space
    "  127.0.0.0/8 or\n"      // Loopback
    "  169.254.0.0/16 or\n"   // Link Local
    "  172.16.0.0/12 or\n"    // Private-Use
    "  192.0.0.0/24 or\n"     // IETF Protocol Assignments
    "  192.0.0.0/29 or\n"     // IPv4 Service Continuity Prefix
    "  192.0.0.8/32 or\n"     // IPv4 dummy address
    "  192.0.0.9/32 or\n"     // Port Control Protocol Anycast
    "  192.0.0.10/32 or\n"    // Traversal Using Relays around NAT Anycast
    "  192.0.0.170/32 or\n"   // NAT64/DNS64 Discovery
    "  192.0.0.171/32 or\n"   // NAT64/DNS64 Discovery
    "  192.0.2.0/24 or\n"     // Documentation (TEST-NET-1)
    "  192.31.196.0/24 or\n"  // AS112-v4
    "  192.52.193.0/24 or\n"  // AMT
    "  192.88.99.0/24 or\n"   // Deprecated (6to4 Relay Anycast)
    "  192.168.0.0/16 or\n"   // Private-Use
    "  192.175.48.0/24 or\n"  // Direct Delegation AS112 Service
    "  198.18.0.0/15 or\n"    // Benchmarking
    "  198.51.100.0/24 or\n"  // Documentation (TEST-NET-2)
    "  203.0.113.0/24 or\n"   // Documentation (TEST-NET-3)
    "  224.0.0.0/4 or\n"      // Multicast
    "  240.0.0.0/4 or\n"      // Reserved
    "  \"::1\" or\n"          // Loopback Address
    "  \"fe80::/10\" or\n"    // Link-Local Unicast
    "  \"ff00::/8\"\n"        // Multicast
    ")\n";

Rule rare_smb_to_internet() {
  Rule rule;
  rule.id = "f580bf0a-2d23-43bb-b8e1-17548bb947ec";
  rule.name = kDefaultRule;
  rule.description =
      "The Windows kernel (process id 4) opens an SMB connection from a private to a public address that was "
      "not seen "
      "in the window before. Whoever runs the server gets the user's NTLM credentials: a rogue UNC path in a "
      "document, "
      "mail or shortcut is enough.";
  rule.severity = "medium";
  rule.risk_score = 47;
  rule.query = std::string(kWindowsNetwork) + std::string(kKernel) + std::string(kSmbToInternet);
  rule.terms = {"destination.ip"};
  rule.window = kDefaultWindow;
  rule.threats = {{{"TA0010", "Exfiltration"}, {{"T1048", "Exfiltration Over Alternative Protocol"}}, {}},
                  {{"TA0006", "Credential Access"}, {{"T1187", "Forced Authentication"}}, {}}};
  return rule;
}

// For exports that report the kernel's traffic with process id 0 or without one. Also finds SMB of
// other processes.
Rule rare_smb_to_internet_wide() {
  Rule rule = rare_smb_to_internet();
  rule.id = "5c0e6a52-7f0f-4a8e-9d43-6d6b7f2f9a10";
  rule.name = "rare-smb-to-internet-wide";
  rule.description =
      "Any process, or one that the export does not name, opens an SMB connection from a private to a public "
      "address that "
      "was not seen in the window before. rare-smb-to-internet without its process id clause, for exports "
      "that report the "
      "kernel's traffic as process id 0 or without one.";
  rule.query = std::string(kWindowsNetwork) + std::string(kSmbToInternet);
  return rule;
}

}  // namespace

std::string_view to_string(RuleType type) {
  switch (type) {
    case RuleType::kNewTerms: return "new_terms";
    case RuleType::kQuery: return "query";
    case RuleType::kThreshold: return "threshold";
  }
  return {};
}

const std::vector<Rule>& builtin_rules() {
  static const std::vector<Rule> kRules{rare_smb_to_internet(), rare_smb_to_internet_wide()};
  return kRules;
}

const Rule* find_builtin_rule(std::string_view name) {
  const auto& rules = builtin_rules();
  const auto at =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.name == name; });
  return at == rules.end() ? nullptr : &*at;
}

}  // namespace firstseen
