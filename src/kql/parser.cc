#include "kql/parser.h"

#include <optional>

#include "kql/lexer.h"

namespace firstseen::kql {
namespace {

std::optional<RangeOperator> range_operator(TokenKind kind) {
  switch (kind) {
    case TokenKind::kLess: return RangeOperator::kLess;
    case TokenKind::kLessEqual: return RangeOperator::kLessEqual;
    case TokenKind::kGreater: return RangeOperator::kGreater;
    case TokenKind::kGreaterEqual: return RangeOperator::kGreaterEqual;
    default: return std::nullopt;
  }
}

class Parser {
 public:
  Parser(const QueryText& query, std::vector<Token> tokens) : query_(query), tokens_(std::move(tokens)) {}

  Result<Ast> run();

 private:
  // Whether operands are the values of the field `list_field_` instead of sub-queries.
  bool in_list() const { return list_field_ != kAnyField; }

  Result<Node> parse_or();
  Result<Node> parse_and();
  Result<Node> parse_not();
  Result<Node> parse_operand();
  Result<Node> parse_group(TokenKind close);
  Result<Node> parse_field(Literal field);
  Result<Node> parse_colon(Literal field);
  Result<Node> parse_range(Literal field, RangeOperator op);
  // Parses operands separated by `word`. A single operand is returned without a node around it.
  Result<Node> join(NodeKind kind, TokenKind word, Result<Node> (Parser::*operand)());

  // Makes the node of `field:value`, which begins at byte `begin` of the query.
  Node is(std::uint32_t field, Literal value, std::size_t begin) const;
  // The span from byte `begin` of the query to the end of the previous token.
  Span span_from(std::size_t begin) const;
  std::uint32_t add_field(Literal field);
  tl::unexpected<Error> unexpected(std::string message, std::string hint = {}) const;
  tl::unexpected<Error> unexpected_operand() const;

  const Token& token() const { return tokens_[position_]; }
  bool at(TokenKind kind) const { return token().kind == kind; }
  Literal take_literal() { return std::move(tokens_[position_++].literal); }

