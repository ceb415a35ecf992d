#include "kql/intent.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "event/field.h"
#include "kql/parser.h"
#include "kql/translation.h"
#include "text/ascii.h"

namespace firstseen::kql {
namespace {

constexpr std::string_view kTypographicQuotes[] = {
    "\xe2\x80\x9e", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x98", "\xe2\x80\x99", "\xc2\xab", "\xc2\xbb"};

constexpr std::size_t kMaxShownQuery = 200;  // bytes of a query that a hint repeats

bool contains_word(std::string_view text, std::string_view word) {
  return text::contains_ignoring_case(" " + std::string(text) + " ", " " + std::string(word) + " ");
}

// Whether a name with a dot is that of a field.
bool is_field(std::string_view word) {
  return word.find('.') != std::string_view::npos && event::field_type(word) != event::FieldType::kUnknown;
}

// Calls `take` with each word; returns whether one of the results is true.
template <typename Take>
bool any_word(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0 && take(text.substr(0, end))) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

// `process where …` of EQL, `select … where …` of SQL, `sequence by …`.
bool has_condition(std::string_view text) {
  return text::equal_ignoring_case(text.substr(0, 7), "select ") ||
         text::equal_ignoring_case(text.substr(0, 9), "sequence ") ||
         (text.find(' ') != std::string_view::npos && contains_word(text, "where"));
}

// Whether text without a field contains what would be an operator elsewhere.
bool has_operator(std::string_view text) {
  if (text.find("==") != std::string_view::npos || text.find("!=") != std::string_view::npos) return true;
  const std::size_t equals = text.find('=');
  if (equals != std::string_view::npos && equals > 0 && equals + 1 < text.size()) return true;
  return contains_word(text, "=") || contains_word(text, "|") || contains_word(text, "&&") ||
         contains_word(text, "||") || has_condition(text);
}

// Whether a word of text without a field is the name of one, alone or before an operator: `!process.name`,
// `process.name~cmd`.
bool names_field(std::string_view text) {
  return any_word(text, [](std::string_view word) {
    if (word.starts_with('!')) word.remove_prefix(1);
    const auto end = std::find_if_not(word.begin(), word.end(), [](char c) {
      return text::is_ascii_letter(c) || text::is_digit(c) || c == '.' || c == '_' || c == '@';
    });
    return is_field(word.substr(0, static_cast<std::size_t>(end - word.begin())));
  });
}

// The parts of a value that another language would read as several: `a, b`, `a|b`, `[a, b]`, or words that are
// all names of files, addresses or numbers. Empty if it is one.
std::vector<std::string> listed_values(std::string_view text) {
  std::vector<std::string> parts;
  const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
  if (bracketed) text = text.substr(1, text.size() - 2);
  const bool separated = text.find_first_of(",|") != std::string_view::npos;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separated ? ",|" : " "), text.size());
    const std::string_view part = text::trimmed(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto is_name = [](const std::string& word) {
    const std::size_t dot = word.find('.');
    return (dot != std::string::npos && dot > 0 && dot + 1 < word.size()) ||
           std::all_of(word.begin(), word.end(), text::is_digit);
  };
  // Distinguished names, arguments and texts have commas, too.
  const auto is_simple = [](const std::string& part) {
    return std::all_of(part.begin(), part.end(), [](char c) {
      return text::is_ascii_letter(c) || text::is_digit(c) ||
             std::string_view("._-*").find(c) != std::string_view::npos;
    });
  };
  if (!bracketed && !std::all_of(parts.begin(), parts.end(), is_simple)) return {};
  const bool several =
      bracketed ||
      (separated ? parts.size() > 1 : parts.size() > 1 && std::all_of(parts.begin(), parts.end(), is_name));
  return several ? parts : std::vector<std::string>();
}

// Where a comment of another language begins in a value, or npos.
std::size_t comment_in(std::string_view text) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view mark : {" -- ", " // ", " # "}) first = std::min(first, text.find(mark));
  return first;
}

