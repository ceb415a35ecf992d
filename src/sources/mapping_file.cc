#include "sources/mapping_file.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <set>
#include <span>

#include "config/node.h"
#include "event/field.h"
#include "sources/tables/tables.h"
#include "text/phrases.h"
#include "toml/document.h"

namespace firstseen::sources {
namespace {

using Kind = config::Node::Kind;

// The keys that an object may have.
using Keys = std::initializer_list<std::string_view>;

// Makes an error about the value at a key, such as `recognize.all[2].path`.
tl::unexpected<Error> wrong(const std::string& where, const std::string& what, std::string hint = {}) {
  return fail(where + " " + what, std::move(hint));
}

std::string below(const std::string& where, std::string_view key) {
  return where.empty() ? std::string(key) : where + "." + std::string(key);
}

std::string element(const std::string& where, std::size_t index) {
  return where + "[" + std::to_string(index) + "]";
}

Result<void> check_keys(const config::Node& node, const std::string& where, Keys known) {
  if (!node.is(Kind::kObject)) return wrong(where, "is not a table");
  for (const config::Node::Member& member : node.members) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    std::string names;
    for (const std::string_view name : known) text::append_item(names, name);
    return wrong(below(where, member.name), "is not a key of a mapping file", "keys here are: " + names);
  }
  return {};
}

// Reads a value as text. Values of records are compared and filled as text too.
Result<std::string> read_text(const config::Node& node, const std::string& where) {
  switch (node.kind) {
    case Kind::kString: return node.string;
    case Kind::kInteger: return std::to_string(node.integer);
    case Kind::kBoolean: return std::string(node.boolean ? "true" : "false");
    case Kind::kNull:
    case Kind::kNumber:
    case Kind::kArray:
    case Kind::kObject: break;
  }
  return wrong(where, "is not a string");
}

// Reads one value or an array of values.
Result<std::vector<std::string>> read_texts(const config::Node& node, const std::string& where) {
  std::vector<std::string> texts;
  const std::span<const config::Node> all =
      node.is(Kind::kArray) ? std::span(node.items) : std::span(&node, 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto text = read_text(all[i], node.is(Kind::kArray) ? element(where, i) : where);
    if (!text) return fail(text.error());
    texts.push_back(std::move(*text));
  }
  return texts;
}

template <typename T>
struct Choice {
  std::string_view name;
  T value;
};

// Reads one of the given words.
template <typename T>
Result<T> read_choice(const config::Node& node, const std::string& where,
                      std::initializer_list<Choice<T>> choices) {
  std::string names;
  for (const Choice<T>& choice : choices) {
    if (node.string == choice.name) return choice.value;
    text::append_item(names, choice.name);
  }
  return wrong(where, "is none of " + names);
}

Result<bool> read_flag(const config::Node& node, std::string_view key, const std::string& where) {
  const config::Node* const flag = node.find(key);
  if (flag == nullptr) return false;
  if (!flag->is(Kind::kBoolean)) return wrong(below(where, key), "is neither true nor false");
  return flag->boolean;
}

Result<std::string> read_path(const config::Node& node, const std::string& where) {
  const config::Node* const path = node.find("path");
  if (path == nullptr || !path->is(Kind::kString) || path->string.empty()) {
    return wrong(where, "has no path", "name the key of the record: path = \"net.remote_ip\"");
  }
  return path->string;
}

// Reads the test of a condition. { path = "…" } alone tests for a value; `is`, `equals`,
// `starts_with` or `contains` selects another test.
Result<void> read_test(const config::Node& node, const std::string& where, Condition& condition) {
  const Choice<Test> comparisons[] = {
      {"equals", Test::kEquals}, {"starts_with", Test::kStartsWith}, {"contains", Test::kContains}};
  std::size_t tests = 0;
  for (const auto& [key, test] : comparisons) {
    const config::Node* const operand = node.find(key);
    if (operand == nullptr) continue;
    auto text = read_text(*operand, below(where, key));
    if (!text) return fail(text.error());
    condition.test = test;
    condition.text = std::move(*text);
    condition.ignore_case = true;
    ++tests;
  }
  if (const config::Node* const is = node.find("is")) {
    const auto test = read_choice<Test>(
        *is, below(where, "is"), {{"key", Test::kKey}, {"value", Test::kValue}, {"object", Test::kObject}});
    if (!test) return fail(test.error());
    condition.test = *test;
    ++tests;
  }
  if (tests > 1) return wrong(where, "has more than one test", "write one condition for each");
  return {};
}

Result<Condition> read_condition(const config::Node& node, const std::string& where) {
  if (auto checked = check_keys(node, where, {"path", "is", "equals", "starts_with", "contains", "not"});
      !checked)
    return fail(checked.error());
  Condition condition;
  auto path = read_path(node, where);
  if (!path) return fail(path.error());
  condition.path = std::move(*path);
  if (auto read = read_test(node, where, condition); !read) return fail(read.error());
  const auto negated = read_flag(node, "not", where);
  if (!negated) return fail(negated.error());
  condition.negated = *negated;
  return condition;
}

Result<std::vector<Condition>> read_conditions(const config::Node& node, const std::string& where) {
  if (!node.is(Kind::kArray)) return wrong(where, "is not an array of conditions");
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    auto condition = read_condition(node.items[i], element(where, i));
    if (!condition) return fail(condition.error());
    conditions.push_back(std::move(*condition));
  }
  return conditions;
}

