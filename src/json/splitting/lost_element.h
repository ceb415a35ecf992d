// Finds where a damaged element of an array ends by what is on its line: at the bracket that closes it, if an element, a
// bracket or the line end follows; at the last bracket of an element after which another begins (`},{"`); before the bracket of
// an array that ends with its line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

namespace firstseen::json::splitting {

class LostElement {
 public:
  // Begins after the byte `c` before `at`, which shows the damage. `next`: the byte begins another element, and this one
  // ends there.
  void begin(char c, std::size_t at, std::optional<std::size_t> next) {
    after_ = After::kNone;
    sync_ = Sync::kNone;
    sync(c, at);
    if (!next) return;
    sync_ = Sync::kNext;
    sync_end_ = *next;
  }

  // Notes that the bracket before `at` closes it.
  void close(std::size_t at) {
    after_ = After::kBracket;
    close_end_ = at;
  }

  // Adds the byte before `at`. Returns where the element ends, if that byte shows it.
  std::optional<std::size_t> add(char c, std::size_t at) {
    if (after_ != After::kNone && (c == '\n' || c == ']' || c == '{' || c == '[')) return close_end_;
    if ((c == '"' && sync_ == Sync::kNext) || (c == '\n' && sync_ == Sync::kArray)) return sync_end_;
    if (c == ' ' || c == '\t' || c == '\r') return std::nullopt;
    after_ = c == ',' && after_ == After::kBracket ? After::kComma : After::kNone;
    sync(c, at);
    return std::nullopt;
  }

  // Returns where it ends if nothing follows.
  std::optional<std::size_t> rest() const {
    if (after_ != After::kNone) return close_end_;
    return sync_ == Sync::kArray ? std::optional(sync_end_) : std::nullopt;
  }

  // The buffer lost its first `count` bytes.
  void drop(std::size_t count) {
    sync_end_ -= std::min(sync_end_, count);
    close_end_ -= std::min(close_end_, count);
  }

 private:
  enum class Sync : unsigned char {
    kNone,
    kObject,
    kObjectComma,
    kNext,
    kArray
  };                                                             // what of `},{` or `]` was just read
  enum class After : unsigned char { kNone, kBracket, kComma };  // likewise, the bracket that closes it

  void sync(char c, std::size_t at) {
    if (c == '}') {
      sync_ = Sync::kObject;
      sync_end_ = at;
    } else if (c == ']') {
      sync_ = Sync::kArray;
      sync_end_ = at - 1;
    } else if (c == ',' && sync_ == Sync::kObject) {
      sync_ = Sync::kObjectComma;
    } else {
      sync_ = c == '{' && sync_ == Sync::kObjectComma ? Sync::kNext : Sync::kNone;
    }
  }

  Sync sync_ = Sync::kNone;
  After after_ = After::kNone;
  std::size_t sync_end_ = 0;   // where it ends if sync_ turns out to be right
  std::size_t close_end_ = 0;  // likewise, after_
};

}  // namespace firstseen::json::splitting
