// Kibana's exception items as predicates: what one covers is no match.
#pragma once

#include "document/node.h"
#include "firstseen/error.h"
#include "firstseen/field.h"
#include "kql/predicate.h"

namespace firstseen {

// An item: all of its `entries` hold (match, match_any, exists, wildcard, nested; included or excluded). A
// value list is an error: its values are not in the export.
Result<kql::Predicate> exception_predicate(const Node& item, FieldSet& fields);

}  // namespace firstseen
