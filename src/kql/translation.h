// Proposes the KQL that was meant by a query in another language: EQL, SQL, SPL, Lucene, or KQL with
// operators and quotes of these.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firstseen::kql {

// Returns a query that parses, or nullopt if nothing in `text` was recognised. It is a proposal for
// messages and never run.
//
//   x == y            x: y                      process where x == "y"   event.category: process and x: "y"
//   x != 'y'          not x: "y"                select * from t where x = 1        x: 1
//   a: 1 && b: 2      a: 1 and b: 2             a: 1 | stats count                 a: 1
//   x in ("a", "b")   x: ("a" or "b")           event.category network             event.category: network
std::optional<std::string> as_kql(std::string_view text);

}  // namespace firstseen::kql
