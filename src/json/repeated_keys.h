// Which paths of a record have values of a key that is more than once in its object, written {"a": 1, "a": 2} or
// {"a.b": 1, "a": {"b": 2}}. The elements of an array are not such values.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "json/path_table.h"

namespace firstseen::json {

// Values are known by their index in the record, in the order of addition.
class RepeatedKeys {
 public:
  // Call these around the elements of an array whose scalars are values of `path`. `next` is the index of the next value.
  void begin_array(PathId path, std::int32_t next) { arrays_.push_back({path, next, 0}); }
  void begin_element(std::int32_t next) { arrays_.back().element = next; }
  // Returns another path of which two elements had a value, as documents have; kNoPath if there is none.
  PathId end_array() {
    const PathId shared = arrays_.back().shared;
    arrays_.pop_back();
    return shared;
  }

  // Notes that a path has the next value, after `earlier`.
  void add(PathId path, std::int32_t earlier) {
    if (in_other_elements(path, earlier)) return;
    const auto at = std::lower_bound(paths_.begin(), paths_.end(), path);
    if (at == paths_.end() || *at != path) paths_.insert(at, path);
  }

  // The same for the value of a pattern, whose paths have names.
  void add_named(PathId pattern, const std::string& name, std::int32_t value) {
    const auto [at, is_new] = named_.try_emplace(name + '\0' + std::to_string(pattern), value);
    if (!is_new) add(pattern, std::exchange(at->second, value));
  }

  bool has(PathId path) const {
    return !paths_.empty() && std::binary_search(paths_.begin(), paths_.end(), path);
  }

  void clear() {
    arrays_.clear();
    paths_.clear();
    named_.clear();
  }

 private:
  // The next value when an open array began, and when its current element did.
  struct OpenArray {
    PathId path;
    std::int32_t begin;
    std::int32_t element;
    PathId shared = PathTable::kNoPath;
  };

  // Whether an earlier value and the next one of a path are in different elements of an array.
  bool in_other_elements(PathId path, std::int32_t earlier) {
    const auto at = std::find_if(arrays_.begin(), arrays_.end(), [&](const OpenArray& array) {
      return array.begin <= earlier && earlier < array.element;
    });
    if (at == arrays_.end()) return false;
    if (at->path != path) at->shared = path;
    return true;
  }

  std::vector<OpenArray> arrays_;                        // from the outside in
  std::vector<PathId> paths_;                            // ascending
  std::unordered_map<std::string, std::int32_t> named_;  // the last value of each name of a pattern
};

}  // namespace firstseen::json
