// The tests that a field allows, by its type: what `field:literal` and `field >= literal` mean. Typing asks
// these for KQL; filters of the query DSL are made with them too. A literal that cannot be of the field's
// type is an Error without a place: the caller knows where it stands.
#pragma once

#include "event/field.h"
#include "firstseen/error.h"
#include "kql/literal.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {

// A field in use. `any_type`: the values of its slot carry their own types, and no literal is an error.
struct TestedField {
  event::FieldSlot slot = 0;
  event::FieldType type = event::FieldType::kUnknown;
  bool caseless = false;
  bool any_type = false;
  std::string name;  // for messages

  // `slot` is one of `fields`.
  static TestedField of(const event::FieldSet& fields, event::FieldSlot slot);
};

// The field equals the literal; with wildcards in it, the field matches it. On analysed text a quoted literal
// is a phrase and an unquoted one any of its words.
Result<Predicate> equals(const TestedField& field, const kql::Literal& literal);

// The field is less or greater than the literal. Dates are rounded as Elasticsearch does: `<= 2026-03-01`
// holds to the end of that day, `> 2026-03-01` from there on.
Result<Predicate> compares(const TestedField& field, kql::RangeOperator op, const kql::Literal& literal);

// The field matches a wildcard pattern, of the DSL for instance. Keyword, text and unknown fields only.
Result<Predicate> matches(const TestedField& field, text::Wildcard pattern);

// The field has a value.
Predicate exists(const TestedField& field);

}  // namespace firstseen::predicate
