#include "json/tokens.h"

#include <algorithm>

namespace firstseen::json {
namespace {

using simdjson::error_code;

// A parser that grew to fit would allocate anew for every text that is longer than all before.
constexpr std::size_t kLeastCapacity = 64 * 1024;

// What an array or object that begins with `open` ends with, 0 where neither does.
char closing(char open) {
  if (open == '{') return '}';
  return open == '[' ? ']' : '\0';
}

}  // namespace

// The first stage leaves room for two offsets behind its last one: with those of the first token, which is a
// brace or bracket that opens, no step goes past the end, whatever follows the text.
error_code Tokens::read(std::string_view text) {
  text_ = text.data();
  if (parser_.implementation == nullptr || parser_.capacity() < text.size()) {
    const std::size_t capacity = std::max(kLeastCapacity, text.size() + text.size() / 2);
    if (const auto error = parser_.allocate(std::min(capacity, parser_.max_capacity()))) return error;
  }
  auto& stage = *parser_.implementation;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (const auto error = stage.stage1(bytes, text.size(), simdjson::stage1_mode::regular)) return error;
  std::uint32_t* const offsets = stage.structural_indexes.get();
  begin_ = offsets;
  end_ = offsets + stage.n_structural_indexes;
  offsets[stage.n_structural_indexes] = offsets[stage.n_structural_indexes + 1] = offsets[0];
  const char first = kind(begin_);
  const char last = closing(first);
  if (last != '\0') return kind(end_ - 1) == last ? simdjson::SUCCESS : simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
  return scalar_kind(first) ? simdjson::INCORRECT_TYPE : simdjson::TAPE_ERROR;
}

// Behind the brace or bracket that closes more than is opened from here on.
Tokens::At Tokens::skip_open(At at) {
  // Braces and brackets that open, and those that close, differ in one bit.
  constexpr int kEither = 0x20;
  for (int depth = 1; depth > 0;) {
    if (++at >= end_) return fail_at(at);
    const int either = kind(at) | kEither;
    depth += (either == '{' ? 1 : 0) - (either == '}' ? 1 : 0);
  }
  return at + 1;
}

Tokens::At Tokens::fail_at(At at) {
  return fail(at >= end_ ? simdjson::INCOMPLETE_ARRAY_OR_OBJECT : simdjson::TAPE_ERROR);
}

}  // namespace firstseen::json
