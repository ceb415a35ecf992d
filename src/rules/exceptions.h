// Converts Kibana's exception items to predicates. A record that passes one is not a match.
#pragma once

#include <optional>

#include "config/node.h"
#include "event/field.h"
#include "firstseen/error.h"
#include "firstseen/timestamp.h"
#include "predicate/predicate.h"

namespace firstseen::rules {

// What an exception item covers.
struct Exception {
  predicate::Predicate covers;
  // Only records from before this time, so that a hunt over old data hides what Elastic hid then.
  std::optional<Timestamp> expires;
};

// An item covers a record if all of its `entries` hold (match, match_any, exists, wildcard, nested;
// included or excluded). A value list is an error, because its values are not in the export; so are
// a key or operator that is not understood and an expire_time that is not a time.
Result<Exception> read_exception(const config::Node& item, event::FieldSet& fields);

}  // namespace firstseen::rules
