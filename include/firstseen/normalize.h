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
  bool explain = false;     // each document says which raw path and converter filled each field

  NormalizeRequest() { threads = 1; }
};

// Hands every record of known shape with a time to the sink as one nested ECS document a line, in the order
// of the inputs: the fields that ECS knows and those that the tables fill. Normalizing what was written
// writes the same again. In the ledger an event counts as matched when a rule matches it.
//
// With one thread documents go to the sink as they are read. With more, each thread keeps what it made in a
// temporary file until all is read, since the order of the inputs is kept.
FIRSTSEEN_API Result<ReadReport, Errors> run_normalization(const NormalizeRequest& request,
                                                           const TextSink& sink,
                                                           ReadMonitor* monitor = nullptr);

}  // namespace firstseen
