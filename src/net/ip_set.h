// A set of IP networks, compiled to sorted, disjoint, merged ranges: a look-up is one binary search.
// Add everything, compile once, then only ask; a compiled set may be shared by threads.
#pragma once

#include <string>
#include <vector>

#include "firstseen/ip_address.h"

namespace firstseen::net {

class IpSet {
 public:
  // Any order, overlaps and repeats allowed. Invalidates an earlier compile().
  void add(const Cidr& network) { ranges_.push_back(network); }

  // Sorts and merges: adjacent and overlapping ranges become one.
  void compile();

  // Must be compiled. O(log ranges).
  bool contains(const IpAddress& address) const;

  // The merged ranges, ascending. Must be compiled.
  const std::vector<Cidr>& ranges() const { return ranges_; }

  // `first-last` of each range, separated by spaces; a range of one address is that address.
  std::string print() const;

 private:
  std::vector<Cidr> ranges_;
};

}  // namespace firstseen::net
