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

PathId PathTable::add(std::string_view path) {
  const auto [known, fresh] = ids_.try_emplace(std::string(path), static_cast<PathId>(paths_.size()));
  if (!fresh) return known->second;
  paths_.emplace_back(path);
  nodes_[node_of(path)].path = known->second;
  return known->second;
}

void PathTable::embed(std::string_view path) {
  nodes_[node_of(path)].embedded = true;
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

}  // namespace firstseen::json
