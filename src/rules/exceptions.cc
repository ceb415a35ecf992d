#include "rules/exceptions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "json/document.h"
#include "kql/literal.h"
#include "predicate/field_test.h"
#include "rules/parameters.h"
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

std::string list_name(const config::Node* list) {
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

Result<Predicate> nested_entry(const std::string& path, const config::Node* entries, const Scope& scope) {
  if (scope.root) return fail("an exception nests entries twice");
  const std::uint16_t root = scope.fields.add_nested_root(path, std::nullopt);
  auto inner = all_entries(entries, Scope{scope.fields, root, path + "."});
  if (!inner) return inner;
  return Predicate::nested(root, std::move(*inner));
}

// A value, or of `match_any` values, as texts.
Result<std::vector<std::string>> values_of(const config::Node* value, std::string_view type) {
  const bool list = type == "match_any";
  const auto is_text = [](const config::Node& node) { return node.is(config::Node::Kind::kString); };
  const bool right =
      value != nullptr && (list ? value->is(config::Node::Kind::kArray) && !value->items.empty() &&
                                      std::all_of(value->items.begin(), value->items.end(), is_text)
                                : is_text(*value));
  if (right) return value->strings();
  return fail("an exception entry of the type " + std::string(type) + " has the value " +
              (value == nullptr ? "(none)" : json::to_json(*value)) + " where " +
              (list ? "a list of strings" : "a string") + " is read");
}

Result<Predicate> plain_entry(std::string_view name, std::string_view type, const config::Node* value,
                              const config::Node* list, const Scope& scope) {
  const auto field = scope.field(name);
  if (!field) return fail(field.error());
  if (type == "exists") return predicate::exists_in(*field, scope.fields, scope.root);
  if (type == "list") {
    return fail(
        "an exception names the value list " + list_name(list) + ", whose values are not in the export",
        "write them as the values of a match_any entry");
  }
  if (type != "match" && type != "match_any" && type != "wildcard") {
    return fail("an exception entry of the type " + std::string(type) + " is not read",
                "types that are: match, match_any, exists, wildcard, nested");
  }
  const auto values = values_of(value, type);
  if (!values) return fail(values.error());
  return any_value(*field, *values, type == "wildcard");
}

Result<Predicate> entry_predicate(const config::Node& entry, const Scope& scope) {
  Parameters parameters(entry, "an exception entry");
  parameters.ignore({"id", "field", "type"});
  const std::string field(entry.text("field"));
  const std::string_view type = entry.text("type");
  if (field.empty()) return fail("an exception entry names no field");
  const bool nested = type == "nested";
  const config::Node* const how = nested ? nullptr : parameters.read("operator");
  const config::Node* const value = nested ? nullptr : parameters.read("value");
  const config::Node* const list = nested ? nullptr : parameters.read("list");
  const config::Node* const entries = nested ? parameters.read("entries") : nullptr;
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  if (nested) return nested_entry(field, entries, scope);
  auto predicate = plain_entry(field, type, value, list, scope);
  if (!predicate) return predicate;
  const std::string operation = how == nullptr ? "included" : how->string;
  if (operation == "excluded") return Predicate::negation(std::move(*predicate));
  if (operation == "included") return predicate;
  return fail("an exception entry has the operator " + json::to_json(*how),
              "operators are: included, excluded");
}

// The operating systems that an item is limited to, as Kibana's query asks for them: by host.os.type, or by the
// name in any letter case. True if there is no limit.
Result<Predicate> on_systems(const config::Node* systems, event::FieldSet& fields) {
  if (systems == nullptr || systems->is(config::Node::Kind::kNull)) return Predicate::of(true);
  if (!systems->is(config::Node::Kind::kArray))
    return fail("an exception has the os_types " + json::to_json(*systems) + " where a list is read");
  if (systems->items.empty()) return Predicate::of(true);
  std::vector<Predicate> any;
  for (const std::string_view name : {"host.os.type", "host.os.name.caseless"}) {
    const auto field = Scope{fields, std::nullopt, ""}.field(name);
    if (!field) return fail(field.error());
    const auto values = values_of(systems, "match_any");
    if (!values) return fail(values.error());
    auto one = any_value(*field, *values, false);
    if (!one) return one;
    any.push_back(std::move(*one));
  }
  return Predicate::any_of(std::move(any));
}

// The time after which an item hides nothing; nullopt if there is none.
Result<std::optional<Timestamp>> expiry_of(const config::Node* expires) {
  if (expires == nullptr || expires->is(config::Node::Kind::kNull)) return std::nullopt;
  if (expires->is(config::Node::Kind::kString)) {
    if (const auto time = parse_iso_time(expires->string)) return time->time;
  }
  return fail("an exception has the expire_time " + json::to_json(*expires), "write 2026-03-01T10:30:00Z");
}

}  // namespace

Result<Exception> read_exception(const config::Node& item, event::FieldSet& fields) {
  Parameters parameters(item, "an exception");
  parameters.ignore({"_version", "comments", "created_at", "created_by", "description", "id", "item_id",
                     "list_id", "meta", "name", "namespace_type", "tags", "tie_breaker_id", "type",
                     "updated_at", "updated_by"});
  const config::Node* const entries = parameters.read("entries");
  const config::Node* const systems = parameters.read("os_types");
  const config::Node* const expires = parameters.read("expire_time");
  if (auto checked = parameters.check(); !checked) return fail(checked.error());
  auto covers = all_entries(entries, Scope{fields, std::nullopt, ""});
  if (!covers) return fail(covers.error());
  auto limit = on_systems(systems, fields);
  if (!limit) return fail(limit.error());
  const auto expiry = expiry_of(expires);
  if (!expiry) return fail(expiry.error());
  const bool limited = !limit->is(true);
  if (limited) {
    std::vector<Predicate> both;
    both.push_back(std::move(*limit));
    both.push_back(std::move(*covers));
    covers = Predicate::all_of(std::move(both));
  }
  return Exception{std::move(*covers), *expiry};
}

}  // namespace firstseen::rules
