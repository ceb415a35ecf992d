#include "support/kql/tree_walker.h"

#include <algorithm>

#include "support/kql/value_comparison.h"

namespace firstseen::kql {
namespace {

bool has_fields_below(const std::string& name) {
  const auto names = event::all_field_names();
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view field) { return field.starts_with(name + "."); });
}

}  // namespace

std::string TreeWalker::full_name(const Node& node, const Scope& scope) const {
  const std::string name = node.field == kAnyField ? "*" : ast_.fields[node.field].text;
  return scope ? scope->path + "." + name : name;
}

bool TreeWalker::is_pattern(const Node& node) const {
  return node.field == kAnyField || ast_.fields[node.field].has_wildcard();
}

// The values of a field, in the element that the sub-query looks at if it is in a nested one.
std::vector<event::Value> TreeWalker::values(const std::string& name, bool pattern,
                                             const Scope& scope) const {
  const event::FieldSet& fields = event_.fields();
  const event::FieldScope wanted = scope     ? event::FieldScope::kNested
                                   : pattern ? event::FieldScope::kPattern
                                             : event::FieldScope::kExact;
  std::vector<event::Value> found;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const event::Field& field = fields[static_cast<event::FieldSlot>(i)];
    if (field.name != name || field.scope != wanted || (scope && field.nested_root != scope->root)) continue;
    for (const event::Value& value : event_.values(static_cast<event::FieldSlot>(i))) {
      if (!scope || value.element == scope->index) found.push_back(value);
    }
  }
  return found;
}

bool TreeWalker::exists(const std::string& name, const Scope& scope) const {
  const event::FieldType type = event::field_type(name);
  if (type != event::FieldType::kObject && !values(name, false, scope).empty()) return true;
  const bool holds_fields =
      type == event::FieldType::kObject || (type == event::FieldType::kUnknown && has_fields_below(name));
  return holds_fields && !values(name + ".*", true, scope).empty();
}

bool TreeWalker::walk_nested(const Node& node, const Scope& scope) const {
  const std::string path = full_name(node, scope);
  const auto& roots = event_.fields().nested_roots();
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const bool same_parent = scope ? roots[i].parent == scope->root : !roots[i].parent;
    if (roots[i].path != path || !same_parent) continue;
    const auto root = static_cast<std::uint16_t>(i);
    for (std::uint32_t element = 0; element < event_.element_count(root); ++element) {
      if (scope && event_.parent_element(root, element) != scope->index) continue;
      if (walk(node.children.front(), Element{root, element, path})) return true;
    }
  }
  return false;
}

bool TreeWalker::walk(const Node& node, const Scope& scope) const {
  const auto holds = [&](const Node& child) { return walk(child, scope); };
  switch (node.kind) {
    case NodeKind::kEverything: return true;
    case NodeKind::kNot: return !holds(node.children.front());
    case NodeKind::kAnd: return std::all_of(node.children.begin(), node.children.end(), holds);
    case NodeKind::kOr: return std::any_of(node.children.begin(), node.children.end(), holds);
    case NodeKind::kNested: return walk_nested(node, scope);
    case NodeKind::kIs:
    case NodeKind::kRange: break;
  }
  const std::string name = full_name(node, scope);
  const bool pattern = is_pattern(node);
  const bool is_equality = node.kind == NodeKind::kIs;
  if (is_equality && node.value.is_star() && !pattern) return exists(name, scope);
  const std::vector<event::Value> all = values(name, pattern, scope);
  const event::FieldType type = pattern ? event::FieldType::kUnknown : event::field_type(name);
  const bool caseless = type == event::FieldType::kKeyword && name.ends_with(".caseless");
  const Comparison comparison{node.value, type, pattern, caseless, event::field_analyzer(name)};
  return std::any_of(all.begin(), all.end(), [&](const event::Value& value) {
    return is_equality ? comparison.equal(value) : comparison.in_range(node.op, value);
  });
}

}  // namespace firstseen::kql
