// A parsed query as KQL again, with as few parentheses as keep its tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kql/ast.h"

namespace firstseen::kql {

std::string as_query(const Ast& ast);

// The literals of a query, roughly: what stands between blanks, quotes and operators, wildcards made letters.
std::vector<std::string> words_of(std::string_view query);

}  // namespace firstseen::kql
