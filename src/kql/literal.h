// A literal of a query: a field name or a value, with its escapes resolved and its wildcards
// located.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::kql {

struct Literal {
  std::string text;                    // a wildcard appears as `*`
  std::vector<std::size_t> wildcards;  // offsets into `text` of each `*` that is a wildcard, ascending
  bool quoted = false;
  std::size_t offset = 0;  // in the query's text
  std::size_t length = 0;  // in the query's text, in bytes

  // Makes a literal that is not part of a query: for tests, and for filters in other languages.
  static Literal of_text(std::string_view text, bool quoted = true);

  bool has_wildcard() const { return !wildcards.empty(); }
  // True for `*`, which tests whether the field exists.
  bool is_star() const { return wildcards.size() == 1 && text.size() == 1; }
  // True for `*`, `**` and so on.
  bool is_only_stars() const { return has_wildcard() && wildcards.size() == text.size(); }

  // Returns KQL that parses to this literal.
  std::string print() const;
};

// Returns `text` in double quotes, escaped as KQL.
std::string quoted(std::string_view text);

}  // namespace firstseen::kql
