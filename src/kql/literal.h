// A literal of a query: a field name or a value, its escapes read, its wildcards known.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::kql {

struct Literal {
  std::string text;                    // a wildcard stands in it as `*`
  std::vector<std::size_t> wildcards;  // offsets into `text` of the `*` that are wildcards, ascending
  bool quoted = false;
  std::size_t offset = 0;  // in the query's text
  std::size_t length = 0;  // in the query's text, in bytes

  // A literal that no query holds: for tests and for filters that are written in another language.
  static Literal of_text(std::string_view text, bool quoted = true);

  bool has_wildcard() const { return !wildcards.empty(); }
  // `*`: the field exists.
  bool is_star() const { return wildcards.size() == 1 && text.size() == 1; }
  // `*`, `**` …
  bool is_only_stars() const { return has_wildcard() && wildcards.size() == text.size(); }

  // KQL that reads as this literal again.
  std::string print() const;
};

// `text` in double quotes, with the escapes of KQL.
std::string quoted(std::string_view text);

}  // namespace firstseen::kql
