#include "rules/loader.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <thread>
#include <tuple>

#include "file/directory.h"
#include "file/status.h"
#include "file/text_file.h"
#include "firstseen/rule.h"
#include "program/compile.h"
#include "rules/kibana_export.h"
#include "rules/rule_document.h"
#include "text/phrases.h"
#include "toml/document.h"
#include "toml/quoted_text.h"

namespace firstseen::rules {
namespace {

void read_toml(std::string_view text, const std::string& path, LoadedRules& loaded) {
  const auto node = toml::parse_document(text, path);
  if (!node) return loaded.bad.push_back(node.error());
  const config::Node* const table = node->find("rule");
  if (table == nullptr) return loaded.bad.push_back(in_file(Error("has no [rule] table"), path));
  auto document = read_rule(*table);
  if (!document) return loaded.bad.push_back(in_file(document.error(), path));
  if (!document->unsupported.empty()) {
    return loaded.unsupported.push_back(
        in_file(Error(document->rule.name + ": " + document->unsupported), path));
  }
  document->rule.file = path;
  if (const config::Node* const query = table->find("query"))
    document->rule.query_place = toml::quoted_text(text, *query);
  loaded.rules.push_back(std::move(document->rule));
}

void load_file(const std::string& path, LoadedRules& loaded) {
  const auto text = file::read_text_file(path);
  if (!text) return loaded.bad.push_back(text.error());
  if (path.ends_with(".toml")) {
    read_toml(*text, path, loaded);
  } else {
    read_kibana_export(*text, path, loaded);
  }
}

void append(LoadedRules& into, LoadedRules&& from) {
  std::move(from.rules.begin(), from.rules.end(), std::back_inserter(into.rules));
  std::move(from.unsupported.begin(), from.unsupported.end(), std::back_inserter(into.unsupported));
  std::move(from.bad.begin(), from.bad.end(), std::back_inserter(into.bad));
}

// Parsing TOML dominates the startup of a hunt with many rules, so it uses all cores.
void load_files(const std::vector<std::string>& files, LoadedRules& loaded) {
  constexpr std::size_t kFilesWorthAThread = 32;
  std::vector<LoadedRules> parts(files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) load_file(files[i], parts[i]);
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
  std::erase_if(files.paths, [](const std::string& name) {
    return !name.ends_with(".toml") && !name.ends_with(".ndjson");
  });
  return files;
}

void load_directory(const std::string& path, LoadedRules& loaded) {
  const file::FilesBelow files = rule_files_below(path);
  if (files.problem) loaded.bad.push_back(in_file(*files.problem, path));
  if (files.paths.empty()) loaded.bad.push_back(in_file(Error("holds no *.toml or *.ndjson file"), path));
  load_files(files.paths, loaded);
}

void load_argument(const std::string& argument, LoadedRules& loaded) {
  if (const Rule* const builtin = find_builtin_rule(argument)) return loaded.rules.push_back(*builtin);
  const auto status = file::status_of(argument);
  if (status && status->kind == file::Kind::kDirectory) return load_directory(argument, loaded);
  if (status && status->kind == file::Kind::kRegular) return load_file(argument, loaded);
  std::string names;
  for (const Rule& rule : builtin_rules()) text::append_item(names, rule.name);
  Error error("there is no rule and no rule file named " + argument, "built-in rules are: " + names);
  loaded.bad.push_back(std::move(error));
}

// Keeps the first rule of each id. A rule with the same id and a different meaning is an error.
void keep_each_once(LoadedRules& loaded) {
  std::vector<Rule> kept;
  for (Rule& rule : loaded.rules) {
    const auto same =
        std::find_if(kept.begin(), kept.end(), [&](const Rule& other) { return other.id == rule.id; });
    if (same == kept.end()) {
      kept.push_back(std::move(rule));
    } else if (!same_meaning(*same, rule)) {
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
  if (!loaded.bad.empty() && !options.keep_good) return fail(std::move(loaded.bad));
  return loaded;
}

}  // namespace firstseen
