// The state of a Partial.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firstseen/partial.h"
#include "hunt/matcher.h"
#include "hunt/rule_key.h"
#include "pass/reading.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

struct PartialState {
  std::shared_ptr<const rules::RuleSet> rules;
  KeyOptions key_options;
  pass::Reading reading;  // lines of places refer to files
  Matches matches;
  unsigned threads = 1;
  bool rejects_lost = false;  // the reject sink did not receive all; reading.stopped has the reason
};

}  // namespace firstseen::hunt
