// The paths that are requested of every record, compiled to a trie in which a walk over a record
// looks up its keys.
//
//   {"process":{"pid":4}}   {"process.pid":4}   {"a":{"b.c":1}}
//
// A dotted key is a chain of segments, so nested, dotted and mixed spellings name the same path.
// Keys are case-sensitive: `ProcessID` is not `ProcessId`. Add all paths, then call compile(), then
// look up keys. Lookups are thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "json/key.h"
#include "text/wildcard.h"

namespace firstseen::json {

// The number of a requested path, from 0 in the order of addition.
using PathId = std::uint16_t;

// What the value at a path may contain, apart from a plain value.
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

  // A path that is requested within the elements of a nested root; kNoRoot: anywhere.
  struct Nested {
    PathId path;
    std::uint16_t root;
  };

  // A key of requested paths, in half a cache line, with all that a walk needs at nearly every
  // node. The children of a node are a hash table in nodes_ with open addressing: child_mask + 1
  // places from first_child on, most of them free.
  struct alignas(32) Node {
    std::uint64_t head = 0;  // of the key, see Key
    std::uint64_t tail = 0;
    std::uint32_t first_child = 0;
    std::uint32_t details = 0;     // index into details_; 0: the root, or a free place
    std::uint16_t child_mask = 0;  // number of places for its children, minus one; 0: it has none
    std::uint16_t size = 0;        // of the key, modulo 2^16
    PathId path = kNoPath;         // the requested path that ends here
    Holds holds = Holds::kValue;
    bool has_backslash : 1 = false;  // in its key: a raw key that equals it has escapes
    bool only_value : 1 = false;     // a scalar here can only be the value of `path`
    bool only_below : 1 = true;      // no object here is an element of a nested root

    // Whether the node's key equals `key`. For keys longer than Key::kInWords, it may still differ.
    bool may_have(const Key& key) const {
      return ((head ^ key.head()) | (tail ^ key.tail()) | (size ^ (key.size() & UINT16_MAX))) == 0;
    }
  };

  // Adds a path, with dots between its segments, and returns its id, the same each time.
  PathId add(std::string_view path);

  // Adds every leaf whose path matches `pattern`, in which `*` is any run of characters. Its values
  // have their names and, with a nested root, the number of their element.
  PathId add_pattern(std::string_view pattern, std::uint16_t root = kNoRoot);

  // Adds a nested root, and a path (from the top) within its elements, whose number its values have.
  std::uint16_t add_root(std::string_view path, std::uint16_t parent);
  PathId add_nested(std::uint16_t root, std::string_view path);

  void set_holds(std::string_view path, Holds holds);

  // Reads a key at the top as `path`, unless a requested path goes through it. Call this when these have been added.
  void add_mark(std::string_view key, PathId path);

  // The paths whose values are looked at only after RawRecord::bring_late().
  void set_late(std::vector<bool> late) { late_ = std::move(late); }
  bool is_late(PathId path) const { return path < late_.size() && late_[path]; }

  // Prepares lookups. Must be called again after adding paths.
  void compile();

  std::size_t size() const { return count_; }
  std::size_t root_count() const { return root_parents_.size(); }
  std::uint16_t root_parent(std::uint16_t root) const { return root_parents_[root]; }

  // matching_patterns() replaces `out` by the patterns that match a name, and their roots.
  bool has_patterns() const { return !patterns_.empty(); }
  void matching_patterns(std::string_view name, std::vector<Nested>& out) const;

  const Node& root() const { return root_; }

  // Returns the child of `node` under `key`, or nullptr if no requested path goes there. Probes
  // places from that of the hash on; there is always a free one.
  const Node* child(const Node& node, const Key& key) const {
    for (std::uint32_t at = key.hash();; ++at) {
      const Node& found = nodes_[node.first_child + (at & node.child_mask)];
      if (found.details == 0) return nullptr;
      if (found.may_have(key) && (key.size() <= Key::kInWords || details_[found.details].key == key.text()))
        return &found;
    }
  }

  // Return the paths within nested roots that end at a node, and the nested roots whose elements
  // are the objects at a node.
  const std::vector<Nested>& nested(const Node& node) const { return details_[node.details].nested; }
  const std::vector<std::uint16_t>& roots(const Node& node) const { return details_[node.details].roots; }

 private:
  // What a node is made from, and what only few nodes have.
  struct Details {
    std::string key;
    PathId path = kNoPath;
    Holds holds = Holds::kValue;
    std::vector<Nested> nested;
    std::vector<std::uint16_t> roots;
    std::vector<std::uint32_t> children;  // indices into details_
  };

  struct Pattern {
    text::Wildcard names;
    Nested target;
  };

  void place_children(Node& node);
  Node node_at(std::uint32_t details) const;
  PathId new_id(const std::string& key, bool& fresh);
  std::uint32_t find_or_add(std::uint32_t parent, std::string_view key);
  std::uint32_t node_of(std::string_view path);

  Node root_;
  std::vector<Details> details_{1};              // the first is that of the root
  std::vector<Node> nodes_;                      // the first is a free place, for nodes without children
  std::unordered_map<std::string, PathId> ids_;  // by the key of new_id()
  std::unordered_map<std::string, std::uint32_t> children_;  // by that of the parent, and the key
  std::vector<Pattern> patterns_;
  std::vector<std::uint16_t> root_parents_;
  std::vector<bool> late_;
  PathId count_ = 0;
};

}  // namespace firstseen::json
