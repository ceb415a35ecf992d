// The lexer: splits the text of a query into tokens.
//
// Kibana's grammar has no lexer. In it, `and`, `or` and `not` are words between white space, and an
// unquoted literal includes all other non-special characters, spaces too. This lexer decides by the
// previous token: where an operand may begin, a lone `and` or `or` is a literal (`args:(or)`);
// after an operand it is an operator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "kql/literal.h"
#include "kql/query_text.h"

namespace firstseen::kql {

enum class TokenKind : std::uint8_t {
  kLiteral,
  kAnd,
  kOr,
  kNot,
  kOpenParen,
  kCloseParen,
  kOpenBrace,
  kCloseBrace,
  kColon,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::size_t offset = 0;
  std::size_t length = 0;
  Literal literal;  // kLiteral only
};

// Longer queries are an error.
inline constexpr std::size_t kMaxQueryBytes = std::size_t{1} << 20;

// Returns the tokens of the query. The last one is kEnd.
Result<std::vector<Token>> lex(const QueryText& query);

// Prints a token as it is written: `and`, `>=`; a literal as Literal::print() does; the end as
// `end`.
std::string print(const Token& token);

// Prints the tokens separated by ` | `, without the end.
std::string print(const std::vector<Token>& tokens);

// Returns the name of the kind for messages: "`and`", "a value", "the end of the query".
std::string name_of(TokenKind kind);

}  // namespace firstseen::kql
