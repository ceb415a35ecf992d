// The values of a record at the requested paths, as raw tokens: not unescaped, parsed or copied.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/path_table.h"
#include "json/raw_value.h"
#include "json/repeated_keys.h"
#include "json/value_span.h"

namespace firstseen::json {

class RawRecord {
 public:
  RawRecord(std::size_t path_count, std::size_t root_count) : chains_(path_count), elements_(root_count) {}

  // Return the first value of a path, and the one after a value; nullptr: there is none. JSON's null is one.
  const RawValue* first(PathId path) const { return at(chains_[path].head); }
  const RawValue* next(const RawValue& value) const { return at(value.next); }
  bool has(PathId path) const { return chains_[path].head != kNone; }

  // The paths that have values, each once.
  const std::vector<PathId>& paths() const { return touched_; }

  // Adds a value to a path; `name` is that of a pattern's. The reference is valid until the next addition.
  RawValue& add(PathId path, std::string_view token, RawKind kind, bool escaped = false,
                const std::string* name = nullptr) {
    const std::int32_t index = count();
    if (name != nullptr) repeated_.add_named(path, *name, index);
    Chain& chain = chains_[path];
    if (chain.head == kNone) {
      chain.head = index;
      touched_.push_back(path);
    } else {
      values_[static_cast<std::size_t>(chain.tail)].next = index;
      if (name == nullptr) repeated_.add(path, chain.tail);
    }
    chain.tail = index;
    return values_.emplace_back(token, kind, escaped);
  }

  // All values, in the order of addition, and the index of one among them. change() gives one of them other content; its path stays.
  const std::vector<RawValue>& values() const { return values_; }
  std::uint32_t index_of(const RawValue& v) const { return static_cast<std::uint32_t>(&v - values_.data()); }
  void change(std::size_t index, std::string_view token, RawKind kind, bool escaped) {
    change(values_[index], token, kind, escaped);
  }
  // Changes values to other strings: those of `early` now, and those of `late` when bring_late() is called. Until then
  // these values must not be read, since they point into an earlier document; `late` and `spans` must live and stay as
  // they are.
  void bind(const std::vector<Binding>& early, const std::vector<Binding>& late, const ValueSpan* spans) {
    set_strings(early, spans);
    late_ = &late;
    late_spans_ = spans;
  }
  void bring_late() const {
    if (late_ != nullptr) set_strings(*late_, late_spans_);
  }

  const RepeatedKeys& repeated() const { return repeated_; }
  void begin_array(PathId path) { repeated_.begin_array(path, count()); }
  void begin_element() { repeated_.begin_element(count()); }
  PathId end_array() { return repeated_.end_array(); }

  // Names of values that a pattern found. One that is added again immediately, as by an array, is kept once.
  std::uint32_t add_name(std::string_view name) {
    if (names_.empty() || names_.back() != name) names_.emplace_back(name);
    return static_cast<std::uint32_t>(names_.size() - 1);
  }
  const std::string& name(const RawValue& value) const { return names_[value.name]; }

  // Adds an element of a nested root, within that of its parent root. Returns its number.
  std::uint32_t add_element(std::uint16_t root, std::uint32_t parent) {
    elements_[root].push_back(parent);
    return static_cast<std::uint32_t>(elements_[root].size() - 1);
  }
  const std::vector<std::uint32_t>& elements(std::uint16_t root) const { return elements_[root]; }
  std::size_t root_count() const { return elements_.size(); }

  std::size_t key_count = 0;  // at the top of the record, requested or not
  // Set if several documents are in the place of one (Walker::several()): a path of which they have values, or kNoPath.
  std::optional<PathId> several;
  // Records with the same number, other than 0, differ only in the tokens and kinds of their scalars.
  std::uint64_t layout = 0;

  // Bytes of memory in use, about.
  std::size_t memory() const {
    std::size_t bytes =
        chains_.size() * sizeof(Chain) + values_.size() * sizeof(RawValue) + touched_.size() * sizeof(PathId);
    for (const std::string& name : names_) bytes += sizeof(std::string) + name.capacity();
    for (const auto& elements : elements_) bytes += elements.size() * sizeof(std::uint32_t);
    return bytes;
  }

  void clear() {
    for (const PathId path : touched_) chains_[path].head = kNone;
    touched_.clear();
    values_.clear();
    names_.clear();
    repeated_.clear();
    for (auto& elements : elements_) elements.clear();
    key_count = 0;
    several.reset();
    layout = 0;
    late_ = nullptr;
  }

 private:
  static constexpr std::int32_t kNone = -1;

  static void change(RawValue& value, std::string_view token, RawKind kind, bool escaped) {
    value.token = token;
    value.kind = kind;
    value.escaped = escaped;
  }
  void set_strings(const std::vector<Binding>& bindings, const ValueSpan* spans) const {
    RawValue* const values = values_.data();
    for (const Binding& binding : bindings) {
      const ValueSpan& span = spans[binding.span];
      change(values[binding.place], span.text(), RawKind::kString, span.escaped());
    }
  }

  std::int32_t count() const { return static_cast<std::int32_t>(values_.size()); }

  // The values of a path, as indices into values_.
  struct Chain {
    std::int32_t head = kNone;
    std::int32_t tail = kNone;  // valid if `head` is
  };

  const RawValue* at(std::int32_t index) const {
    return index == kNone ? nullptr : &values_[static_cast<std::size_t>(index)];
  }

  std::vector<Chain> chains_;             // by path
  std::vector<PathId> touched_;           // paths with values
  mutable std::vector<RawValue> values_;  // changed by bring_late()
  const std::vector<Binding>* late_ = nullptr;
  const ValueSpan* late_spans_ = nullptr;
  std::vector<std::string> names_;
  RepeatedKeys repeated_;
  std::vector<std::vector<std::uint32_t>> elements_;  // by root, the parent of each element
};

}  // namespace firstseen::json
