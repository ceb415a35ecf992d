#include "kql/translation.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "event/field.h"
#include "kql/literal.h"
#include "kql/parser.h"
#include "text/ascii.h"

namespace firstseen::kql {
namespace {

constexpr std::size_t kMaxProposed = 1000;  // bytes of a query for which one is proposed

struct Token {
  enum class Kind { kWord, kString, kSymbol };
  Kind kind = Kind::kWord;
  std::string text;  // of a string, in double quotes

  bool is(std::string_view expected) const {
    return kind != Kind::kString && text::equal_ignoring_case(text, expected);
  }
};

using Tokens = std::vector<Token>;

// Quotes of other languages and of word processors, with what ends them.
struct Quotes {
  std::string_view open;
  std::string_view close;
};
constexpr std::array kQuotes{Quotes{"\"", "\""},
                             Quotes{"'", "'"},
                             Quotes{"`", "`"},
                             Quotes{"\xe2\x80\x9e", "\xe2\x80\x9c"},
                             Quotes{"\xe2\x80\x9c", "\xe2\x80\x9d"},
                             Quotes{"\xe2\x80\x98", "\xe2\x80\x99"},
                             Quotes{"\xc2\xab", "\xc2\xbb"}};

constexpr std::array<std::string_view, 17> kSymbols{"==", "=~", "!=", "<>", "<=", ">=", "&&", "||", "=",
                                                    "<",  ">",  "|",  "(",  ")",  ",",  ":",  "!"};

// Reads a quoted text at the start of `rest`. Returns false if there is none.
bool read_string(std::string_view& rest, Tokens& tokens) {
  for (const auto& [open, close] : kQuotes) {
    if (!rest.starts_with(open)) continue;
    std::size_t end = rest.find(close, open.size());
    while (open == "\"" && end != std::string_view::npos && rest[end - 1] == '\\')
      end = rest.find(close, end + 1);
    if (end == std::string_view::npos) return false;
    const std::string_view inner = rest.substr(open.size(), end - open.size());
    tokens.push_back({Token::Kind::kString, open == "\"" ? "\"" + std::string(inner) + "\"" : quoted(inner)});
    rest.remove_prefix(end + close.size());
    return true;
  }
  return false;
}

bool read_symbol(std::string_view& rest, Tokens& tokens) {
  for (const std::string_view symbol : kSymbols) {
    if (!rest.starts_with(symbol)) continue;
    tokens.push_back({Token::Kind::kSymbol, std::string(symbol)});
    rest.remove_prefix(symbol.size());
    return true;
  }
  return false;
}

Tokens tokens_of(std::string_view rest) {
  Tokens tokens;
  while (!rest.empty()) {
    if (text::is_blank(rest.substr(0, 1))) {
      rest.remove_prefix(1);
      continue;
    }
    if (read_string(rest, tokens) || read_symbol(rest, tokens)) continue;
    const std::size_t end = std::min(rest.find_first_of(" \t\r\n=<>|(),:\"", 1), rest.size());
    tokens.push_back({Token::Kind::kWord, std::string(rest.substr(0, end))});
    rest.remove_prefix(end);
  }
  return tokens;
}

template <typename Name = std::string_view>
bool is_any(const Token& token, const std::initializer_list<Name>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return token.is(name); });
}

bool takes_wildcards(std::string_view field) {
  const event::FieldType type = event::field_type(field);
  return type == event::FieldType::kKeyword || type == event::FieldType::kText ||
         type == event::FieldType::kUnknown;
}

bool is_known_field(const Token& token) {
  return token.kind == Token::Kind::kWord && token.text.find('.') != std::string::npos &&
         event::field_type(token.text) != event::FieldType::kUnknown;
}

// Operators between a field and a value.
constexpr auto kEqualities = {"=", "==", "=~", "!=", "<>", "is", "eq", "equals", "ne"};
constexpr auto kInequalities = {"!=", "<>", "ne"};
constexpr auto kPatterns = {"like", "like~", "contains", "matches", "startswith", "endswith"};