  const QueryText& query_;
  std::vector<Token> tokens_;
  std::size_t position_ = 0;
  std::size_t depth_ = 0;                 // open parentheses, braces and `not`
  std::uint32_t list_field_ = kAnyField;  // the field of the current value list
  std::vector<Literal> fields_;
};

tl::unexpected<Error> Parser::unexpected(std::string message, std::string hint) const {
  return fail(query_.error_at(token().offset, token().length, std::move(message), std::move(hint)));
}

tl::unexpected<Error> Parser::unexpected_operand() const {
  const std::string expected = in_list() ? "a value" : "a query";
  const std::string found = ", found " + name_of(token().kind);
  if (at(TokenKind::kAnd) || at(TokenKind::kOr)) {
    return unexpected("expected " + expected + " before " + name_of(token().kind),
                      "as a word to search for it is written \\" + print(token()) + " or in quotes");
  }
  if (at(TokenKind::kColon)) return unexpected("expected a field before `:`");
  return unexpected("expected " + expected + found);
}

std::uint32_t Parser::add_field(Literal field) {
  fields_.push_back(std::move(field));
  return static_cast<std::uint32_t>(fields_.size() - 1);
}

Span Parser::span_from(std::size_t begin) const {
  const Token& last = tokens_[position_ - 1];
  return {begin, last.offset + last.length - begin};
}

// `*` in all fields, bare or as `*:*`, matches everything, including records without any field.
Node Parser::is(std::uint32_t field, Literal value, std::size_t begin) const {
  Node node;
  node.span = span_from(begin);
  const bool every_field = field == kAnyField || fields_[field].is_star();
  if (every_field && value.is_only_stars()) return node;
  node.kind = NodeKind::kIs;
  node.field = field;
  node.value = std::move(value);
  return node;
}

Result<Node> Parser::join(NodeKind kind, TokenKind word, Result<Node> (Parser::*operand)()) {
  const std::size_t begin = token().offset;
  auto first = (this->*operand)();
  if (!first || !at(word)) return first;
  Node node;
  node.kind = kind;
  node.children.push_back(std::move(*first));
  while (at(word)) {
    ++position_;
    auto next = (this->*operand)();
    if (!next) return next;
    node.children.push_back(std::move(*next));
  }
  node.span = span_from(begin);
  return node;
}

Result<Node> Parser::parse_or() {
  return join(NodeKind::kOr, TokenKind::kOr, &Parser::parse_and);
}
Result<Node> Parser::parse_and() {
  return join(NodeKind::kAnd, TokenKind::kAnd, &Parser::parse_not);
}

Result<Node> Parser::parse_not() {
  if (!at(TokenKind::kNot)) return parse_operand();
  if (++depth_ > kMaxNesting)
    return unexpected("the query is nested deeper than " + std::to_string(kMaxNesting));
  const std::size_t begin = token().offset;
  ++position_;
  auto child = parse_not();
  --depth_;
  if (!child) return child;
  Node node;
  node.kind = NodeKind::kNot;
  node.span = span_from(begin);
  node.children.push_back(std::move(*child));
  return node;
}

// Parses from an opening parenthesis or brace to its matching `close`.
Result<Node> Parser::parse_group(TokenKind close) {
  const Token& open = token();
  if (++depth_ > kMaxNesting)
    return unexpected("the query is nested deeper than " + std::to_string(kMaxNesting));
  ++position_;
  auto node = parse_or();
  --depth_;
  if (!node) return node;
  if (at(TokenKind::kEnd)) {
    return fail(query_.error_at(open.offset, open.length, name_of(open.kind) + " is never closed"));
  }
  if (at(TokenKind::kNot)) return unexpected("expected `and` or `or` before `not`");
  if (!at(close)) {
    return unexpected("expected " + name_of(close) + ", `and` or `or`, found " + name_of(token().kind),
                      in_list() ? "a value with spaces or special characters goes in quotes" : "");
  }
  ++position_;
  // Braces are part of the nested node around this one.
  if (close == TokenKind::kCloseParen) node->span = span_from(open.offset);
  return node;
}

Result<Node> Parser::parse_operand() {
  if (at(TokenKind::kOpenParen)) return parse_group(TokenKind::kCloseParen);
  if (!at(TokenKind::kLiteral)) return unexpected_operand();
  const std::size_t begin = token().offset;
  Literal literal = take_literal();
  if (in_list()) return is(list_field_, std::move(literal), begin);
  return parse_field(std::move(literal));
}

// Parses the rest after a literal. The literal is a field if an operator follows, else a bare
// value.
Result<Node> Parser::parse_field(Literal field) {
  if (at(TokenKind::kColon)) return parse_colon(std::move(field));
  if (const auto op = range_operator(token().kind)) return parse_range(std::move(field), *op);
  const std::size_t begin = field.offset;
  return is(kAnyField, std::move(field), begin);
}

Result<Node> Parser::parse_colon(Literal field) {
  ++position_;
  const std::size_t begin = field.offset;
  const std::uint32_t index = add_field(std::move(field));
  if (at(TokenKind::kLiteral)) return is(index, take_literal(), begin);
  if (at(TokenKind::kOpenParen)) {
    list_field_ = index;
    auto values = parse_group(TokenKind::kCloseParen);
    list_field_ = kAnyField;
    if (values) values->span = span_from(begin);
    return values;
  }
  if (at(TokenKind::kNot)) {
    return unexpected("expected a value, found `not`", "write `not field:value` or `field:(not value)`");
  }
  if (!at(TokenKind::kOpenBrace)) {
    return unexpected("expected a value, `(` or `{` after `:`, found " + name_of(token().kind),
                      at(TokenKind::kColon) ? "a value with a colon goes in quotes" : "");
  }
  auto child = parse_group(TokenKind::kCloseBrace);
  if (!child) return child;
  Node node;
  node.kind = NodeKind::kNested;
  node.span = span_from(begin);
  node.field = index;
  node.children.push_back(std::move(*child));
  return node;
}

Result<Node> Parser::parse_range(Literal field, RangeOperator op) {
  ++position_;
  if (!at(TokenKind::kLiteral)) {
    return unexpected("expected a value after `" + std::string(to_string(op)) + "`, found " +
                      name_of(token().kind));
  }
  if (token().literal.has_wildcard()) {
    return unexpected("a range is bounded by a value, not by a wildcard",
                      "`field:*` asks whether a field exists");
  }
  Node node;
  const std::size_t begin = field.offset;
  node.kind = NodeKind::kRange;
  node.op = op;
  node.field = add_field(std::move(field));
  node.value = take_literal();
  node.span = span_from(begin);
  return node;
}

Result<Ast> Parser::run() {
  Ast ast;
  if (!at(TokenKind::kEnd)) {
    auto root = parse_or();
    if (!root) return fail(std::move(root.error()));
    if (at(TokenKind::kNot)) return unexpected("expected `and` or `or` before `not`");
    if (at(TokenKind::kColon))
      return unexpected("expected `and` or `or`, found `:`", "a value with a colon goes in quotes");
    if (!at(TokenKind::kEnd)) return unexpected("expected `and` or `or`, found " + name_of(token().kind));
    ast.root = std::move(*root);
  }
  ast.fields = std::move(fields_);
  return ast;
}

}  // namespace

Result<Ast> parse(const QueryText& query) {
  auto tokens = lex(query);
  if (!tokens) return fail(std::move(tokens.error()));
  return Parser(query, std::move(*tokens)).run();
}

}  // namespace firstseen::kql
