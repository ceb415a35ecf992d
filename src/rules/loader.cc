#include "rules/loader.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <optional>
#include <thread>
#include <tuple>
#include <unordered_map>

#include "bytes/utf16_stream.h"
#include "file/directory.h"
#include "file/status.h"
#include "file/text_file.h"
#include "firstseen/rule.h"
#include "json/document.h"
#include "program/compile.h"
#include "rules/kibana_export.h"
#include "rules/rule_document.h"
#include "rules/rule_schema.h"
#include "rules/rule_set.h"
#include "text/ascii.h"
#include "text/lines.h"
#include "text/phrases.h"
#include "text/similar.h"
#include "text/utf8.h"
#include "toml/document.h"
#include "toml/quoted_text.h"

namespace firstseen::rules {
namespace {

// How a file came to be read. One that is named must hold rules.
enum class Origin { kNamed, kBelowDirectory };

// Adds that a file holds no rule.
void add_no_rule(Error error, const std::string& path, Origin origin, LoadedRules& loaded) {
  if (origin == Origin::kBelowDirectory) {
    ++loaded.not_rules;
  } else {
    loaded.bad.push_back(in_file(std::move(error), path));
  }
}

// Finds a rule in a document that has no [rule].
std::optional<Error> misplaced_rule(const config::Node& document) {
  const std::string hint = "a rule begins with [rule]";
  const auto is_rule = [](const config::Node& node) {
    return node.find("rule_id") != nullptr || looks_like_rule(node);
  };
  if (is_rule(document)) return Error("has its rule outside of a table", hint);
  for (const auto& [name, value] : document.members) {
    if (is_rule(value)) return Error("has its rule in [" + name + "]", hint);
  }
  return std::nullopt;
}

// Whether TOML that cannot be read is a rule: it has the name of a rule's table or key.
bool is_meant(std::string_view text) {
  constexpr std::array<std::string_view, 4> kNames{"[rule", "rule_id", "risk_score", "[metadata"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return text.find(name) != std::string_view::npos; });
}

void read_toml(std::string_view text, const std::string& path, Origin origin, LoadedRules& loaded) {
  const auto node = toml::parse_document(text, path);
  if (!node)
    return is_meant(text) ? loaded.bad.push_back(node.error())
                          : add_no_rule(node.error(), path, origin, loaded);
  const config::Node* const table = node->find("rule");
  if (table == nullptr) {
    const auto misplaced = misplaced_rule(*node);
    return misplaced ? loaded.bad.push_back(in_file(*misplaced, path))
                     : add_no_rule(Error("has no [rule] table"), path, origin, loaded);
  }
  if (!table->is(config::Node::Kind::kObject)) {
    return loaded.bad.push_back(
        in_file(Error("rule is not a table", "a file has one rule, which begins with [rule]"), path));
  }
  const config::Node* const metadata = node->find("metadata");
  const std::string maturity(metadata == nullptr ? "" : metadata->text("maturity"));
  if (maturity == "deprecated" && origin == Origin::kBelowDirectory) {
    ++loaded.deprecated;
    return;
  }
  auto document = read_rule(*table);
  if (!document) return loaded.bad.push_back(in_file(document.error(), path));
  if (!document->unsupported.empty()) {
    return loaded.unsupported.push_back(
        in_file(Error(document->rule.name + ": " + document->unsupported), path));
  }
  Rule& rule = document->rule;
  check_file_schema(*node, rule.warnings);
  rule.file = path;
  rule.maturity = maturity;
  if (const config::Node* const query = table->find("query"))
    rule.query_place = toml::quoted_text(text, *query);
  if (const config::Node* const lists = table->find("exceptions_list")) {
    for (const config::Node& list : lists->items)
      rule.missing_exception_lists.emplace_back(list.text("list_id"));
  }
  loaded.rules.push_back(std::move(rule));
}

// Sigma's rules are YAML: a mapping with `detection` and with `logsource` or `title`.
bool is_sigma(std::string_view text) {
  bool detection = false;
  bool described = false;
  while (!text.empty()) {
    const std::string_view line = text::take_line(text);
    detection |= line.starts_with("detection:");
    described |= line.starts_with("logsource:") || line.starts_with("title:");
  }
  return detection && described;
}

Error sigma_error() {
  return Error("is a Sigma rule, which is not run",
               "convert it to Kibana's export with sigma-cli and its Elasticsearch backend");
}

// What a file that holds no rule holds instead.
Error no_rule(std::string_view text) {
  if (text::is_blank(text)) return Error("is empty");
  const std::string_view begin = text::trimmed(text).substr(0, 1);
  if (begin != "{" && begin != "[") return Error("holds no rule");
  if (json::parse_document(text) || json::parse_document(text::take_line(text)))
    return Error("holds records, not rules", "name it as an input instead");
  return Error("is not well-formed JSON, so that no rule can be read");
}

std::string without_zeros(std::string_view text) {
  std::string out(text);
  std::erase(out, '\0');
  return out;
}

// Whether a file is larger than any file of rules is.
bool is_huge(const std::string& path) {
  const auto status = file::status_of(path);
  return status && status->size_bytes > file::kMaxTextFileBytes;
}

void load_file(const std::string& path, Origin origin, LoadedRules& loaded) {
  if (origin == Origin::kBelowDirectory && is_huge(path)) {
    ++loaded.not_rules;
    return;
  }
  const auto file = file::read_text_file(path);
  if (!file) return loaded.bad.push_back(file.error());
  std::string_view text = *file;
  if (text.starts_with(text::kByteOrderMark)) text.remove_prefix(text::kByteOrderMark.size());
  if (bytes::utf16_order(text)) {
    const Error error("is UTF-16", "save it as UTF-8");
    const bool meant = path.ends_with(".toml") || has_rule_keys(without_zeros(text));
    return meant ? loaded.bad.push_back(in_file(error, path)) : add_no_rule(error, path, origin, loaded);
  }
  if (path.ends_with(".toml")) return read_toml(text, path, origin, loaded);
  if (is_sigma(text)) {
    Errors& errors = origin == Origin::kNamed ? loaded.bad : loaded.unsupported;
    return errors.push_back(in_file(sigma_error(), path));
  }
  if (!read_kibana_export(text, path, loaded)) add_no_rule(no_rule(text), path, origin, loaded);
}

void append(LoadedRules& into, LoadedRules&& from) {
  std::move(from.rules.begin(), from.rules.end(), std::back_inserter(into.rules));
  std::move(from.unsupported.begin(), from.unsupported.end(), std::back_inserter(into.unsupported));
  std::move(from.bad.begin(), from.bad.end(), std::back_inserter(into.bad));
  into.deprecated += from.deprecated;
  into.not_rules += from.not_rules;
}

// Parsing TOML dominates the startup of a hunt with many rules, so it uses all cores.
void load_files(const std::vector<std::string>& files, LoadedRules& loaded) {
  constexpr std::size_t kFilesWorthAThread = 32;
  std::vector<LoadedRules> parts(files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++)
      load_file(files[i], Origin::kBelowDirectory, parts[i]);
  };
  std::vector<std::thread> threads;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t i = 1; i < std::min(cores, files.size() / kFilesWorthAThread); ++i)
    threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (LoadedRules& part : parts) append(loaded, std::move(part));
}