// `any` is one group of conditions, or an array of groups.
Result<void> read_any(const config::Node& node, const std::string& where, Marks& marks) {
  const bool groups = node.is(Kind::kArray) && !node.items.empty() && node.items.front().is(Kind::kArray);
  const std::span<const config::Node> all = groups ? std::span(node.items) : std::span(&node, 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto group = read_conditions(all[i], groups ? element(where, i) : where);
    if (!group) return fail(group.error());
    marks.any.push_back(std::move(*group));
  }
  return {};
}

Result<Marks> read_marks(const config::Node& document) {
  const std::string where = "recognize";
  const config::Node* const node = document.find(where);
  const std::string hint = "add what marks its records: all = [{ path = \"vendor\", equals = \"Acme\" }]";
  if (node == nullptr) return fail("there is no [recognize]", hint);
  if (auto checked = check_keys(*node, where, {"all", "any"}); !checked) return fail(checked.error());
  Marks marks;
  if (const config::Node* const all = node->find("all")) {
    auto conditions = read_conditions(*all, "recognize.all");
    if (!conditions) return fail(conditions.error());
    marks.all = std::move(*conditions);
  }
  if (const config::Node* const any = node->find("any")) {
    if (auto read = read_any(*any, "recognize.any", marks); !read) return fail(read.error());
  }
  const auto is_positive = [](const Condition& condition) { return !condition.negated; };
  bool positive = std::any_of(marks.all.begin(), marks.all.end(), is_positive);
  for (const auto& group : marks.any)
    positive |= !group.empty() && std::all_of(group.begin(), group.end(), is_positive);
  if (!positive) return wrong(where, "holds for records that have none of its keys", hint);
  return marks;
}

Result<void> read_map(const config::Node& node, const std::string& where, ValueMap& map) {
  if (!node.is(Kind::kObject)) return wrong(where, "is not a table of raw value = value");
  for (const config::Node::Member& member : node.members) {
    auto to = read_texts(member.value, below(where, member.name));
    if (!to) return fail(to.error());
    std::erase(*to, "");
    map.rows.push_back({member.name, std::move(*to)});
  }
  return {};
}

// Reads what happens to a raw value that is not in the map.
Result<void> read_otherwise(const config::Node& node, const std::string& where, ValueMap& map) {
  if (const config::Node* const fallback = node.find("fallback")) {
    auto texts = read_texts(*fallback, below(where, "fallback"));
    if (!texts) return fail(texts.error());
    map.otherwise = ValueMap::Otherwise::kFallback;
    map.fallback = std::move(*texts);
  }
  const config::Node* const otherwise = node.find("otherwise");
  if (otherwise == nullptr) return {};
  if (map.otherwise == ValueMap::Otherwise::kFallback)
    return wrong(where, "has both otherwise and fallback", "fallback already is the value for all others");
  using Otherwise = ValueMap::Otherwise;
  const auto way = read_choice<Otherwise>(*otherwise, below(where, "otherwise"),
                                          {{"absent", Otherwise::kAbsent},
                                           {"verbatim", Otherwise::kVerbatim},
                                           {"lowercase", Otherwise::kLowercase}});
  if (!way) return fail(way.error());
  map.otherwise = *way;
  return {};
}

