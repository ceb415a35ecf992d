// The tokens of a JSON text — where its braces, brackets, colons, commas and scalars begin — as simdjson's
// first stage finds them, and the steps of a walk over them. Internal to this folder: shows simdjson's types.
//
//   {"pid": 4, "name":"x"}
//   ^^    ^ ^^ ^     ^^  ^
//
// A place among them is a pointer that stays in a register from one token to the next. simdjson's On-Demand
// iterators take the same steps, but copy their state at each of them, which costs more than the walk itself.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "json/raw_record.h"

namespace firstseen::json {

// The kind of scalar that a token's first character begins, none when it begins no scalar.
constexpr std::optional<RawKind> scalar_kind(char first) {
  if (first == '"') return RawKind::kString;
  if (first == '-' || (first >= '0' && first <= '9')) return RawKind::kNumber;
  if (first == 't' || first == 'f') return RawKind::kBoolean;
  if (first == 'n') return RawKind::kNull;
  return std::nullopt;
}

class Tokens {
 public:
  // A place among the tokens; of a step that failed, nullptr.
  using At = const std::uint32_t*;

  // Finds the tokens of an object or array; kPadding bytes behind the text must be readable. Checked are the
  // encoding and the strings, and that the last token closes what the first one opens.
  simdjson::error_code read(std::string_view text);

  At begin() const { return begin_; }
  At end() const { return end_; }

  // The first character of a token; at the end, one that fits nowhere.
  char kind(At at) const { return text_[*at]; }

  // A scalar, without the white space behind it.
  std::string_view scalar(At at) const;

  // Behind the value that begins here, `depth` levels deep. Of what an object or array holds every token must
  // stand in its place; what scalars look like inside is not looked at.
  At skip(At at, std::size_t depth) {
    const char first = kind(at);
    if (first == '{' || first == '[') return skip_open(at, depth);
    return scalar_kind(first) ? at + 1 : fail_at(at);
  }

  // Whether all of the document is well-formed, the inside of scalars included.
  simdjson::error_code check();

  // Behind the object that begins here. Calls `take(raw, value)` with what stands between the quotes of each
  // key and the place of its value; it returns the place behind that, or fails.
  template <typename Take>
  At each_member(At at, Take take);

  // Behind the array that begins here. Calls `take(value)` for each element in the same way.
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
  At fail_at(At at);

  simdjson::dom::parser parser_;
  const char* text_ = nullptr;
  At begin_ = nullptr;
  At end_ = nullptr;
  simdjson::error_code error_ = simdjson::SUCCESS;
};

// Between a key and its colon stands white space at most, and most often none.
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
