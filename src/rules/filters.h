// The filters of Kibana, as it stores them in a rule.
#pragma once

#include "config/node.h"
#include "event/field.h"
#include "firstseen/error.h"
#include "predicate/predicate.h"

namespace firstseen::rules {

// A filter: `{"meta": {"negate": …, "disabled": …}, "query": {…}}`, the query beside meta as older
// Kibanas wrote it, or a combined filter, whose meta has `relation` (AND, OR) and further filters as
// `params`. Adds its fields to `fields`. A key that is not understood is an error that names it.
// https://github.com/elastic/kibana/tree/main/src/platform/packages/shared/kbn-es-query/src/filters
Result<predicate::Predicate> filter_predicate(const config::Node& filter, event::FieldSet& fields);

}  // namespace firstseen::rules
