#include "json/path_table.h"

#include <algorithm>
#include <bit>

namespace firstseen::json {
namespace {

// Most places are free, so that an unknown key seldom hits the place of another.
constexpr std::size_t kPlacesPerChild = 4;

// The limit of the 16-bit child_mask. PathId allows fewer paths.
constexpr std::size_t kMaxPlaces = 65536;

}  // namespace

// Returns the id of the path with this key; `fresh` is set if it is new. Plain paths, patterns and
// nested paths have different keys.
PathId PathTable::new_id(const std::string& key, bool& fresh) {
  const auto [known, inserted] = ids_.try_emplace(key, count_);
  fresh = inserted;
  if (inserted) ++count_;
  return known->second;
}

PathId PathTable::add(std::string_view path) {
  bool fresh = false;
  const PathId id = new_id(std::string(path), fresh);
  if (fresh) details_[node_of(path)].path = id;
  return id;
}

PathId PathTable::add_pattern(std::string_view pattern, std::uint16_t root) {
  bool fresh = false;
  const PathId id = new_id("\x01" + std::to_string(root) + "\x01" + std::string(pattern), fresh);
  if (fresh) patterns_.push_back({text::Wildcard::of_stars(pattern), {id, root}});
  return id;
}

std::uint16_t PathTable::add_root(std::string_view path, std::uint16_t parent) {
  const auto root = static_cast<std::uint16_t>(root_parents_.size());
  root_parents_.push_back(parent);
  details_[node_of(path)].roots.push_back(root);
  return root;
}

PathId PathTable::add_nested(std::uint16_t root, std::string_view path) {
  bool fresh = false;
  const PathId id = new_id("\x02" + std::to_string(root) + "\x02" + std::string(path), fresh);
  if (fresh) details_[node_of(path)].nested.push_back({id, root});
  return id;
}

void PathTable::set_holds(std::string_view path, Holds holds) {
  details_[node_of(path)].holds = holds;
}

void PathTable::add_mark(std::string_view key, PathId path) {
  Details& details = details_[find_or_add(0, key)];
  const bool is_requested = !details.children.empty() || !details.nested.empty() || !details.roots.empty();
  if (details.path == kNoPath && !is_requested) details.path = path;
}

// Returns the index in details_ of the node of a path, which is added if it is new.
std::uint32_t PathTable::node_of(std::string_view path) {
  std::uint32_t node = 0;
  while (true) {
    const std::size_t dot = path.find('.');
    node = find_or_add(node, path.substr(0, dot));
    if (dot == std::string_view::npos) return node;
    path.remove_prefix(dot + 1);
  }
}

std::uint32_t PathTable::find_or_add(std::uint32_t parent, std::string_view key) {
  const auto index = static_cast<std::uint32_t>(details_.size());
  std::string place(reinterpret_cast<const char*>(&parent), sizeof parent);
  const auto [known, is_new] = children_.try_emplace(std::move(place.append(key)), index);
  if (!is_new) return known->second;
  details_[parent].children.push_back(index);
  details_.emplace_back().key = key;
  return index;
}

void PathTable::compile() {
  nodes_.assign(1, {});
  root_ = node_at(0);
  place_children(root_);
  // Children are placed after their parents, so one pass over all places, including new ones,
  // places all. The node is copied, since placing its children may reallocate nodes_.
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    Node node = nodes_[i];
    if (node.details != 0) place_children(node);
    nodes_[i] = node;
  }
}

// Appends a hash table of the node's children to nodes_.
void PathTable::place_children(Node& node) {
  const auto& children = details_[node.details].children;
  if (children.empty()) return;
  const std::size_t places = std::min(std::bit_ceil(kPlacesPerChild * children.size()), kMaxPlaces);
  node.first_child = static_cast<std::uint32_t>(nodes_.size());
  node.child_mask = static_cast<std::uint16_t>(places - 1);
  nodes_.resize(nodes_.size() + places);
  for (const std::uint32_t details : children) {
    const Node child = node_at(details);
    std::uint32_t at = Key::hash(child.head, child.tail);
    while (nodes_[node.first_child + (at & node.child_mask)].details != 0) ++at;
    nodes_[node.first_child + (at & node.child_mask)] = child;
  }
}

// Makes the node, still without children.
PathTable::Node PathTable::node_at(std::uint32_t details) const {
  const Details& of = details_[details];
  std::string padded = of.key;
  padded.resize(of.key.size() + Key::kReadable);
  const Key key(std::string_view(padded).substr(0, of.key.size()));
  Node node;
  node.head = key.head();
  node.tail = key.tail();
  node.details = details;
  node.size = static_cast<std::uint16_t>(of.key.size());
  node.path = of.path;
  node.holds = of.holds;
  node.has_backslash = of.key.find('\\') != std::string::npos;
  node.only_value = of.path != kNoPath && of.nested.empty() && of.holds == Holds::kValue && patterns_.empty();
  node.only_below = of.roots.empty();
  return node;
}

void PathTable::matching_patterns(std::string_view name, std::vector<Nested>& out) const {
  out.clear();
  for (const Pattern& pattern : patterns_) {
    if (pattern.names.matches(name)) out.push_back(pattern.target);
  }
}

}  // namespace firstseen::json
