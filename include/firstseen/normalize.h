// The records of any export as ECS documents.
#pragma once

#include <vector>

#include "firstseen/error.h"
#include "firstseen/export.h"
#include "firstseen/input.h"
#include "firstseen/rule.h"

namespace firstseen {

struct NormalizeRequest : ReadRequest {
  std::vector<Rule> rules;  // only events that match one of them; empty: all
  bool explain = false;     // adds to each document which raw path and converter filled each field

  NormalizeRequest() { threads = 1; }
};

// Writes every record of known shape with a time to the sink as a nested ECS document, one per line, in the
// order of the inputs: ECS fields and those that the tables fill. Normalizing this output writes the same
// bytes again. In the ledger an event counts as matched when a rule matches it.
//
// One thread writes each document at once; the sink is then called from that thread, while monitor->tick() may
// run in the calling one. With more, each thread keeps its documents in a temporary file until all inputs are
// read, because the order of the inputs is kept; then the calling thread writes them. The sink must not throw.
FIRSTSEEN_API Result<ReadReport, Errors> run_normalization(const NormalizeRequest& request,
                                                           const LineSink& sink,
                                                           ReadMonitor* monitor = nullptr);

}  // namespace firstseen
