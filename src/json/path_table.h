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

#include "json/key.h"
#include "text/wildcard.h"

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

  // One key on the way to wanted paths: all that a walk needs to know of nearly every one, in half a cache
  // line. The nodes below one stand together, with more room than they need, at the places of their hashes.
  struct alignas(32) Node {
    std::uint64_t head = 0;  // of the key, as Key has it
    std::uint64_t tail = 0;
    std::uint32_t first_child = 0;
    std::uint32_t details = 0;     // which of details_; 0: of the root, and of places that are free
    std::uint16_t child_mask = 0;  // the places of its children, less one; 0: it has none
    std::uint16_t size = 0;        // of the key, modulo 2^16
    PathId path = kNoPath;         // the wanted path that ends here
    Holds holds = Holds::kValue;
    bool has_backslash : 1 = false;  // in its key, so that this is not how the key is spelt
    bool only_value : 1 = false;     // what can be wanted of a scalar here is that it is the value of `path`
    bool only_below : 1 = true;      // no object here is an element of a nested root

    bool may_have(const Key& key) const {
      return ((head ^ key.head()) | (tail ^ key.tail()) | (size ^ (key.size() & UINT16_MAX))) == 0;
    }
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

  const Node& root() const { return root_; }

  // The child of `node` under `key`, nullptr when no wanted path goes there.
  const Node* child(const Node& node, const Key& key) const {
    for (std::uint32_t at = key.hash();; ++at) {
      const Node& found = nodes_[node.first_child + (at & node.child_mask)];
      if (found.details == 0) return nullptr;
      if (found.may_have(key) && (key.size() <= Key::kInWords || details_[found.details].key == key.text()))
        return &found;
    }
  }

  // Wanted paths within the elements of nested roots that end at a node; nested roots whose elements are the
  // objects there.
  const std::vector<Nested>& nested(const Node& node) const { return details_[node.details].nested; }
  const std::vector<std::uint16_t>& roots(const Node& node) const { return details_[node.details].roots; }

 private:
  // What a node is made of, and what few nodes have.
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
  std::vector<Details> details_{1};  // the first is the root's
  std::vector<Node> nodes_;          // the first is a free place: where nodes without children look
  std::unordered_map<std::string, PathId> ids_;
  std::vector<Pattern> patterns_;
  std::vector<std::uint16_t> root_parents_;
  PathId count_ = 0;
};

}  // namespace firstseen::json
