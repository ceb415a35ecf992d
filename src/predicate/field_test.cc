#include "predicate/field_test.h"

#include <algorithm>
#include <utility>

#include "event/vendor_fields.h"
#include "predicate/date_literal.h"
#include "predicate/number.h"
#include "predicate/typed_test.h"
#include "unicode/letter_case.h"

namespace firstseen::predicate {
namespace {

// Whether ECS has fields below `name`: `process`, `file.hash`.
bool has_ecs_fields_below(const std::string& name) {
  static const std::vector<std::string_view> kNames = event::all_field_names();
  const std::string prefix = name + ".";
  const auto at = std::lower_bound(kNames.begin(), kNames.end(), prefix);
  return at != kNames.end() && at->starts_with(prefix);
}

std::string described(const TestedField& field) {
  return "`" + field.name + "` is of type " + std::string(to_string(field.type));
}

std::string_view how_to_write(event::FieldType type) {
  switch (type) {
    case event::FieldType::kLong:
    case event::FieldType::kDouble: return "write a decimal number";
    case event::FieldType::kBoolean: return "write true or false";
    case event::FieldType::kIp: return R"(write an address or a network: 10.0.0.1, 10.0.0.0/8, "fe80::/10")";
    case event::FieldType::kDate: return R"(write a date in UTC: 2026-03-01, "2026-03-01T10:30:00Z")";
    default: return "name a field in it, or ask with `:*` whether it has any";
  }
}

tl::unexpected<Error> wrong_literal(const TestedField& field, std::string_view text) {
  if (field.type == event::FieldType::kDate && is_date_math(text)) {
    return fail("dates relative to now have no meaning for an export", std::string(how_to_write(field.type)));
  }
  if (field.type == event::FieldType::kObject) {
    return fail(described(field) + " and has no value of its own", std::string(how_to_write(field.type)));
  }
  return fail("this value cannot be one of `" + field.name + "`, which is of type " +
                  std::string(to_string(field.type)),
              std::string(how_to_write(field.type)));
}

// Returns the test of a slot, or false if the test accepts nothing.
Predicate test_of(const TestedField& field, Numbers test) {
  if (field.type == event::FieldType::kLong) test.reals = {};
  if (field.type == event::FieldType::kDouble) test.integers = {};
  if (test.integers.empty() && test.reals.empty()) return Predicate::of(false);
  return Predicate::of(field.slot, std::move(test));
}

Predicate test_of(const TestedField& field, Ips test) {
  return test.set.ranges().empty() ? Predicate::of(false) : Predicate::of(field.slot, std::move(test));
}

Predicate test_of(const TestedField& field, Dates test) {
  return test.times.empty() ? Predicate::of(false) : Predicate::of(field.slot, std::move(test));
}

Predicate test_of(const TestedField& field, Booleans test) {
  return Predicate::of(field.slot, test);
}

Predicate test_of(const TestedField& field, Analysed test) {
  if (is_empty(test)) return Predicate::of(false);
  test.text_values_only = field.any_type;
  return Predicate::of(field.slot, std::move(test));
}

// Whether a value of the field may be text of the analyzer.
bool may_have(const TestedField& field, event::Analyzer analyzer) {
  if (!field.any_type) return analyzer == field.analyzer;
  if (analyzer == event::Analyzer::kStandard) return true;
  const text::Wildcard names = text::Wildcard::of_stars(field.name);
  return std::any_of(event::kVendorFields.begin(), event::kVendorFields.end(),
                     [&](const event::VendorField& vendor) {
                       return vendor.analyzer == analyzer && names.matches(vendor.name);
                     });
}

// Appends `make_test(analyzer)` for each analyzer that values of the field may have.
template <typename MakeTest>
void add_analysed(std::vector<Predicate>& tests, const TestedField& field, const MakeTest& make_test) {
  for (const event::Analyzer analyzer : event::kAnalyzers) {
    if (may_have(field, analyzer)) tests.push_back(test_of(field, make_test(analyzer)));
  }
}

template <typename T>
Result<Predicate> required(const TestedField& field, std::string_view text, std::optional<T> test) {
  if (!test) return wrong_literal(field, text);
  return test_of(field, std::move(*test));
}

template <typename T>
void add_possible(std::vector<Predicate>& tests, const TestedField& field, std::optional<T> test) {
  if (test) tests.push_back(test_of(field, std::move(*test)));
}

// Returns a literal as the values of the field are: in lower case, if they are.
std::string as_value(const TestedField& field, const std::string& text) {
  return field.lower_case ? unicode::lowered(text) : text;
}

Predicate any_type_equals(const TestedField& field, const kql::Literal& literal) {
  std::vector<Predicate> tests;
  tests.push_back(Predicate::of(field.slot, text_equal(literal.text, field.caseless)));
  add_possible(tests, field, number_equal(literal.text));
  add_possible(tests, field, boolean_equal(literal.text));
  add_possible(tests, field, ip_equal(literal.text));
  add_possible(tests, field, date_equal(literal.text));
  add_analysed(tests, field, [&](event::Analyzer analyzer) { return analysed_equal(analyzer, literal); });
  return Predicate::any_of(std::move(tests));
}

// An unknown value is compared as a number if both sides are numbers, otherwise as text.
Predicate text_or_number_range(const TestedField& field, kql::RangeOperator op, std::string_view text) {
  TextRange range = text_range(op, text, field.caseless);
  auto numbers = number_range(op, text);
  if (!numbers) return Predicate::of(field.slot, std::move(range));
  range.except_numbers = true;
  std::vector<Predicate> tests;
  tests.push_back(test_of(field, std::move(*numbers)));
  tests.push_back(Predicate::of(field.slot, std::move(range)));
  return Predicate::any_of(std::move(tests));
}

Predicate any_type_range(const TestedField& field, kql::RangeOperator op, std::string_view text) {
  std::vector<Predicate> tests;
  tests.push_back(text_or_number_range(field, op, text));
  add_possible(tests, field, ip_range(op, text));
  add_possible(tests, field, date_range(op, text));
  add_analysed(tests, field, [&](event::Analyzer analyzer) { return analysed_range(analyzer, op, text); });
  return Predicate::any_of(std::move(tests));
}

Result<Predicate> one_type_equals(const TestedField& field, const kql::Literal& literal) {
  const std::string& text = literal.text;
  switch (field.type) {
    case event::FieldType::kKeyword:
      return Predicate::of(field.slot, text_equal(as_value(field, text), field.caseless));
    case event::FieldType::kText: return test_of(field, analysed_equal(field.analyzer, literal));
    case event::FieldType::kLong:
    case event::FieldType::kDouble: return required(field, text, number_equal(text));
    case event::FieldType::kBoolean: return required(field, text, boolean_equal(text));
    case event::FieldType::kIp: return required(field, text, ip_equal(text));
    case event::FieldType::kDate: return required(field, text, date_equal(text));
    case event::FieldType::kObject: return wrong_literal(field, text);
    case event::FieldType::kUnknown: break;
  }
  std::vector<Predicate> tests;
  tests.push_back(Predicate::of(field.slot, text_equal(text, field.caseless)));
  add_possible(tests, field, number_equal(text));
  return Predicate::any_of(std::move(tests));
}

}  // namespace

TestedField TestedField::of(const event::FieldSet& fields, event::FieldSlot slot) {
  const event::Field& field = fields[slot];
  const bool pattern =
      field.scope == event::FieldScope::kPattern ||
      (field.scope == event::FieldScope::kNested && field.name.find('*') != std::string::npos);
  return {slot, field.type, field.analyzer, field.caseless, field.caseless, pattern, field.name};
}

Predicate exists(const TestedField& field) {
  return Predicate::of(field.slot, Exists{});
}

Result<Predicate> exists_in(const TestedField& field, event::FieldSet& fields,
                            std::optional<std::uint16_t> root) {
  const bool is_object = field.type == event::FieldType::kObject;
  const bool may_be_object = field.type == event::FieldType::kUnknown && has_ecs_fields_below(field.name);
  if (field.any_type || (!is_object && !may_be_object)) return exists(field);
  const std::string pattern = field.name + ".*";
  const auto below = root ? fields.add_nested(*root, pattern) : fields.add_pattern(pattern);
  if (!below) return fail("more than " + std::to_string(event::FieldSet::kMaxFields) + " fields are in use");
  std::vector<Predicate> either;
  if (!is_object) either.push_back(exists(field));
  either.push_back(exists(TestedField::of(fields, *below)));
  return Predicate::any_of(std::move(either));
}

Result<Predicate> equals(const TestedField& field, const kql::Literal& literal) {
  if (literal.is_star()) return exists(field);
  if (literal.has_wildcard())
    return matches(field, text::Wildcard::with_runs(literal.text, literal.wildcards, field.caseless));
  return field.any_type ? any_type_equals(field, literal) : one_type_equals(field, literal);
}

Result<Predicate> compares(const TestedField& field, kql::RangeOperator op, const kql::Literal& literal) {
  const std::string& text = literal.text;
  if (field.any_type) return any_type_range(field, op, text);
  switch (field.type) {
    case event::FieldType::kKeyword:
      return Predicate::of(field.slot, text_range(op, as_value(field, text), field.caseless));
    case event::FieldType::kText: return test_of(field, analysed_range(field.analyzer, op, text));
    case event::FieldType::kLong:
    case event::FieldType::kDouble: return required(field, text, number_range(op, text));
    case event::FieldType::kBoolean:
      return fail(described(field) + ", which has no order", std::string(how_to_write(field.type)));
    case event::FieldType::kIp: return required(field, text, ip_range(op, text));
    case event::FieldType::kDate: return required(field, text, date_range(op, text));
    case event::FieldType::kObject: return wrong_literal(field, text);
    case event::FieldType::kUnknown: break;
  }
  return text_or_number_range(field, op, text);
}

Result<Predicate> matches(const TestedField& field, text::Wildcard pattern) {
  const bool has_texts = field.any_type || field.type == event::FieldType::kKeyword ||
                         field.type == event::FieldType::kText || field.type == event::FieldType::kUnknown;
  if (!has_texts) {
    return fail(
        "wildcards match text, but " + described(field),
        "`" + field.name + ":*` asks whether it exists; else " + std::string(how_to_write(field.type)));
  }
  if (pattern.matches_everything()) return exists(field);
  if (field.lower_case) pattern = pattern.in_lower_case(unicode::lowered);
  if (field.caseless) pattern = pattern.ignoring_case();
  std::vector<Predicate> tests;
  if (field.any_type || field.type == event::FieldType::kText) {
    add_analysed(tests, field, [&](event::Analyzer analyzer) {
      Analysed words;
      words.analyzer = analyzer;
      words.patterns.push_back(pattern.in_lower_case(unicode::lowered));
      return words;
    });
  }
  if (field.type != event::FieldType::kText) {
    Wildcards test;
    test.patterns.push_back(std::move(pattern));
    tests.push_back(Predicate::of(field.slot, std::move(test)));
  }
  return Predicate::any_of(std::move(tests));
}

}  // namespace firstseen::predicate