// What follows a pipe in ES|QL, EQL, Splunk and Kusto, apart from conditions. Other text would be lost.
constexpr auto kCommands = {"stats", "sort",  "head",    "tail",   "limit",     "keep", "drop", "fields",
                            "table", "count", "project", "extend", "summarize", "take", "top",  "order",
                            "eval",  "dedup", "unique",  "rename", "distinct",  "rex"};

// Characters that have no meaning in KQL, and that a translation would have to understand.
bool is_beyond_kql(const Token& token) {
  return token.kind != Token::Kind::kString && token.text.find_first_of("[];`") != std::string::npos;
}

// Writes the tokens as KQL.
class Translator {
 public:
  explicit Translator(Tokens tokens) : tokens_(std::move(tokens)) {}

  // Whether anything was not KQL.
  bool changed() const { return changed_; }

  // Returns an empty text for what cannot be translated.
  std::string translate() {
    if (std::any_of(tokens_.begin(), tokens_.end(), is_beyond_kql) || !skip_before_where()) return {};
    while (at_ < tokens_.size() && !is("|")) step();
    if (at_ < tokens_.size()) {
      changed_ = true;
      if (at_ + 1 < tokens_.size() && !is_any(tokens_[at_ + 1], kCommands)) return {};
    }
    return std::move(out_);
  }

