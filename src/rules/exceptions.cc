#include "rules/exceptions.h"

#include "kql/literal.h"
#include "predicate/field_test.h"
#include "text/wildcard.h"

namespace firstseen::rules {
namespace {

using predicate::Predicate;

// The scope of an entry's field: the top level, or a nested root.
struct Scope {
  event::FieldSet& fields;
  std::optional<std::uint16_t> root;
  std::string prefix;

  Result<predicate::TestedField> field(std::string_view name) const {
    const std::string path = prefix + std::string(name);
    const auto slot = root ? fields.add_nested(*root, path) : fields.add(path);
    if (!slot) return fail("the rules name too many different fields");
    return predicate::TestedField::of(fields, *slot);
  }
};

Result<Predicate> any_value(const predicate::TestedField& field, const std::vector<std::string>& values,
                            bool wildcard) {
  std::vector<Predicate> any;
  for (const std::string& value : values) {
    auto one = wildcard ? predicate::matches(field, text::Wildcard::from_dsl(value, false))
                        : predicate::equals(field, kql::Literal::of_text(value));
    if (!one) return one;
    any.push_back(std::move(*one));
  }
  return Predicate::any_of(std::move(any));
}

std::string list_name(const config::Node& entry) {
  const config::Node* const list = entry.find("list");
  return list == nullptr ? "(without a name)" : std::string(list->text("id"));
}

Result<Predicate> entry_predicate(const config::Node& entry, const Scope& scope);

Result<Predicate> all_entries(const config::Node* entries, const Scope& scope) {
  std::vector<Predicate> all;
  if (entries == nullptr || entries->items.empty()) return fail("an exception has no entries");
  for (const config::Node& entry : entries->items) {
    auto one = entry_predicate(entry, scope);
    if (!one) return one;
    all.push_back(std::move(*one));
  }
  return Predicate::all_of(std::move(all));
}

Result<Predicate> nested_entry(const config::Node& entry, const Scope& scope) {
  if (scope.root) return fail("an exception nests entries twice");
  const std::string path(entry.text("field"));
  const std::uint16_t root = scope.fields.add_nested_root(path, std::nullopt);
  auto inner = all_entries(entry.find("entries"), Scope{scope.fields, root, path + "."});
  if (!inner) return inner;
  return Predicate::nested(root, std::move(*inner));
}

Result<Predicate> plain_entry(const config::Node& entry, const Scope& scope) {
  const std::string_view type = entry.text("type");
  const auto field = scope.field(entry.text("field"));
  if (!field) return fail(field.error());
  if (type == "exists") return predicate::exists_in(*field, scope.fields, scope.root);
  if (type == "list") {
    return fail(
        "an exception names the value list " + list_name(entry) + ", whose values are not in the export",
        "write them as the values of a match_any entry");
  }
  const config::Node* const value = entry.find("value");
  if (value == nullptr || (type != "match" && type != "match_any" && type != "wildcard")) {
    return fail("an exception entry of the type " + std::string(type) + " is not read",
                "types that are: match, match_any, exists, wildcard, nested");
  }
  return any_value(*field, value->strings(), type == "wildcard");
}

Result<Predicate> entry_predicate(const config::Node& entry, const Scope& scope) {
  if (entry.text("type") == "nested") return nested_entry(entry, scope);
  auto predicate = plain_entry(entry, scope);
  if (!predicate) return predicate;
  const std::string_view how = entry.text("operator");
  if (how == "excluded") return Predicate::negation(std::move(*predicate));
  if (how == "included" || how.empty()) return predicate;
  return fail("an exception entry has the operator " + std::string(how), "operators are: included, excluded");
}

}  // namespace

Result<Exception> read_exception(const config::Node& item, event::FieldSet& fields) {
  auto covers = all_entries(item.find("entries"), Scope{fields, std::nullopt, ""});
  if (!covers) return fail(covers.error());
  const std::string_view expires = item.text("expire_time");
  if (expires.empty()) return Exception{std::move(*covers), std::nullopt};
  const auto time = parse_iso_time(expires);
  if (!time)
    return fail("an exception has the expire_time " + std::string(expires), "write 2026-03-01T10:30:00Z");
  return Exception{std::move(*covers), time->time};
}

}  // namespace firstseen::rules
