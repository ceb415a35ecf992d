#include "kql/intent.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "event/field.h"
#include "kql/translation.h"
#include "text/ascii.h"

namespace firstseen::kql {
namespace {

constexpr std::string_view kTypographicQuotes[] = {"\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x98",
                                                   "\xe2\x80\x99", "\xc2\xab",     "\xc2\xbb"};

constexpr std::size_t kMaxShownQuery = 200;  // bytes of a query that a hint repeats

std::string meant(const std::optional<std::string>& query) {
  return query ? "did you mean `" + *query + "`?" : "";
}

bool contains_word(std::string_view text, std::string_view word) {
  return text::contains_ignoring_case(" " + std::string(text) + " ", " " + std::string(word) + " ");
}

// `process where …` of EQL, `select … where …` of SQL.
bool has_condition(std::string_view text) {
  if (text::equal_ignoring_case(text.substr(0, 7), "select ")) return true;
  const std::string_view rest = text.substr(std::min(text.find(' '), text.size()));
  return text::equal_ignoring_case(rest.substr(0, 7), " where ") || text::equal_ignoring_case(rest, " where");
}

// Whether text without a field contains what would be an operator elsewhere.
bool has_operator(std::string_view text) {
  if (text.find("==") != std::string_view::npos || text.find("!=") != std::string_view::npos) return true;
  const std::size_t equals = text.find('=');
  if (equals != std::string_view::npos && equals > 0 && equals + 1 < text.size()) return true;
  return contains_word(text, "=") || contains_word(text, "|") || contains_word(text, "&&") ||
         contains_word(text, "||") || has_condition(text);
}

// Whether text without a field begins with the name of one, which has a dot.
bool begins_with_field(std::string_view text) {
  const std::string_view word = text.substr(0, text.find(' '));
  return word.find('.') != std::string_view::npos && event::field_type(word) != event::FieldType::kUnknown;
}

bool is_in_quotes(std::string_view text) {
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') return true;
  return std::any_of(
      std::begin(kTypographicQuotes), std::end(kTypographicQuotes),
      [&](std::string_view quote) { return text.starts_with(quote) || text.ends_with(quote); });
}

// Text between slashes with a character that only regular expressions need.
bool is_regular_expression(std::string_view text) {
  return text.size() > 2 && text.front() == '/' && text.back() == '/' &&
         text.substr(1, text.size() - 2).find_first_of("*+?[]^$\\|") != std::string_view::npos;
}

// The wildcard that a simple regular expression is; nullopt for others.
std::optional<std::string> as_wildcard(std::string_view text) {
  std::string out;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == ".*") {
      out += '*';
      ++i;
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      out += text[++i];
    } else if (text::is_ascii_letter(text[i]) || text::is_digit(text[i]) || text[i] == '_' ||
               text[i] == '-') {
      out += text[i];
    } else {
      return std::nullopt;
    }
  }
  return out;
}

// `?md.exe`: a name in which ? is meant as any character. In addresses of the web it is not.
bool has_single_wildcard(std::string_view text) {
  const bool name = std::all_of(text.begin(), text.end(), [](char c) {
    return text::is_ascii_letter(c) || text::is_digit(c) ||
           std::string_view("?*._-\\").find(c) != std::string_view::npos;
  });
  return name && text.find('?') != std::string_view::npos &&
         text.find_first_not_of('?') != std::string_view::npos;
}

class Search {
 public:
  Search(const QueryText& query, const Ast& ast) : query_(query), ast_(ast) {}

  void visit(const Node& node) {
    if (node.kind == NodeKind::kIs) check_value(node);
    if (node.kind == NodeKind::kOr) check_bare_values(node);
    for (const Node& child : node.children) visit(child);
  }

  Errors take() { return std::move(found_); }

 private:
  // Returns the query with a part replaced; of a long query only that part.
  std::string replaced(std::size_t offset, std::size_t length, std::string_view text) const {
    if (query_.text.size() > kMaxShownQuery) return std::string(text);
    std::string whole(query_.text);
    return whole.replace(offset, length, text);
  }
  std::string replaced(const Literal& value, std::string_view text) const {
    return replaced(value.offset, value.length, text);
  }

  void warn(const Literal& value, std::string message, std::string hint) {
    found_.push_back(query_.error_at(value.offset, value.length, std::move(message), std::move(hint)));
  }

  void check_value(const Node& node) {
    const Literal& value = node.value;
    if (value.quoted) return check_quoted(node);
    if (node.field == kAnyField && (has_operator(value.text) || begins_with_field(value.text)))
      return warn(value, "this text is searched for in every field", meant(as_kql(query_.text)));
    if (contains_word(value.text, "&&") || contains_word(value.text, "||") || contains_word(value.text, "|"))
      return warn(value, "the operator is part of the value: KQL has `and`, `or` and no pipe",
                  meant(as_kql(query_.text)));
    if (is_in_quotes(value.text))
      return warn(value, "these quotes are part of the value: only \" quotes", meant(as_kql(query_.text)));
    if (is_regular_expression(value.text)) {
      const auto wildcard = as_wildcard(value.text);
      return warn(value, "KQL has no regular expressions: the slashes are part of the value",
                  wildcard ? meant(replaced(value, *wildcard)) : "use wildcards: *");
    }
    if (has_single_wildcard(value.text)) {
      std::string text = value.text;
      std::replace(text.begin(), text.end(), '?', '*');
      warn(value, "`?` is itself in KQL: only `*` is a wildcard", meant(replaced(value, text)));
    }
  }

  // `"*.exe"`: a star in quotes is itself.
  void check_quoted(const Node& node) {
    const Literal& value = node.value;
    const bool star = value.text.size() > 1 && (value.text.starts_with('*') || value.text.ends_with('*'));
    if (!star) return;
    Literal unquoted = value;
    unquoted.quoted = false;
    unquoted.wildcards.clear();
    for (std::size_t i = 0; i < value.text.size(); ++i) {
      if (value.text[i] == '*') unquoted.wildcards.push_back(i);
    }
    warn(value, "a `*` in quotes is itself, not a wildcard", meant(replaced(value, unquoted.print())));
  }

  // `process.pid: 99 or 4`: the 4 has no field.
  void check_bare_values(const Node& node) {
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const Node& before = node.children[i - 1];
      const Node& bare = node.children[i];
      const bool is_bare = bare.kind == NodeKind::kIs && bare.field == kAnyField &&
                           !begins_with_field(bare.value.text) && !has_operator(bare.value.text);
      if (!is_bare || before.kind != NodeKind::kIs || before.field == kAnyField) continue;
      std::size_t last = i;
      while (last + 1 < node.children.size() && node.children[last + 1].kind == NodeKind::kIs &&
             node.children[last + 1].field == kAnyField)
        ++last;
      const Literal& first_value = before.value;
      const Literal& last_value = node.children[last].value;
      const std::size_t end = last_value.offset + last_value.length;
      const std::string list =
          "(" + std::string(query_.text.substr(first_value.offset, end - first_value.offset)) + ")";
      warn(bare.value, "this value has no field and is searched for in every field",
           meant(replaced(first_value.offset, end - first_value.offset, list)));
      i = last;
    }
  }

  const QueryText& query_;
  const Ast& ast_;
  Errors found_;
};

}  // namespace

Errors doubtful_parts(const QueryText& query, const Ast& ast) {
  Search search(query, ast);
  search.visit(ast.root);
  return search.take();
}

}  // namespace firstseen::kql
