// Makes the tests of a field, by its type: the meaning of `field:literal` and `field >= literal`.
// Typing uses these for KQL, and the rule filters for the query DSL. A literal that is invalid for
// the field's type is an Error without a place; the caller adds it.
#pragma once

#include "event/field.h"
#include "firstseen/error.h"
#include "kql/literal.h"
#include "predicate/predicate.h"

namespace firstseen::predicate {

// A field in use. With `any_type`, the values of its slot carry their own types and no literal is
// an error.
struct TestedField {
  event::FieldSlot slot = 0;
  event::FieldType type = event::FieldType::kUnknown;
  event::Analyzer analyzer = event::Analyzer::kStandard;  // of text
  bool caseless = false;    // compared without regard to the case of ASCII letters
  bool lower_case = false;  // `x.caseless`: its values are in lower case, by Unicode
  bool any_type = false;
  std::string name;  // for messages

  // REQUIRES: `slot` is in `fields`.
  static TestedField of(const event::FieldSet& fields, event::FieldSlot slot);
};

// The field equals the literal, or matches it if it has wildcards. On analysed text, a quoted
// literal is a phrase, and an unquoted one matches any of its words.
Result<Predicate> equals(const TestedField& field, const kql::Literal& literal);

// The field is less or greater than the literal. Dates are rounded as in Elasticsearch: `<=
// 2026-03-01` includes that whole day, `> 2026-03-01` begins after it.
Result<Predicate> compares(const TestedField& field, kql::RangeOperator op, const kql::Literal& literal);

// The field matches a wildcard pattern, for example of the query DSL. Only for keyword, text and
// unknown fields.
Result<Predicate> matches(const TestedField& field, text::Wildcard pattern);

// The field has a value.
Predicate exists(const TestedField& field);

// The field has a value or, if it is an object, some field below it has. Adds a pattern for those
// fields to `fields`. `root`: the nested root around the test. Fails if there are too many fields.
Result<Predicate> exists_in(const TestedField& field, event::FieldSet& fields,
                            std::optional<std::uint16_t> root);

}  // namespace firstseen::predicate
