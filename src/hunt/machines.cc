#include "hunt/machines.h"

#include <algorithm>
#include <optional>

#include "firstseen/ip_address.h"
#include "unicode/letter_case.h"

namespace firstseen::hunt {
namespace {

// Whether spelling `a` is shown rather than `b`.
bool is_shown_before(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() > b.size() : a < b;
}

// The shown spelling of each machine, by its name in lower case.
using Machines = std::map<std::string, std::string, std::less<>>;

Machines by_lower_case(const std::map<std::string, Timestamp, std::less<>>& hosts) {
  Machines machines;
  for (const auto& [name, first] : hosts) {
    std::string& shown = machines[unicode::lowered(name)];
    if (shown.empty() || is_shown_before(name, shown)) shown = name;
  }
  return machines;
}

// Returns the only name that consists of `name` and a domain; nullopt if there is none or several.
std::optional<Machines::const_iterator> only_qualified(const Machines& machines, const std::string& name) {
  const std::string begin = name + ".";
  std::optional<Machines::const_iterator> found;
  for (auto other = machines.lower_bound(begin); other != machines.end() && other->first.starts_with(begin);
       ++other) {
    if (IpAddress::parse(other->first)) continue;
    if (found) return std::nullopt;
    found = other;
  }
  return found;
}

}  // namespace

std::vector<std::string> machines_of(const std::map<std::string, Timestamp, std::less<>>& hosts) {
  const Machines machines = by_lower_case(hosts);
  std::vector<std::string> names;
  for (const auto& [lower, shown] : machines) {
    const bool has_domain = lower.find('.') != std::string::npos;
    if (has_domain || !only_qualified(machines, lower)) names.push_back(shown);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace firstseen::hunt
