// Counts the machines behind the host names of a run.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "firstseen/timestamp.h"

namespace firstseen::hunt {

// Sources spell a host in other letter cases, and with or without its domain. Returns one name per
// machine, in bytewise order: names that are equal in lower case are one machine, and a name
// without a domain is the same machine as the only longer name that it begins (`ws-1` of
// `ws-1.corp.example`; with two such names it stays a machine of its own). Addresses are not split. Of
// several spellings the longest is returned, of these the bytewise smallest. O(n log n).
std::vector<std::string> machines_of(const std::map<std::string, Timestamp, std::less<>>& hosts);

}  // namespace firstseen::hunt
