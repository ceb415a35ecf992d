// What is around records: the keys of the objects that are looked into, as far as wrappers and inheritance need them.
// Internal to this folder, because it exposes tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "json/path_table.h"
#include "json/raw_record.h"
#include "json/tokens.h"
#include "json/wrappers.h"

namespace firstseen::json {

class Surroundings {
 public:
  using At = Tokens::At;

  // `wrappers` must outlive this.
  explicit Surroundings(const Wrappers& wrappers);

  // Notes what is in an object, as long as it is looked into.
  class Inside {
   public:
    Inside(Surroundings& surroundings, Tokens& tokens, At object);
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    Surroundings& surroundings_;
    std::size_t inherited_;
    std::uint64_t top_paths_;
  };

  // Hides values that follow an array from the records in it. An array that is too large to be kept is read before
  // what follows it is known; records must not depend on its size.
  class InArray {
   public:
    InArray(Surroundings& surroundings, const Tokens& tokens, At array);
    ~InArray();
    InArray(const InArray&) = delete;
    InArray& operator=(const InArray&) = delete;

   private:
    Surroundings& surroundings_;
    std::vector<std::size_t> hidden_;
  };

  // Adds the values that the record inherits, and does not have.
  void add_to(RawRecord& record) const;

  void clear();

  // The paths of wrappers, from the innermost object on.
  const PathTable::Node& root() const { return paths_.root(); }
  const PathTable::Node* child(const PathTable::Node& node, const Key& key) const {
    return paths_.child(node, key);
  }
  // Whether an array at a node, or nullptr, is that of a wrapper: the key that it requires is at the top, too.
  bool has_records_at(const PathTable::Node* node) const;

 private:
  // A value of a document that the records in it inherit.
  struct Inherited {
    PathId path;
    RawValue value;
    const Tokens* document;
    At at;                // where it is in the document
    bool hidden = false;  // from the records of an array that precedes it
  };

  void note(Tokens& tokens, At object, const PathTable::Node& node,
            std::vector<std::optional<Inherited>>& values);

  PathTable paths_;  // path i is that of wrapper i; others follow
  const Wrappers& wrappers_;
  std::vector<PathId> beside_paths_;     // by wrapper
  std::vector<PathId> inherited_paths_;  // by inherited value
  std::vector<Inherited> inherited_;
  std::string key_buffer_;
  std::uint64_t top_paths_ = 0;  // bit i: wrapper path i is a key of the innermost object
};

}  // namespace firstseen::json
