#pragma once

#include <vector>

#include "facts.h"

namespace firstseen::bench {

// How one source writes the three kinds of events.
struct Source {
  RecordTemplate network;
  RecordTemplate process;
  RecordTemplate file;
};

// The sources of one export. Each machine has one of them.

// Elastic Defend's ECS documents.
const std::vector<Source>& elastic_defend();

// A Windows host's logs by NXLog: Sysmon's, and on every other machine process starts from the Security log.
const std::vector<Source>& nxlog();

// All five sources, Sysmon both as winlogbeat and as NXLog write it; the first is Elastic Defend.
const std::vector<Source>& all_sources();

}  // namespace firstseen::bench
