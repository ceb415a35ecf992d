// Tables of queries, one row per case, and the loops that check them.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "support/kql/record.h"

namespace firstseen::kql {

struct PrintRow {
  std::string query;
  std::string printed;
};

// `print` makes of a query what the row expects.
template <typename Print>
void check_prints(const Print& print, const std::vector<PrintRow>& rows) {
  for (const PrintRow& row : rows) {
    CAPTURE(row.query);
    CHECK(print(row.query) == row.printed);
  }
}

struct MatchRow {
  std::string_view query;
  std::string_view record;  // as Record reads it
  bool matches;
};

inline void check_matches(const std::vector<MatchRow>& rows) {
  for (const MatchRow& row : rows) {
    CAPTURE(row.query, row.record);
    CHECK(matches(row.query, row.record) == row.matches);
  }
}

struct ErrorRow {
  std::string_view query;
  std::string_view message;  // empty: the query is accepted
  std::size_t column;
  std::string_view hint;
};

// `error_of` reads a query as that of `rule.toml`; absent: it is accepted.
template <typename ErrorOf>
void check_errors(const ErrorOf& error_of, const std::vector<ErrorRow>& rows) {
  for (const ErrorRow& row : rows) {
    CAPTURE(row.query);
    const std::optional<Error> error = error_of(row.query);
    REQUIRE(error.has_value() == !row.message.empty());
    if (!error) continue;
    CHECK(error->message == row.message);
    CHECK(error->spot.column == row.column);
    CHECK(error->spot.file == "rule.toml");
    CHECK(error->hint == row.hint);
  }
}

}  // namespace firstseen::kql
