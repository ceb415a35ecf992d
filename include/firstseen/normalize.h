// The records of any export as ECS documents.
#pragma once

#include "firstseen/error.h"
#include "firstseen/export.h"
#include "firstseen/reading.h"

namespace firstseen {

struct NormalizeRequest : ReadRequest {
  bool explain = false;  // each document says which raw path and converter filled each field
};

// Hands every record of known shape with a time to the sink as one nested ECS document a line, in the order
// of the inputs: the fields that ECS knows and those that the tables fill. Normalizing what was written
// writes the same again. In the ledger each event counts as not matched: no rule is run.
FIRSTSEEN_API Result<ReadReport> run_normalization(const NormalizeRequest& request, const TextSink& sink,
                                                   ReadMonitor* monitor = nullptr);

}  // namespace firstseen
