#include "sources/table.h"
#include "text/phrases.h"

namespace firstseen::sources {
namespace {

constexpr std::size_t kShownMapBytes = 40;  // longer maps are cut short, so that a table stays readable

std::string quoted(std::string_view text) {
  std::string out = "\"";
  out += text;
  return out + "\"";
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) text::append_item(out, quoted(text));
  if (texts.size() > 1) return "[" + out + "]";
  return texts.empty() ? "nothing" : out;
}

std::string test_text(const Condition& condition) {
  switch (condition.test) {
    case Test::kKey: return "is a key";
    case Test::kValue: return "has a value";
    case Test::kObject: return "is an object";
    case Test::kEmptyObject: return "is an empty object";
    case Test::kOnlyKey: return "is the only key";
    case Test::kEquals: return "equals " + quoted(condition.text);
    case Test::kStartsWith: return "starts with " + quoted(condition.text);
    case Test::kContains: return "contains " + quoted(condition.text);
  }
  return {};
}

bool compares_text(Test test) {
  return test == Test::kEquals || test == Test::kStartsWith || test == Test::kContains;
}

// Joins conditions with a word between them.
std::string conditions_text(const std::vector<Condition>& conditions, std::string_view word) {
  std::string out;
  for (const Condition& condition : conditions) {
    if (!out.empty()) out += word;
    out += condition.print();
  }
  return out;
}

std::string otherwise_text(const ValueMap& map) {
  switch (map.otherwise) {
    case ValueMap::Otherwise::kAbsent: return {};
    case ValueMap::Otherwise::kVerbatim: return ", else verbatim";
    case ValueMap::Otherwise::kLowercase: return ", else lowercase";
    case ValueMap::Otherwise::kFallback: return ", else " + quoted_list(map.fallback);
  }
  return {};
}

}  // namespace

// No table distinguishes letter case, so only an exception is marked.
std::string Condition::print() const {
  const std::string exact = compares_text(test) && !ignore_case ? ", in this letter case" : "";
  return (negated ? "not " : "") + path + " " + test_text(*this) + exact;
}

std::string print(const std::vector<Condition>& all) {
  return conditions_text(all, " and ");
}

std::string Marks::print() const {
  std::string out;
  if (!all.empty()) out += "all of: " + conditions_text(all, "; ") + "\n";
  for (const auto& group : any) out += "any of: " + conditions_text(group, "; ") + "\n";
  return out;
}

std::string ValueMap::print() const {
  std::string out;
  std::size_t shown = 0;
  for (; shown < rows.size() && out.size() < kShownMapBytes; ++shown)
    text::append_item(out, quoted(rows[shown].from) + " = " + quoted_list(rows[shown].to));
  if (shown < rows.size()) text::append_item(out, std::to_string(rows.size() - shown) + " more");
  return "{" + out + "}" + otherwise_text(*this);
}

std::string Mapping::print_converter() const {
  std::string out(converter->name);
  if (converter->takes_map) out += " " + map->print();
  if (!argument.empty()) out += " " + argument;
  if (converter->preimage == Preimage::kConstant) out += " " + quoted_list(map->fallback);
  return out;
}

std::string Mapping::print_notes() const {
  std::string out;
  if (derived) out = "derived";
  if (!guards.empty()) text::append_item(out, "when " + sources::print(guards));
  if (lowercase_first) text::append_item(out, "keys begin in lower case");
  if (stops) text::append_item(out, "then no later row");
  return out;
}

std::string Mapping::print() const {
  const std::string notes = print_notes();
  return field + " <- " + (path.empty() ? "" : path + " ") + print_converter() +
         (notes.empty() ? "" : ", " + notes);
}

}  // namespace firstseen::sources