 private:
  bool is(std::string_view text, std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].is(text);
  }
  bool is_connective(std::size_t ahead = 0) const {
    return at_ + ahead >= tokens_.size() ||
           is_any(tokens_[at_ + ahead], {"and", "or", "not", "&&", "||", "!", "|", "(", ")", ","});
  }

  void put(std::string_view text) {
    const bool tight = out_.empty() || out_.ends_with('(') || text == ")" || text == ":";
    if (!tight) out_ += ' ';
    out_ += text;
  }

  void put_clause(const std::string& clause) {
    put(clause);
    after_clause_ = true;
  }

  // SQL names columns and a table before its condition; EQL an event category; pipes begin with a table.
  // Returns false if the condition is missing.
  bool skip_before_where() {
    const auto where =
        std::find_if(tokens_.begin(), tokens_.end(), [](const Token& token) { return token.is("where"); });
    const bool sql = !tokens_.empty() && is_any(tokens_.front(), {"select", "from"});
    if (where == tokens_.end()) return !sql;
    const bool piped = where != tokens_.begin() && std::prev(where)->is("|");
    if (!sql && !piped && where - tokens_.begin() > 1) return false;
    if (!sql && where - tokens_.begin() == 1 && !tokens_.front().is("any")) {
      put("event.category: " + text::lowered(tokens_.front().text));
      put("and");
    }
    at_ = static_cast<std::size_t>(where - tokens_.begin()) + 1;
    changed_ = true;
    return true;
  }

  void step() {
    if (is_connective()) after_clause_ = false;
    if (is("&&") || is("||")) {
      put(is("&&") ? "and" : "or");
      changed_ = true;
      ++at_;
    } else if (is("!")) {
      put("not");
      changed_ = true;
      ++at_;
    } else if (is_connective() && !is(",")) {
      put(text::lowered(tokens_[at_].text));
      ++at_;
    } else {
      clause();
    }
  }

  // A field with its operator and value, or words.
  void clause() {
    if (std::exchange(after_clause_, false)) {
      put("and");
      changed_ = true;
    }
    const std::string field = tokens_[at_].text;
    const bool known = is_known_field(tokens_[at_]);
    ++at_;
    if (text::equal_ignoring_case(field, "exists") && at_ < tokens_.size() && is_known_field(tokens_[at_])) {
      changed_ = true;
      return put_clause(tokens_[at_++].text + ": *");
    }
    if (is("|") && at_ + 1 < tokens_.size() && is_any(tokens_[at_ + 1], kPatterns)) ++at_;  // Sigma
    if (is("in") || is("in~")) return in_list(field);
    if (at_ < tokens_.size() && is_any(tokens_[at_], kPatterns)) return pattern(field);
    if (is("between")) return between(field);
    if (known && is("exists")) {
      changed_ = true;
      ++at_;
      return put_clause(field + ": *");
    }
    if (at_ < tokens_.size() && is_any(tokens_[at_], kEqualities)) {
      const bool negated = is_any(tokens_[at_], kInequalities);
      changed_ = true;
      ++at_;
      if (negated) put("not");
      return put_clause(field + ": " + value());
    }
    if (at_ < tokens_.size() && is_any(tokens_[at_], {":", "<", "<=", ">", ">="})) {
      const std::string op = tokens_[at_].text;
      ++at_;
      if (is("(") && op == ":") {
        put(field + ":");
        return;
      }
      return put_clause(field + (op == ":" ? "" : " ") + op + " " + value());
    }
    if (known) {
      changed_ = true;
      const std::string words = is_connective() ? "*" : value();
      return put_clause(field + ": " + words);
    }
    put(field);
  }

  // Words up to the next connective or field, or one string.
  std::string value() {
    std::string words;
    while (at_ < tokens_.size() && !is_connective()) {
      const bool next_is_field =
          !words.empty() && at_ + 1 < tokens_.size() &&
          (is_any(tokens_[at_ + 1], {"=", "==", "!="}) ||
           (is_known_field(tokens_[at_]) && is_any(tokens_[at_ + 1], {":", "<", ">", "<=", ">="})));
      if (next_is_field) break;
      words += (words.empty() ? "" : " ") + tokens_[at_].text;
      if (tokens_[at_++].kind == Token::Kind::kString) break;
    }
    return words;
  }

  // x in ("a", "b")
  void in_list(const std::string& field) {
    changed_ = true;
    ++at_;
    if (is("(")) ++at_;
    std::string list;
    while (at_ < tokens_.size() && !is(")")) {
      if (!is(",")) list += (list.empty() ? "" : " or ") + tokens_[at_].text;
      ++at_;
    }
    if (is(")")) ++at_;
    put_clause(field + ": (" + list + ")");
  }

  // x between a and b
  void between(const std::string& field) {
    changed_ = true;
    ++at_;
    const std::string low = value();
    if (is("and")) ++at_;
    put_clause(field + " >= " + low + " and " + field + " <= " + value());
  }

  // x like "*a*", x contains a, x|contains: a
  void pattern(const std::string& field) {
    changed_ = true;
    const bool contains = is("contains");
    const bool begins = is("startswith");
    const bool ends = is("endswith");
    ++at_;
    if (is(":")) ++at_;
    std::string text = value();
    if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
    std::replace(text.begin(), text.end(), '%', '*');
    if (!takes_wildcards(field)) {
      tokens_.clear();
      out_.clear();
      return;
    }
    put_clause(field + ": " + (contains || ends ? "*" : "") + text + (contains || begins ? "*" : ""));
  }

  Tokens tokens_;
  std::size_t at_ = 0;
  std::string out_;
  bool changed_ = false;
  bool after_clause_ = false;  // a field with its value precedes, without a connective
};

}  // namespace

std::optional<std::string> as_kql(std::string_view text) {
  if (text.size() > kMaxProposed) return std::nullopt;
  Tokens tokens = tokens_of(text);
  const bool other_quotes = std::any_of(kQuotes.begin() + 1, kQuotes.end(), [&](const Quotes& quotes) {
    return text.find(quotes.open) != std::string_view::npos;
  });
  Translator translator(std::move(tokens));
  std::string proposal = translator.translate();
  if (!translator.changed() && !other_quotes) return std::nullopt;
  if (proposal.empty() || proposal == text || !parse(QueryText{proposal, {}})) return std::nullopt;
  return proposal;
}

}  // namespace firstseen::kql