bool is_in_quotes(std::string_view text) {
  for (const char quote : {'\'', '`'}) {
    if (text.size() >= 2 && text.front() == quote && text.back() == quote) return true;
  }
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
  // Hints propose queries only if `proposes`.
  Search(const QueryText& query, const Ast& ast, bool proposes)
      : query_(query), ast_(ast), proposes_(proposes) {}

  void visit(const Node& node) {
    if (node.kind == NodeKind::kIs) check_value(node);
    if (node.kind == NodeKind::kAnd) check_bare_numbers(node);
    if (node.kind == NodeKind::kOr) {
      const Node* before = nullptr;
      check_bare_values(node, before);
    }
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

  // Asks for the query, if it is one that means what it looks like.
  std::string meant(const std::optional<std::string>& query) const {
    const bool whole = query_.text.size() <= kMaxShownQuery;
    return proposes_ && query && is_plain(*query, whole) ? "did you mean `" + *query + "`?" : "";
  }
  std::string translated() const { return meant(proposes_ ? as_kql(query_.text) : std::nullopt); }

  void warn(const Literal& value, std::string message, std::string hint) {
    if (!warned_.insert(value.offset).second) return;
    found_.push_back(query_.error_at(value.offset, value.length, std::move(message), std::move(hint)));
  }

  void check_value(const Node& node) {
    const Literal& value = node.value;
    if (value.quoted) return check_quoted(node);
    if (node.field == kAnyField && (has_operator(value.text) || names_field(value.text)))
      return warn(value, "this text is searched for in every field", translated());
    if (contains_word(value.text, "&&") || contains_word(value.text, "||") || contains_word(value.text, "|"))
      return warn(value, "the operator is part of the value: KQL has `and`, `or` and no pipe", translated());
    if (is_in_quotes(value.text))
      return warn(value, "these quotes are part of the value: only \" quotes", translated());
    if (is_regular_expression(value.text)) {
      const auto wildcard = as_wildcard(value.text);
      return warn(value, "KQL has no regular expressions: the slashes are part of the value",
                  wildcard ? meant(replaced(value, *wildcard)) : "use wildcards: *");
    }
    if (const std::size_t comment = comment_in(value.text); comment != std::string::npos)
      return warn(value, "KQL has no comments: this is part of the value",
                  meant(replaced(value, value.text.substr(0, comment))));
    if (node.field != kAnyField && value.text.size() > 1 && value.text.starts_with('!'))
      return warn(value, "the `!` is part of the value", "a negation is written `not` before the field");
    if (value.text.size() > 1 && value.text.ends_with(';'))
      return warn(value, "the `;` is part of the value",
                  meant(replaced(value, value.text.substr(0, value.text.size() - 1))));
    if (node.field != kAnyField) check_list(value);
    if (value.text.size() > 1 && value.text.ends_with('~'))
      return warn(value, "the `~` is part of the value: KQL has no fuzzy search",
                  meant(replaced(value, value.text.substr(0, value.text.size() - 1))));
    if (has_single_wildcard(value.text)) warn_single_wildcard(value);
  }

  // `process.name: cmd.exe, powershell.exe` is one value.
  void check_list(const Literal& value) {
    const std::vector<std::string> values = listed_values(value.text);
    if (values.empty()) return;
    std::string list;
    for (const std::string& one : values) (list += list.empty() ? "" : " or ") += one;
    const bool in_list = value.offset > 0 && query_.text[value.offset - 1] == '(';
    warn(value, "this is one value: `or` parts values in KQL",
         meant(replaced(value, in_list ? list : "(" + list + ")")));
  }

  void warn_single_wildcard(const Literal& value) {
    std::string text = value.text;
    std::replace(text.begin(), text.end(), '?', '*');
    warn(value, "`?` is itself in KQL: only `*` is a wildcard", meant(replaced(value, text)));
  }

  // `"*.exe"`: a star in quotes is itself.
  void check_quoted(const Node& node) {
    const Literal& value = node.value;
    if (node.field == kAnyField && names_field(value.text))
      return warn(value, "this text is searched for in every field", meant(replaced(value, value.text)));
    // In a list, and of fields like the verbs of permissions, a star may be a value.
    const bool alone = node.field != kAnyField &&
                       text::trimmed(query_.text.substr(0, value.offset)).ends_with(':') &&
                       event::field_type(ast_.fields[node.field].text) != event::FieldType::kUnknown;
    if (value.text == "*" && alone) {
      return warn(value, "a `*` in quotes is itself: without quotes it asks whether the field exists",
                  meant(replaced(value, "*")));
    }
    const bool is_name = value.text.find('.') != std::string::npos;  // others may be sentences
    if (is_name && has_single_wildcard(value.text)) return warn_single_wildcard(value);
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

  // A word that may well be searched for in every field.
  static bool is_word(const Literal& value) {
    return !value.quoted && std::all_of(value.text.begin(), value.text.end(), text::is_ascii_letter);
  }

  static bool is_bare(const Node& node) { return node.kind == NodeKind::kIs && node.field == kAnyField; }

  // `process.pid: 99 or 4`: the 4 has no field. `before` is the last value with a field, if any.
  void check_bare_values(const Node& node, const Node*& before) {
    const bool all = node.kind == NodeKind::kOr;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Node& child = node.children[i];
      if (is_bare(child) && before != nullptr && (all || i == 0)) {
        std::size_t last = i;
        while (all && last + 1 < node.children.size() && is_bare(node.children[last + 1])) ++last;
        warn_bare(node, i, last, *before);
        i = last;
      } else if (child.kind == NodeKind::kIs && !is_bare(child)) {
        before = &child;
      } else if (child.kind == NodeKind::kNot || child.kind == NodeKind::kAnd ||
                 child.kind == NodeKind::kOr) {
        check_bare_values(child, before);
      }
    }
  }

  // `process.pid: 99 and 78`: a number after a number's field.
  void check_bare_numbers(const Node& node) {
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const Node& before = node.children[i - 1];
      const std::string& text = node.children[i].value.text;
      const bool number = std::all_of(text.begin(), text.end(), text::is_digit);
      if (!is_bare(node.children[i]) || !number || before.kind != NodeKind::kIs || is_bare(before)) continue;
      if (event::field_type(ast_.fields[before.field].text) == event::FieldType::kLong)
        warn(node.children[i].value, "this value has no field and is searched for in every field", "");
    }
  }

  // The values from `first` to `last` of a node have no field.
  void warn_bare(const Node& node, std::size_t first, std::size_t last, const Node& before) {
    const Literal& bare = node.children[first].value;
    if (names_field(bare.text) || has_operator(bare.text)) return;
    const bool follows = first > 0 && &node.children[first - 1] == &before;
    if (!follows && is_word(bare)) return;
    std::optional<std::string> list;
    if (follows) {
      const Literal& last_value = node.children[last].value;
      const std::size_t begin = before.value.offset;
      const std::size_t end = last_value.offset + last_value.length;
      list = replaced(begin, end - begin, "(" + std::string(query_.text.substr(begin, end - begin)) + ")");
    }
    warn(bare, "this value has no field and is searched for in every field", meant(list));
  }

  // Whether a query can be read and, if it is a whole one, names a field and has no doubtful part.
  static bool is_plain(const std::string& query, bool whole) {
    const QueryText text{query, {}};
    const auto ast = parse(text);
    if (!ast || !whole) return ast.has_value();
    if (ast->fields.empty()) return false;
    Search search(text, *ast, false);
    search.visit(ast->root);
    return search.take().empty();
  }

  const QueryText& query_;
  const Ast& ast_;
  bool proposes_;
  std::set<std::size_t> warned_;  // offsets of values
  Errors found_;
};

}  // namespace

Errors doubtful_parts(const QueryText& query, const Ast& ast) {
  Search search(query, ast, true);
  search.visit(ast.root);
  return search.take();
}

}  // namespace firstseen::kql
