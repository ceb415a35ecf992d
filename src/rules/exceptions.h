// Converts Kibana's exception items to predicates. A record that passes one is not a match.
#pragma once

#include "config/node.h"
#include "event/field.h"
#include "firstseen/error.h"
#include "predicate/predicate.h"

namespace firstseen::rules {

// An item holds if all of its `entries` hold (match, match_any, exists, wildcard, nested; included
// or excluded). A value list is an error, because its values are not in the export.
Result<predicate::Predicate> exception_predicate(const config::Node& item, event::FieldSet& fields);

}  // namespace firstseen::rules
