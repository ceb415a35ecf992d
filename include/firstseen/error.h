// Errors as values. A function that can fail returns Result<T>; nothing in firstseen throws across a public
// header.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "firstseen/export.h"

namespace firstseen {

// Where in a text (a rule file, a query, a record) something is wrong.
struct SourceSpot {
  std::string file;        // as the user typed it; empty for text from the command line
  std::size_t line = 0;    // 1-based; 0: the error has no place in a text
  std::size_t column = 0;  // 1-based, in bytes of the line
  std::size_t length = 1;  // bytes to underline, at least 1
  std::string text;        // the source line, without its line end; control characters unchanged
};

// What is wrong, where, and what to do about it. `message` is one sentence without a full stop.
struct Error {
  std::string message;
  SourceSpot spot;
  std::string hint;    // what would work instead; may be empty
  std::string member;  // which member of a request is wrong: `since`; empty: not about one

  Error() = default;
  explicit Error(std::string what) : message(std::move(what)) {}
  Error(std::string what, std::string advice) : message(std::move(what)), hint(std::move(advice)) {}
};

// Several errors, found together.
using Errors = std::vector<Error>;

template <typename T, typename E = Error>
using Result = tl::expected<T, E>;

// A failed Result of any type.
inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(message), std::move(hint)});
}

inline tl::unexpected<Errors> fail(Errors errors) {
  return tl::unexpected<Errors>(std::move(errors));
}

// About a member of a request.
FIRSTSEEN_API Error about_member(std::string member, std::string message, std::string hint = {});

// The error, with `file` as its place.
inline Error in_file(Error error, std::string file) {
  error.spot.file = std::move(file);
  return error;
}

// The spot of the byte at `offset` in `text`, `length` bytes long: finds its line and column.
FIRSTSEEN_API SourceSpot spot_at(std::string_view text, std::size_t offset, std::size_t length,
                                 std::string file = {});

// The error for a person, several lines: file:line:column, message, the source line with a caret, the hint.
// Control characters in any part are replaced by spaces, so the result is safe for a terminal.
FIRSTSEEN_API std::string to_text(const Error& error);

}  // namespace firstseen