file::FilesBelow rule_files_below(const std::string& path) {
  file::FilesBelow files = file::files_below(path);
  const auto may_hold_rules = [](std::string_view name) {
    constexpr std::array<std::string_view, 5> kEndings{".toml", ".ndjson", ".json", ".yml", ".yaml"};
    return std::any_of(kEndings.begin(), kEndings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
  };
  std::erase_if(files.paths, [&](const std::string& name) { return !may_hold_rules(name); });
  return files;
}

void load_directory(const std::string& path, LoadedRules& loaded) {
  const file::FilesBelow files = rule_files_below(path);
  if (files.problem) loaded.bad.push_back(in_file(*files.problem, path));
  const auto found = [&] {
    return loaded.rules.size() + loaded.unsupported.size() + loaded.bad.size() + loaded.deprecated;
  };
  const std::size_t before = found();
  load_files(files.paths, loaded);
  if (found() == before)
    loaded.bad.push_back(in_file(Error("no file below this directory holds a rule"), path));
}

void load_argument(const std::string& argument, LoadedRules& loaded) {
  if (const Rule* const builtin = find_builtin_rule(argument)) return loaded.rules.push_back(*builtin);
  const auto status = file::status_of(argument);
  if (status && status->kind == file::Kind::kDirectory) return load_directory(argument, loaded);
  if (status && status->kind == file::Kind::kRegular) return load_file(argument, Origin::kNamed, loaded);
  std::string list;
  std::vector<std::string_view> names;
  for (const Rule& rule : builtin_rules()) {
    names.push_back(rule.name);
    text::append_item(list, rule.name);
  }
  loaded.bad.emplace_back("there is no rule and no rule file named " + argument,
                          text::suggestion(argument, names, "built-in rules are: " + list));
}

// Adds the errors of rules that can be read and not run, so that all errors are told at once.
void add_compile_errors(LoadedRules& loaded) {
  auto compiled = rules::compile_rules(loaded.rules, {});
  if (compiled) return;
  std::move(compiled.error().begin(), compiled.error().end(), std::back_inserter(loaded.bad));
}

// Keeps the first rule of each id. A rule with the same id and a different meaning is an error.
void keep_each_once(LoadedRules& loaded) {
  std::vector<Rule> kept;
  std::unordered_map<std::string, std::size_t> known;  // number in `kept`, by id
  for (Rule& rule : loaded.rules) {
    const auto [entry, fresh] = known.try_emplace(rule.id, kept.size());
    if (fresh) {
      kept.push_back(std::move(rule));
    } else if (const Rule* const same = &kept[entry->second]; !same_meaning(*same, rule)) {
      const std::string other = same->file.empty() ? "the built-in rule " + same->name : same->file;
      loaded.bad.push_back(in_file(Error("the id " + rule.id + " is another rule in " + other),
                                   rule.file.empty() ? rule.name : rule.file));
    }
  }
  loaded.rules = std::move(kept);
}

auto meaning_but_for_query(const Rule& rule) {
  return std::tie(rule.type, rule.filters, rule.exceptions, rule.terms, rule.window, rule.threshold.value);
}

bool same_cardinality(const Rule& a, const Rule& b) {
  const auto same = [](const Threshold::Cardinality& x, const Threshold::Cardinality& y) {
    return x.field == y.field && x.value == y.value;
  };
  const auto& left = a.threshold.cardinality;
  const auto& right = b.threshold.cardinality;
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

// Queries that differ only in layout and order are equal.
bool same_query(const std::string& a, const std::string& b) {
  if (a == b) return true;
  event::FieldSet fields;
  program::CompileOptions options;
  options.suggest_fields = false;
  const auto left = program::compile(a, fields, options);
  const auto right = program::compile(b, fields, options);
  return left && right && predicate::print(left->tree, fields) == predicate::print(right->tree, fields);
}

}  // namespace

bool same_meaning(const Rule& a, const Rule& b) {
  return meaning_but_for_query(a) == meaning_but_for_query(b) && same_cardinality(a, b) &&
         same_query(a.query, b.query);
}

std::vector<std::string> list_rule_files(const std::vector<std::string>& arguments) {
  std::vector<std::string> files;
  for (const std::string& argument : arguments) {
    if (find_builtin_rule(argument) != nullptr) continue;
    const auto status = file::status_of(argument);
    if (status && status->kind == file::Kind::kDirectory) {
      std::vector<std::string> below = rule_files_below(argument).paths;
      std::move(below.begin(), below.end(), std::back_inserter(files));
    } else {
      files.push_back(argument);
    }
  }
  return files;
}

LoadedRules load_all(const std::vector<std::string>& arguments) {
  LoadedRules loaded;
  for (const std::string& argument : arguments) load_argument(argument, loaded);
  keep_each_once(loaded);
  return loaded;
}

}  // namespace firstseen::rules

namespace firstseen {

Result<LoadedRules, Errors> load_rules(const std::vector<std::string>& arguments,
                                       const LoadOptions& options) {
  LoadedRules loaded = rules::load_all(arguments);
  if (!loaded.bad.empty() && !options.keep_good) {
    rules::add_compile_errors(loaded);
    return fail(std::move(loaded.bad));
  }
  return loaded;
}

}  // namespace firstseen
