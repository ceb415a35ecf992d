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

// What else may stand at a path than a plain value.
enum class Holds : std::uint8_t {
  kValue,
  kDocument,  // a string that may hold a JSON object or a Windows event as XML, whose keys continue the path
  kMessage,   // a string that holds such XML, or lines `Key: value` or `Key=value`, whose keys continue the
              // path; the first line, without its colon, is the value of `#title`
  kPairs,     // objects {"@Name": N, "#text": V}: N continues the path
};

class PathTable {
 public:
  static constexpr PathId kNoPath = UINT16_MAX;
  static constexpr std::uint16_t kNoRoot = UINT16_MAX;

  // A path that is wanted within the elements of a nested root; kNoRoot: anywhere.
  struct Nested {
    PathId path;
    std::uint16_t root;
  };

  // One key on the way to wanted paths.
  struct Node {
    std::string key;
    std::vector<std::uint32_t> buckets;  // indices into nodes, 0 is empty; a power of two, none for a leaf
    std::vector<Nested> nested;
    PathId path = kNoPath;             // the wanted path that ends here
    std::vector<std::uint16_t> roots;  // objects here are elements of these nested roots
    Holds holds = Holds::kValue;
  };

  // Segments are separated by dots. The id of a path that was added before is the same.
  PathId add(std::string_view path);

  // Every leaf whose path matches `pattern`, in which `*` is any run of characters. Its values know their
  // names, and with a nested root the element that they stand in.
  PathId add_pattern(std::string_view pattern, std::uint16_t root = kNoRoot);

  // A nested root, and a path (from the top) within its elements. Values know the element that they stand in.
  std::uint16_t add_root(std::string_view path, std::uint16_t parent);
  PathId add_nested(std::uint16_t root, std::string_view path);

  void set_holds(std::string_view path, Holds holds);

  // Ready for look-ups; invalidated by a further addition.
  void compile();

  std::size_t size() const { return count_; }
  std::size_t root_count() const { return root_parents_.size(); }
  std::uint16_t root_parent(std::uint16_t root) const { return root_parents_[root]; }

  // The patterns that match a name, and their roots.
  bool has_patterns() const { return !patterns_.empty(); }
  void matching_patterns(std::string_view name, std::vector<Nested>& out) const;

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
  struct Pattern {
    std::string text;
    Nested target;
  };

  static std::size_t hash(std::string_view key);
  PathId new_id(const std::string& key, bool& fresh);
  std::uint32_t find_or_add(std::uint32_t parent, std::string_view key);
  std::uint32_t node_of(std::string_view path);

  std::vector<Node> nodes_{Node{}};
  std::vector<std::vector<std::uint32_t>> children_{1};
  std::unordered_map<std::string, PathId> ids_;
  std::vector<Pattern> patterns_;
  std::vector<std::uint16_t> root_parents_;
  PathId count_ = 0;
};

// Whether `name` matches `pattern`, in which `*` is any run of characters.
bool matches_pattern(std::string_view name, std::string_view pattern);

}  // namespace firstseen::json