// Checks that a map and an argument are present exactly where the converter takes them.
Result<void> check_converter(const Converter& converter, const std::string& where, bool has_map,
                             bool has_argument) {
  if (converter.takes_map && !has_map) return wrong(where, "has no map for its converter");
  if (!converter.takes_map && has_map) return wrong(where, "has a map that its converter does not use");
  if (converter.argument.empty() != has_argument) return {};
  std::string takers;
  std::string example;
  for (const Converter& row : kConverters) {
    if (row.argument.empty()) continue;
    text::append_item(takers, row.name);
    example =
        "converter = \"" + std::string(row.name) + "\", argument = \"" + std::string(row.argument) + "\"";
  }
  return wrong(where, "wants an argument with the converter " + takers + ", and only there", example);
}

Result<void> read_converter(const config::Node& node, const std::string& where, Mapping& mapping) {
  const config::Node* const name = node.find("converter");
  const config::Node* const map = node.find("map");
  if (map != nullptr) {
    mapping.converter = "map";
    ValueMap values;
    if (auto read = read_map(*map, below(where, "map"), values); !read) return read;
    if (auto read = read_otherwise(node, where, values); !read) return read;
    mapping.map = std::move(values);
  }
  if (name != nullptr) {
    const Converter* const converter = find_converter(name->string);
    if (converter == nullptr)
      return wrong(below(where, "converter"), "is none of the converters",
                   "converters are: " + converter_names());
    mapping.converter = ConverterRef(*converter);
  }
  mapping.argument = node.text("argument");
  return check_converter(*mapping.converter, where, map != nullptr, !mapping.argument.empty());
}

Result<void> read_constant(const config::Node& node, const std::string& where, Mapping& mapping) {
  const config::Node& constant = *node.find("constant");
  if (node.find("path") != nullptr) return wrong(where, "has both a path and a constant");
  auto texts = read_texts(constant, below(where, "constant"));
  if (!texts) return fail(texts.error());
  mapping.converter = "constant";
  mapping.map = ValueMap{{}, ValueMap::Otherwise::kAbsent, std::move(*texts)};
  return {};
}

// A subtree is read from a subtree.
Result<void> check_subtree(const Mapping& mapping, const std::string& where) {
  if (mapping.is_subtree() == (mapping.path == "*" || mapping.path.ends_with(".*"))) return {};
  return wrong(where, "has a `*` at the end of the field or of the path only",
               "\"winlog.event_data.*\" = \"EventData.*\"");
}

// A row is "raw.path" or a table.
Result<Mapping> read_row(const std::string& field, const config::Node& node, const std::string& where) {
  Mapping mapping;
  mapping.field = field;
  if (node.is(Kind::kString)) {
    if (node.string.empty()) return wrong(where, "is an empty path");
    mapping.path = node.string;
    if (auto checked = check_subtree(mapping, where); !checked) return fail(checked.error());
    return mapping;
  }
  const Keys known{"path",     "converter", "map",  "otherwise", "fallback",
                   "argument", "constant",  "when", "derived"};
  if (auto checked = check_keys(node, where, known); !checked) return fail(checked.error());
  if (node.find("constant") != nullptr) {
    if (auto read = read_constant(node, where, mapping); !read) return fail(read.error());
  } else {
    auto path = read_path(node, where);
    if (!path) return fail(path.error());
    mapping.path = std::move(*path);
    if (auto read = read_converter(node, where, mapping); !read) return fail(read.error());
  }
  if (auto checked = check_subtree(mapping, where); !checked) return fail(checked.error());
  if (const config::Node* const when = node.find("when")) {
    auto guards = read_conditions(*when, below(where, "when"));
    if (!guards) return fail(guards.error());
    mapping.guards = std::move(*guards);
  }
  const auto derived = read_flag(node, "derived", where);
  if (!derived) return fail(derived.error());
  mapping.derived = *derived;
  return mapping;
}

// Rejects a name that only has fields below it: the rest of the name is missing.
Result<void> check_field(const std::string& field, const std::string& where) {
  const std::vector<std::string_view> names = event::all_field_names();
  const bool has_fields_below = std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    return name.size() > field.size() && name.starts_with(field) && name[field.size()] == '.';
  });
  const event::FieldType type = event::field_type(field);
  if (type != event::FieldType::kObject && (type != event::FieldType::kUnknown || !has_fields_below))
    return {};
  return wrong(where, "is not a field that has values",
               "write the whole name in quotes: \"" + field + ".name\" = \"raw.path\"");
}

