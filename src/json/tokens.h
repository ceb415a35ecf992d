// The tokens of a JSON document, that is, the offsets at which its braces, brackets, colons, commas
// and scalars begin, as simdjson's first stage finds them; and functions to walk over them.
// Internal to this folder, because it exposes simdjson's types.
//
//   {"pid": 4, "name":"x"}
//   ^^    ^ ^^ ^     ^^  ^
//
// A position is a pointer to an offset, which stays in a register from one token to the next.
// simdjson's On-Demand iterators take the same steps, but copy their state at each step, which
// costs more than the walk itself.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "json/raw_record.h"

namespace firstseen::json {

// Returns the kind of scalar that begins with `first`, or nullopt if no scalar does.
// Some writers have NaN and Infinity for a number that is none.
constexpr std::optional<RawKind> scalar_kind(char first) {
  if (first == '"') return RawKind::kString;
  if (first == '-' || (first >= '0' && first <= '9')) return RawKind::kNumber;
  if (first == 't' || first == 'f') return RawKind::kBoolean;
  if (first == 'n' || first == 'N' || first == 'I') return RawKind::kNull;
  return std::nullopt;
}

class Tokens {
 public:
  // A position among the tokens. Steps that fail return nullptr; see error().
  using At = const std::uint32_t*;

  // Finds the tokens of an object or array. kPadding bytes after the text must be readable. Checks
  // the encoding, that strings are closed, and that the last token closes what the first one opens.
  simdjson::error_code read(std::string_view text);

  At begin() const { return begin_; }
  At end() const { return end_; }

  // Returns the offset of a token in the text. REQUIRES: it is not the end.
  std::size_t offset(At at) const { return *at; }

  // Returns the first character of a token; at the end, one that fits nowhere.
  char kind(At at) const { return text_[*at]; }

  // Returns the text of a scalar without the white space after it. REQUIRES: `at` is not the last
  // token.
  std::string_view scalar(At at) const;

  // Returns the text of the value at `at`. REQUIRES: `end` is the position after it.
  std::string_view text(At at, At end) const;

  // Returns the position after the value at `at`, which is `depth` levels deep. All its tokens must
  // be in place; the inside of scalars is not checked.
  At skip(At at, std::size_t depth) {
    const char first = kind(at);
    if (first == '{' || first == '[') return skip_open(at, depth);
    return scalar_kind(first) ? at + 1 : fail_at(at);
  }

  // Checks that the whole document is well-formed, including the inside of scalars.
  simdjson::error_code check();

  // Returns the offset behind which no value can be taken as it is, because a token is out of place or too deep; nullopt if
  // all are in place. What follows the document does not count.
  std::optional<std::size_t> misplaced();

  // Returns the position after the object at `at`. Calls `take(raw, value)` for each member, with
  // the text between the quotes of the key and the position of the value; it returns the position
  // after the value, or fails.
  template <typename Take>
  At each_member(At at, Take take);

  // Returns the position after the array at `at`. Calls `take(value)` for each element in the same
  // way.
  template <typename Take>
  At each_element(At at, Take take);

  // Why the last step failed.
  simdjson::error_code error() const { return error_; }
  At fail(simdjson::error_code error) {
    error_ = error;
    return nullptr;
  }

 private:
  std::string_view raw_key(At at) const;
  At skip_open(At at, std::size_t depth);
  template <typename Check>
  At walk_all(At at, std::size_t depth, const Check& check);
  At fail_at(At at, simdjson::error_code error = simdjson::TAPE_ERROR);

  simdjson::dom::parser parser_;
  const char* text_ = nullptr;
  At begin_ = nullptr;
  At end_ = nullptr;
  simdjson::error_code error_ = simdjson::SUCCESS;
  At failed_at_ = nullptr;
};

// The next token is the colon. Only white space is between a key and its colon, and usually none.
inline std::string_view Tokens::raw_key(At at) const {
  const char* const begin = text_ + at[0] + 1;
  const char* end = text_ + at[1] - 1;
  while (*end != '"') --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

inline std::string_view Tokens::scalar(At at) const {
  const char* end = text_ + at[1];
  const char* const begin = text_ + at[0];
  while (end != begin && static_cast<unsigned char>(end[-1]) <= ' ') --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

inline std::string_view Tokens::text(At at, At end) const {
  const char first = kind(at);
  if (first != '{' && first != '[') return scalar(at);
  return {text_ + *at, *(end - 1) + std::size_t{1} - *at};
}

template <typename Take>
Tokens::At Tokens::each_member(At at, Take take) {
  if (kind(at + 1) == '}') return at + 2;
  do {
    ++at;
    if (kind(at) != '"' || kind(at + 1) != ':') return fail_at(at);
    at = take(raw_key(at), at + 2);
    if (at == nullptr) return nullptr;
  } while (kind(at) == ',');
  return kind(at) == '}' ? at + 1 : fail_at(at);
}

template <typename Take>
Tokens::At Tokens::each_element(At at, Take take) {
  if (kind(at + 1) == ']') return at + 2;
  do {
    at = take(at + 1);
    if (at == nullptr) return nullptr;
  } while (kind(at) == ',');
  return kind(at) == ']' ? at + 1 : fail_at(at);
}

}  // namespace firstseen::json
