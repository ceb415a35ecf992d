#include "json/path_table.h"

#include <bit>
#include <cstring>

namespace firstseen::json {

// Keys of one object differ in length or in their first eight bytes, almost always.
std::size_t PathTable::hash(std::string_view key) {
  constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  std::uint64_t head = 0;
  std::memcpy(&head, key.data(), sizeof head);
  if (key.size() < sizeof head) head &= (std::uint64_t{1} << (8 * key.size())) - 1;
  return static_cast<std::size_t>((head ^ key.size()) * kMultiplier >> 32);
}

// `key` tells plain paths, patterns and nested paths apart.
PathId PathTable::new_id(const std::string& key, bool& fresh) {
  const auto [known, inserted] = ids_.try_emplace(key, count_);
  fresh = inserted;
  if (inserted) ++count_;
  return known->second;
}

PathId PathTable::add(std::string_view path) {
  bool fresh = false;
  const PathId id = new_id(std::string(path), fresh);
  if (fresh) nodes_[node_of(path)].path = id;
  return id;
}

PathId PathTable::add_pattern(std::string_view pattern, std::uint16_t root) {
  bool fresh = false;
  const PathId id = new_id("\x01" + std::to_string(root) + "\x01" + std::string(pattern), fresh);
  if (fresh) patterns_.push_back({std::string(pattern), {id, root}});
  return id;
}

std::uint16_t PathTable::add_root(std::string_view path, std::uint16_t parent) {
  const auto root = static_cast<std::uint16_t>(root_parents_.size());
  root_parents_.push_back(parent);
  nodes_[node_of(path)].roots.push_back(root);
  return root;
}

PathId PathTable::add_nested(std::uint16_t root, std::string_view path) {
  bool fresh = false;
  const PathId id = new_id("\x02" + std::to_string(root) + "\x02" + std::string(path), fresh);
  if (fresh) nodes_[node_of(path)].nested.push_back({id, root});
  return id;
}

void PathTable::set_holds(std::string_view path, Holds holds) {
  nodes_[node_of(path)].holds = holds;
}

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
  for (const std::uint32_t child : children_[parent]) {
    if (nodes_[child].key == key) return child;
  }
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  children_[parent].push_back(index);
  children_.emplace_back();
  nodes_.emplace_back().key = key;
  return index;
}

void PathTable::compile() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    std::vector<std::uint32_t>& buckets = nodes_[i].buckets;
    buckets.assign(children_[i].empty() ? 0 : std::bit_ceil(2 * children_[i].size()), 0);
    for (const std::uint32_t child : children_[i]) {
      std::string key = nodes_[child].key;
      key.resize(key.size() + sizeof(std::uint64_t));  // hash() reads eight bytes
      std::size_t at = hash(std::string_view(key).substr(0, nodes_[child].key.size()));
      while (buckets[at &= buckets.size() - 1] != 0) ++at;
      buckets[at] = child;
    }
  }
}

void PathTable::matching_patterns(std::string_view name, std::vector<Nested>& out) const {
  out.clear();
  for (const Pattern& pattern : patterns_) {
    if (matches_pattern(name, pattern.text)) out.push_back(pattern.target);
  }
}

bool matches_pattern(std::string_view name, std::string_view pattern) {
  std::size_t at = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (at < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = at;
    } else if (p < pattern.size() && pattern[p] == name[at]) {
      ++p;
      ++at;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace firstseen::json