// Each field has one row, or an array of rows of which the first that yields a value is used.
Result<std::vector<Mapping>> read_fields(const config::Node& document) {
  const config::Node* const fields = document.find("fields");
  if (fields == nullptr || !fields->is(Kind::kObject) || fields->members.empty())
    return fail("there are no [fields]", "\"destination.ip\" = \"net.remote_ip\"");
  std::vector<Mapping> mappings;
  for (const config::Node::Member& member : fields->members) {
    const std::string where = below("fields", member.name);
    if (auto checked = check_field(member.name, where); !checked) return fail(checked.error());
    const bool several = member.value.is(Kind::kArray);
    const std::span<const config::Node> rows =
        several ? std::span(member.value.items) : std::span(&member.value, 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto row = read_row(member.name, rows[i], several ? element(where, i) : where);
      if (!row) return fail(row.error());
      mappings.push_back(std::move(*row));
    }
  }
  const bool has_time = std::any_of(mappings.begin(), mappings.end(),
                                    [](const Mapping& mapping) { return mapping.field == "@timestamp"; });
  if (!has_time)
    return fail("no row fills @timestamp: every record would be a reject",
                "\"@timestamp\" = { path = \"time\", converter = \"iso-time\" }");
  return mappings;
}

Result<std::vector<Embedding>> read_embedded(const config::Node& document) {
  std::vector<Embedding> all;
  const config::Node* const node = document.find("embedded");
  if (node == nullptr) return all;
  if (!node->is(Kind::kObject)) return wrong("embedded", "is not a table of path = kind");
  for (const config::Node::Member& member : node->members) {
    const auto holds = read_choice<json::Holds>(member.value, below("embedded", member.name),
                                                {{"document", json::Holds::kDocument},
                                                 {"message", json::Holds::kMessage},
                                                 {"pairs", json::Holds::kPairs}});
    if (!holds) return fail(holds.error());
    all.push_back({member.name, *holds});
  }
  return all;
}

Result<std::string> read_source(const config::Node& document) {
  const std::string source(document.text("source"));
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
  const bool plain = !source.empty() && source.find_first_not_of(kLetters) == std::string::npos;
  if (!plain || source == "auto")
    return fail("source is not a name of small letters, digits, - and _",
                "source = \"acme\" is its name in findings");
  return source;
}

Result<SourceTable> table_from(const config::Node& document) {
  const Keys known{"source", "shape", "recognize", "fields", "embedded"};
  if (auto checked = check_keys(document, "", known); !checked) return fail(checked.error());
  auto source = read_source(document);
  if (!source) return fail(source.error());
  auto marks = read_marks(document);
  if (!marks) return fail(marks.error());
  auto mappings = read_fields(document);
  if (!mappings) return fail(mappings.error());
  auto embedded = read_embedded(document);
  if (!embedded) return fail(embedded.error());
  SourceTable table{std::move(*source), std::string(document.text("shape")), std::move(*marks),
                    std::move(*mappings), std::move(*embedded)};
  if (table.shape.empty()) table.shape = table.source;
  return table;
}

}  // namespace

Result<SourceTable> read_mapping(std::string_view text, const std::string& file) {
  const auto document = toml::parse_document(text, file);
  if (!document) return fail(document.error());
  auto table = table_from(*document);
  if (!table) return fail(in_file(table.error(), file));
  return table;
}

Errors unknown_fields(const std::vector<NamedText>& mappings) {
  Errors warnings;
  for (const NamedText& mapping : mappings) {
    const auto table = read_mapping(mapping.text, mapping.name);
    if (!table) continue;
    std::set<std::string> fields;
    for (const Mapping& row : table->mappings) fields.insert(row.field);
    for (const std::string& field : fields) {
      if (event::field_type(field) != event::FieldType::kUnknown) continue;
      const auto similar = event::similar_field(field);
      warnings.push_back(in_file(
          Error("the mapping fills `" + field + "`, which is not a field of the Elastic Common Schema",
                similar ? "did you mean `" + *similar + "`?" : ""),
          mapping.name));
    }
  }
  return warnings;
}

Result<std::vector<SourceTable>> load_tables(const std::vector<NamedText>& mappings) {
  std::vector<SourceTable> tables;
  for (const NamedText& mapping : mappings) {
    auto table = read_mapping(mapping.text, mapping.name);
    if (!table) return fail(table.error());
    tables.push_back(std::move(*table));
  }
  std::vector<SourceTable> builtin = tables::builtin_tables();
  std::move(builtin.begin(), builtin.end(), std::back_inserter(tables));
  return tables;
}

}  // namespace firstseen::sources
