// The paths that are wanted of every record, compiled to a trie that one walk of a record looks its keys up
// in.
//
//   {"process":{"pid":4}}   {"process.pid":4}   {"a":{"b.c":1}}
//
// A dotted key is a chain of segments, so nested, dotted and mixed spellings name the same path. Keys are
// case-sensitive: `ProcessID` is not `ProcessId`. Add everything, then only look up; may be shared by
// threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firstseen::json {

// A wanted path, counted from 0 in order of addition.
using PathId = std::uint16_t;

class PathTable {
 public:
  static constexpr PathId kNoPath = UINT16_MAX;

  // One key on the way to wanted paths.
  struct Node {
    PathId path = kNoPath;  // the wanted path that ends here
    bool embedded = false;  // a string here may hold JSON, whose keys continue the path
    std::vector<std::uint32_t>
        buckets;  // indices into nodes, 0 is empty; a power of two of them, none for a leaf
    std::string key;
  };

  // Segments are separated by dots. The id of a path that was added before is the same.
  PathId add(std::string_view path);

  // A string at `path` that holds a JSON object is walked as if the object itself stood there.
  void embed(std::string_view path);

  // Ready for look-ups; invalidated by a further add().
  void compile();

  std::size_t size() const { return paths_.size(); }
  const std::string& path(PathId id) const { return paths_[id]; }

  const Node& root() const { return nodes_.front(); }

  // The child of `node` under `key`, nullptr when no wanted path goes there. 8 bytes from key.data() must be
  // readable.
  const Node* child(const Node& node, std::string_view key) const {
    if (node.buckets.empty()) return nullptr;
    const std::size_t mask = node.buckets.size() - 1;
    for (std::size_t at = hash(key) & mask;; at = (at + 1) & mask) {
      const std::uint32_t index = node.buckets[at];
      if (index == 0) return nullptr;
      if (nodes_[index].key == key) return &nodes_[index];
    }
  }

 private:
  static std::size_t hash(std::string_view key);
  std::uint32_t find_or_add(std::uint32_t parent, std::string_view key);
  std::uint32_t node_of(std::string_view path);

  std::vector<Node> nodes_{Node{}};
  std::vector<std::vector<std::uint32_t>> children_{1};
  std::vector<std::string> paths_;
  std::unordered_map<std::string, PathId> ids_;
};

}  // namespace firstseen::json
