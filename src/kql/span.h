// A stretch of a query's text.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::kql {

// `length` bytes from byte `offset` of the query on. Empty: no text of the query stands for it.
struct Span {
  std::size_t offset = 0;
  std::size_t length = 0;

  bool empty() const { return length == 0; }
  // That part of `query`, which is the text that was parsed.
  std::string_view in(std::string_view query) const { return query.substr(offset, length); }

  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace firstseen::kql
