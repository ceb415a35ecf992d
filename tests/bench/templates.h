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

// Elastic Defend's ECS documents.
const Source& elastic_defend();

// All five sources, Sysmon both as winlogbeat and as NXLog write it; the first is Elastic Defend.
const std::vector<Source>& all_sources();

}  // namespace firstseen::bench
