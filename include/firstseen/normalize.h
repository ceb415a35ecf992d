// The records of any export as ECS documents.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "firstseen/error.h"
#include "firstseen/reading.h"

namespace firstseen {

struct NormalizeRequest : ReadRequest {
  bool explain = false;  // each document says which raw path and converter filled each field
};

// Takes the documents: NDJSON, whole lines, in the order of the inputs. False: stop.
using TextSink = std::function<bool(std::string_view)>;

// Writes every record of known shape with a time as one nested ECS document a line: the fields that ECS knows
// and those that the tables fill. Normalizing what was written writes the same again. In the ledger each
// event counts as not matched: no rule is run.
Result<ReadReport> normalize(const NormalizeRequest& request, const TextSink& sink,
                             ReadMonitor* monitor = nullptr);

}  // namespace firstseen
