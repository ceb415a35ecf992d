// A set of IP networks, compiled to sorted, disjoint, merged ranges; a lookup is one binary search.
// Add all networks, compile once, then look up. A compiled set may be shared by threads.
#pragma once

#include <string>
#include <vector>

#include "firstseen/ip_address.h"

namespace firstseen::net {

class IpSet {
 public:
  // Adds a network, in any order; overlaps and duplicates are allowed. Invalidates an earlier
  // compile().
  void add(const Cidr& network) { ranges_.push_back(network); }

  // Sorts the ranges and merges adjacent and overlapping ones.
  void compile();

  // REQUIRES: compiled. O(log ranges).
  bool contains(const IpAddress& address) const;

  // The merged ranges, ascending. REQUIRES: compiled.
  const std::vector<Cidr>& ranges() const { return ranges_; }

  // Prints `first-last` for each range, separated by spaces. A range of one address prints as that
  // address.
  std::string print() const;

 private:
  std::vector<Cidr> ranges_;
};

}  // namespace firstseen::net
