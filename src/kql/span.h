// A byte range in the text of a query.
#pragma once

#include <cstddef>
#include <string_view>

namespace firstseen::kql {

// `length` bytes starting at byte `offset` of the query. Empty if no part of the query corresponds.
struct Span {
  std::size_t offset = 0;
  std::size_t length = 0;

  bool empty() const { return length == 0; }
  // Returns this part of `query`, which must be the text that was parsed.
  std::string_view in(std::string_view query) const { return query.substr(offset, length); }

  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace firstseen::kql
