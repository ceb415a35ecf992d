// The first stage: the text of a query to tokens.
//
// Kibana's grammar has no lexer: there, `and`, `or` and `not` are words between white space, and everything
// else that is not special belongs to an unquoted literal, spaces included. The lexer decides by the token
// before: where an operand may begin, `and` or `or` standing alone is a literal (`args:(or)`); behind an
// operand it joins.
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

// A longer query is an error.
inline constexpr std::size_t kMaxQueryBytes = std::size_t{1} << 20;

// The tokens of the query; the last one is kEnd.
Result<std::vector<Token>> lex(const QueryText& query);

// The token as it is written: `and`, `>=`; a literal as Literal::print() has it; the end is `end`.
std::string print(const Token& token);

// The tokens, separated by ` | `, without the end.
std::string print(const std::vector<Token>& tokens);

// What the kind is called in messages: "`and`", "a value", "the end of the query".
std::string name_of(TokenKind kind);

}  // namespace firstseen::kql
