// The dumb twin of the history: all sightings sorted, a new run wherever they are parted.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "history/history.h"

namespace firstseen::test {

struct Seen {
  std::string term;
  Timestamp time;
  std::string host;
  std::string event;
  event::Place place;
  std::vector<std::string> counted = {};
};

// A run without its evidence, but for what tells which sighting it is of.
struct FlatRun {
  Timestamp first;
  Timestamp last;
  std::uint64_t events = 0;
  std::set<std::string> hosts;  // each with when it was seen first
  std::set<std::string> counted;
  std::string event;
  std::uint64_t offset = 0;
  std::uint64_t last_offset = 0;

  bool operator==(const FlatRun&) const = default;
};

using Flat = std::map<std::string, std::vector<FlatRun>>;  // by term

Flat brute_force(std::vector<Seen> sightings, const history::Division& division);

// What a history holds, to be compared.
Flat flat(const history::History& history);

void add(history::History& history, const Seen& sighting);

// A run a line.
std::string print(const Flat& runs);

}  // namespace firstseen::test
