#include "kql/lexer.h"

#include <string_view>

#include "kql/escape.h"
#include "kql/syntax.h"

namespace firstseen::kql {
namespace {

std::string_view spelling(TokenKind kind) {
  switch (kind) {
    case TokenKind::kLiteral: return "literal";
    case TokenKind::kAnd: return "and";
    case TokenKind::kOr: return "or";
    case TokenKind::kNot: return "not";
    case TokenKind::kOpenParen: return "(";
    case TokenKind::kCloseParen: return ")";
    case TokenKind::kOpenBrace: return "{";
    case TokenKind::kCloseBrace: return "}";
    case TokenKind::kColon: return ":";
    case TokenKind::kLess: return "<";
    case TokenKind::kLessEqual: return "<=";
    case TokenKind::kGreater: return ">";
    case TokenKind::kGreaterEqual: return ">=";
    case TokenKind::kEnd: return "end";
  }
  return "";
}

TokenKind kind_of(Keyword keyword) {
  switch (keyword) {
    case Keyword::kAnd: return TokenKind::kAnd;
    case Keyword::kOr: return TokenKind::kOr;
    case Keyword::kNot: break;
  }
  return TokenKind::kNot;
}

class Lexer {
 public:
  explicit Lexer(const QueryText& query) : query_(query), text_(query.text) {}

  Result<std::vector<Token>> run() {
    for (position_ = skip_spaces(text_, 0); position_ < text_.size();
         position_ = skip_spaces(text_, position_)) {
      if (auto error = next()) return fail(std::move(*error));
    }
    add(TokenKind::kEnd, 0);
    return std::move(tokens_);
  }

 private:
  std::optional<Error> next();
  std::optional<Error> quoted_literal();
  std::optional<Error> unquoted_literal();
  std::optional<Error> escape(Literal& literal);

  void add(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, position_, length, {}});
    position_ += length;
  }

  void add_literal(Literal literal, std::size_t begin) {
    literal.offset = begin;
    literal.length = position_ - begin;
    tokens_.push_back({TokenKind::kLiteral, begin, literal.length, std::move(literal)});
  }

  // The previous token; kEnd at the start of the query.
  TokenKind previous_kind() const { return tokens_.empty() ? TokenKind::kEnd : tokens_.back().kind; }
  bool operand_may_begin() const;
  std::optional<Keyword> infix_keyword(std::size_t position) const;
  std::optional<Keyword> prefix_keyword() const;
  bool is_lone_operand(std::size_t end) const;
  bool word_ends(std::size_t position) const;
  bool operand_follows(std::size_t position) const;

  const QueryText& query_;
  std::string_view text_;
  std::size_t position_ = 0;
  std::vector<Token> tokens_;
};

bool Lexer::operand_may_begin() const {
  switch (previous_kind()) {
    case TokenKind::kLiteral:
    case TokenKind::kCloseParen:
    case TokenKind::kCloseBrace: return false;
    default: return true;
  }
}

// `*` and `\` continue a word: `or*` is not a keyword.
bool Lexer::word_ends(std::size_t position) const {
  if (position >= text_.size() || space_at(text_, position) > 0) return true;
  const char c = text_[position];
  return is_special(c) && c != '*' && c != '\\';
}

bool Lexer::operand_follows(std::size_t position) const {
  if (space_at(text_, position) > 0) return true;
  return position < text_.size() && (text_[position] == '(' || text_[position] == '"');
}

// Returns the keyword at `position`, which is the start of a word after an operand or inside an
// unquoted literal.
std::optional<Keyword> Lexer::infix_keyword(std::size_t position) const {
  const auto keyword = keyword_at(text_, position);
  if (!keyword) return std::nullopt;
  const std::size_t end = position + to_string(*keyword).size();
  const bool is_keyword = *keyword == Keyword::kNot ? operand_follows(end) : word_ends(end);
  return is_keyword ? keyword : std::nullopt;
}

// Whether `end` is followed by a joining word or the end of the list. If so, the word before it is
// an operand.
bool Lexer::is_lone_operand(std::size_t end) const {
  const std::size_t next = skip_spaces(text_, end);
  if (next >= text_.size() || text_[next] == ')' || text_[next] == '}' || text_[next] == ':') return true;
  const auto keyword = infix_keyword(next);
  return next > end && keyword && *keyword != Keyword::kNot;
}

