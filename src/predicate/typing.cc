#include "predicate/typing.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "predicate/field_test.h"

namespace firstseen::predicate {
namespace {

// The nested root around a sub-query.
struct Scope {
  std::uint16_t root = 0;
  std::string path;
};

// Returns a name for messages, with control characters replaced.
std::string shown(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return "`" + name + "`";
}

class Typer {
 public:
  Typer(const kql::Ast& ast, const kql::QueryText& query, event::FieldSet& fields, bool suggest)
      : ast_(ast), query_(query), fields_(fields), suggest_(suggest), known_(ast.fields.size()) {}

  Result<Typed> run() {
    auto tree = type(ast_.root);
    if (!tree) return fail(std::move(tree.error()));
    return Typed{std::move(*tree), std::move(warnings_), std::move(unknown_fields_)};
  }

 private:
  Result<Predicate> type(const kql::Node& node);
  Result<Predicate> predicate_of(const kql::Node& node);
  Result<Predicate> type_is(const kql::Node& node);
  Result<Predicate> type_range(const kql::Node& node);
  Result<Predicate> type_nested(const kql::Node& node);
  Result<Predicate> type_exists(const TestedField& field, const kql::Literal& name);

  Result<TestedField> field_of(const kql::Node& node);
  Result<TestedField> resolve(const kql::Literal& name);
  Result<TestedField> tested(std::optional<event::FieldSlot> slot, const kql::Literal& name);
  std::optional<event::FieldSlot> add(const std::string& name, bool pattern);
  // Prefixes the path of the current nested root.
  std::string full_name(const std::string& name) const { return scope_ ? scope_->path + "." + name : name; }

  Result<Predicate> with_place(Result<Predicate> test, const kql::Node& node);
  void warn_unknown(const std::string& name, const kql::Literal& at);

  const kql::Ast& ast_;
  const kql::QueryText& query_;
  event::FieldSet& fields_;
  bool suggest_;
  std::optional<Scope> scope_;
  // By index into ast_.fields: a value list names its field once for all its values.
  std::vector<std::optional<TestedField>> known_;
  std::unordered_set<std::string> unknown_names_;
  std::vector<Error> warnings_;
  std::vector<Error> unknown_fields_;
};

std::optional<event::FieldSlot> Typer::add(const std::string& name, bool pattern) {
  if (scope_) return fields_.add_nested(scope_->root, name);
  return pattern ? fields_.add_pattern(name) : fields_.add(name);
}

void Typer::warn_unknown(const std::string& name, const kql::Literal& at) {
  if (!unknown_names_.insert(name).second) return;
  std::string hint = "its values are compared as text, or as numbers where both sides are numbers";
  if (name.starts_with('!')) {
    hint = "a negation is written `not`";
  } else if (const auto similar = suggest_ ? event::similar_field(name) : std::nullopt) {
    hint = "did you mean `" + *similar + "`?";
  }
  unknown_fields_.push_back(query_.error_at(
      at.offset, at.length, shown(name) + " is not a field of the Elastic Common Schema", std::move(hint)));
}

Result<TestedField> Typer::tested(std::optional<event::FieldSlot> slot, const kql::Literal& name) {
  if (!slot) {
    return fail(
        query_.error_at(name.offset, name.length,
                        "more than " + std::to_string(event::FieldSet::kMaxFields) + " fields are in use"));
  }
  return TestedField::of(fields_, *slot);
}

Result<TestedField> Typer::resolve(const kql::Literal& name) {
  const std::string full = full_name(name.text);
  const bool pattern = name.has_wildcard();
  auto field = tested(add(full, pattern), name);
  if (field && !pattern && field->type == event::FieldType::kUnknown && !event::is_vendor_field(full))
    warn_unknown(full, name);
  return field;
}

// A bare value matches any field; inside a nested root, any field in it.
Result<TestedField> Typer::field_of(const kql::Node& node) {
  if (node.field == kql::kAnyField) return tested(add(full_name("*"), true), node.value);
  std::optional<TestedField>& known = known_[node.field];
  if (!known) {
    auto field = resolve(ast_.fields[node.field]);
    if (!field) return field;
    known = std::move(*field);
  }
  return *known;
}

// Adds the place of the value to an error. Warns about a test that accepts nothing.
Result<Predicate> Typer::with_place(Result<Predicate> test, const kql::Node& node) {
  const kql::Literal& value = node.value;
  if (!test) {
    Error& error = test.error();
    return fail(query_.error_at(value.offset, value.length, std::move(error.message), std::move(error.hint)));
  }
  if (test->is(false)) {
    warnings_.push_back(
        query_.error_at(value.offset, value.length, "no record can match this value",
                        "a long is a whole number of 64 bits; analysed text is compared by its words"));
  }
  return test;
}

Result<Predicate> Typer::type_exists(const TestedField& field, const kql::Literal& name) {
  std::optional<std::uint16_t> root;
  if (scope_) root = scope_->root;
  auto test = exists_in(field, fields_, root);
  if (!test) return fail(query_.error_at(name.offset, name.length, std::move(test.error().message)));
  return test;
}

Result<Predicate> Typer::type_is(const kql::Node& node) {
  const auto field = field_of(node);
  if (!field) return fail(field.error());
  if (node.value.is_star() && node.field != kql::kAnyField)
    return type_exists(*field, ast_.fields[node.field]);
  return with_place(equals(*field, node.value), node);
}

Result<Predicate> Typer::type_range(const kql::Node& node) {
  const auto field = field_of(node);
  if (!field) return fail(field.error());
  return with_place(compares(*field, node.op, node.value), node);
}

Result<Predicate> Typer::type_nested(const kql::Node& node) {
  const kql::Literal& name = ast_.fields[node.field];
  if (name.has_wildcard()) {
    return fail(
        query_.error_at(name.offset, name.length, "the field before `{` is one field, not a pattern"));
  }
  std::string path = full_name(name.text);
  std::optional<std::uint16_t> parent;
  if (scope_) parent = scope_->root;
  const std::uint16_t root = fields_.add_nested_root(path, parent);
  std::optional<Scope> outer = std::exchange(scope_, Scope{root, std::move(path)});
  auto child = type(node.children.front());
  scope_ = std::move(outer);
  if (!child) return child;
  return Predicate::nested(root, std::move(*child));
}

Result<Predicate> Typer::type(const kql::Node& node) {
  auto predicate = predicate_of(node);
  if (predicate) predicate->span = node.span;
  return predicate;
}

Result<Predicate> Typer::predicate_of(const kql::Node& node) {
  switch (node.kind) {
    case kql::NodeKind::kEverything: return Predicate::of(true);
    case kql::NodeKind::kIs: return type_is(node);
    case kql::NodeKind::kRange: return type_range(node);
    case kql::NodeKind::kNested: return type_nested(node);
    default: break;
  }
  std::vector<Predicate> children;
  children.reserve(node.children.size());
  for (const kql::Node& child : node.children) {
    auto typed = type(child);
    if (!typed) return typed;
    children.push_back(std::move(*typed));
  }
  if (node.kind == kql::NodeKind::kNot) return Predicate::negation(std::move(children.front()));
  return node.kind == kql::NodeKind::kAnd ? Predicate::all_of(std::move(children))
                                          : Predicate::any_of(std::move(children));
}

}  // namespace

Result<Typed> type(const kql::Ast& ast, const kql::QueryText& query, event::FieldSet& fields, bool suggest) {
  return Typer(ast, query, fields, suggest).run();
}

}  // namespace firstseen::predicate
