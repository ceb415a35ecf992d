#include "json/tokens.h"

#include <algorithm>

#include "json/reader.h"
#include "json/scalar.h"

namespace firstseen::json {
namespace {

using simdjson::error_code;

// Without a minimum, and room to spare, the parser would reallocate for every document that is
// longer than all before.
constexpr std::size_t kLeastCapacity = 64 * 1024;

// Returns the bracket that closes `open`, or 0 if `open` is not an opening bracket.
char closing(char open) {
  if (open == '{') return '}';
  return open == '[' ? ']' : '\0';
}

// The checks of keys and scalars in walk_all().
struct Unchecked {
  static error_code key(std::string_view) { return simdjson::SUCCESS; }
  static error_code scalar(const Tokens&, Tokens::At, RawKind) { return simdjson::SUCCESS; }
};
struct Checked {
  static error_code key(std::string_view raw) { return check_escapes(raw); }
  static error_code scalar(const Tokens& tokens, Tokens::At at, RawKind kind) {
    const std::string_view token = tokens.scalar(at);
    if (const auto error = check_scalar(token, kind)) return error;
    return kind == RawKind::kString ? check_escapes(between_quotes(token)) : simdjson::SUCCESS;
  }
};

}  // namespace

// simdjson's first stage leaves room for two more offsets after the last one. They are set to the
// offset of the first token. An opening bracket fits nowhere at the end, so no step goes past the
// end, no matter what follows the text.
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

// Returns the position after the value at `at`, all tokens of which must be in place. Never goes
// past the end: the last token closes the document, and no step passes a token that closes more
// than is open.
template <typename Check>
Tokens::At Tokens::walk_all(At at, std::size_t depth, const Check& check) {
  if (depth >= kMaxDepth) return fail_at(at, simdjson::DEPTH_ERROR);
  const char first = kind(at);
  if (first == '[') return each_element(at, [&](At element) { return walk_all(element, depth + 1, check); });
  if (first == '{') {
    return each_member(at, [&](std::string_view raw, At value) {
      if (const auto error = check.key(raw)) return fail(error);
      return walk_all(value, depth + 1, check);
    });
  }
  const auto kind_of_scalar = scalar_kind(first);
  if (!kind_of_scalar) return fail_at(at);
  if (const auto error = check.scalar(*this, at, *kind_of_scalar)) return fail(error);
  return at + 1;
}

Tokens::At Tokens::skip_open(At at, std::size_t depth) {
  return walk_all(at, depth, Unchecked{});
}

error_code Tokens::check() {
  const At end = walk_all(begin_, 0, Checked{});
  if (end == nullptr) return error_;
  return end == end_ ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

std::optional<std::size_t> Tokens::misplaced() {
  if (skip(begin_, 0) != nullptr) return std::nullopt;
  return failed_at_ < end_ ? *failed_at_ : *(end_ - 1) + std::size_t{1};
}

// Fails because of a token that cannot be there.
Tokens::At Tokens::fail_at(At at, error_code error) {
  failed_at_ = at;
  return fail(at >= end_ ? simdjson::INCOMPLETE_ARRAY_OR_OBJECT : error);
}

}  // namespace firstseen::json