// Returns the keyword at the current position, where an operand may begin. `and` or `or` alone is a
// literal here. If more follows, it is a keyword, and the parser reports the missing operand. As
// the value of a field it is always a literal, as in Kibana.
std::optional<Keyword> Lexer::prefix_keyword() const {
  const auto keyword = keyword_at(text_, position_);
  if (!keyword) return std::nullopt;
  const std::size_t end = position_ + to_string(*keyword).size();
  if (!word_ends(end)) return std::nullopt;
  const TokenKind last = previous_kind();
  if (*keyword == Keyword::kNot) {
    const bool joined = last == TokenKind::kAnd || last == TokenKind::kOr || last == TokenKind::kNot;
    return joined || operand_follows(end) ? keyword : std::nullopt;
  }
  const bool is_value = last >= TokenKind::kColon && last <= TokenKind::kGreaterEqual;
  return is_value || is_lone_operand(end) ? std::nullopt : keyword;
}

std::optional<Error> Lexer::next() {
  const bool has_equal = position_ + 1 < text_.size() && text_[position_ + 1] == '=';
  switch (text_[position_]) {
    case '(': add(TokenKind::kOpenParen, 1); return std::nullopt;
    case ')': add(TokenKind::kCloseParen, 1); return std::nullopt;
    case '{': add(TokenKind::kOpenBrace, 1); return std::nullopt;
    case '}': add(TokenKind::kCloseBrace, 1); return std::nullopt;
    case ':': add(TokenKind::kColon, 1); return std::nullopt;
    case '<':
      add(has_equal ? TokenKind::kLessEqual : TokenKind::kLess, has_equal ? 2 : 1);
      return std::nullopt;
    case '>':
      add(has_equal ? TokenKind::kGreaterEqual : TokenKind::kGreater, has_equal ? 2 : 1);
      return std::nullopt;
    case '"': return quoted_literal();
    default: break;
  }
  const auto keyword = operand_may_begin() ? prefix_keyword() : infix_keyword(position_);
  if (!keyword) return unquoted_literal();
  add(kind_of(*keyword), to_string(*keyword).size());
  return std::nullopt;
}

// Inside quotes, a backslash that does not start an escape is literal, as in Kibana: "C:\Windows".
std::optional<Error> Lexer::quoted_literal() {
  const std::size_t begin = position_++;
  Literal literal;
  literal.quoted = true;
  while (position_ < text_.size() && text_[position_] != '"') {
    const Escape escape = escape_in_quotes(text_, position_);
    if (escape.length > 0) {
      literal.text += escape.text;
      position_ += escape.length;
    } else {
      literal.text += text_[position_++];
    }
  }
  if (position_ >= text_.size()) {
    return query_.error_at(
        begin, text_.size() - begin, "this quote is never closed",
        R"(a quote inside a quoted value is written \", a backslash before the closing quote \\)");
  }
  ++position_;
  add_literal(std::move(literal), begin);
  return std::nullopt;
}

std::optional<Error> Lexer::escape(Literal& literal) {
  const Escape escape = escape_outside_quotes(text_, position_);
  if (escape.length == 0) {
    return query_.error_at(position_, 2, "this backslash escapes nothing",
                           R"(a backslash in an unquoted value is written \\)");
  }
  literal.text += escape.text;
  position_ += escape.length;
  return std::nullopt;
}

// Reads up to a special character or a keyword. White space inside the literal is part of it;
// trailing white space is not.
std::optional<Error> Lexer::unquoted_literal() {
  const std::size_t begin = position_;
  Literal literal;
  while (position_ < text_.size()) {
    const std::size_t next = skip_spaces(text_, position_);
    if (next > position_ && (next == text_.size() || infix_keyword(next))) break;
    const char c = text_[next];
    if (is_special(c) && c != '*' && c != '\\') break;
    literal.text += text_.substr(position_, next - position_);
    position_ = next;
    if (c == '\\') {
      if (auto error = escape(literal)) return error;
      continue;
    }
    if (c == '*') literal.wildcards.push_back(literal.text.size());
    literal.text += c;
    ++position_;
  }
  add_literal(std::move(literal), begin);
  return std::nullopt;
}

}  // namespace

Result<std::vector<Token>> lex(const QueryText& query) {
  if (query.text.size() > kMaxQueryBytes) {
    Error error("the query is longer than " + std::to_string(kMaxQueryBytes) + " bytes");
    return fail(in_file(std::move(error), std::string(query.file)));
  }
  return Lexer(query).run();
}

std::string print(const Token& token) {
  return token.kind == TokenKind::kLiteral ? token.literal.print() : std::string(spelling(token.kind));
}

std::string print(const std::vector<Token>& tokens) {
  std::string out;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kEnd) break;
    if (!out.empty()) out += " | ";
    out += print(token);
  }
  return out;
}

std::string name_of(TokenKind kind) {
  if (kind == TokenKind::kLiteral) return "a value";
  if (kind == TokenKind::kEnd) return "the end of the query";
  std::string name(1, '`');
  return name.append(spelling(kind)).append(1, '`');
}

}  // namespace firstseen::kql
