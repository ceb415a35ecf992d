// Files that a person wrote: rules as TOML and as Kibana's NDJSON export, mappings of a source, exclusions. A
// text that begins with `{` is tried as an export, any other as TOML and as exclusions. Of every text:
//
//   - it gives rules and errors; each error names the file, or a line that is in it, and is safe for a
//   terminal;
//   - a rule has an id and means the same as itself;
//   - every rule compiles or is reported; a hunt that must not leave one out fails just when there is one to
//   report;
//   - loading it again gives the same.
#include <algorithm>

#include "fuzz/support/bytes.h"
#include "fuzz/support/promise.h"
#include "rules/exclusions.h"
#include "rules/loader.h"
#include "rules/rule_set.h"
#include "sources/mapping_file.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

std::string print(const LoadedRules& loaded) {
  std::string out;
  for (const Rule& rule : loaded.rules) {
    out += rule.id + " " + rule.name + " " + rule.severity + " " + std::to_string(rule.risk_score) + " " +
           rule.query;
    for (const auto* const texts : {&rule.filters, &rule.exceptions, &rule.terms, &rule.index}) {
      for (const std::string& text : *texts) out += " " + text;
    }
    out += " " + std::to_string(rule.window) + " " + std::to_string(rule.line) + "\n";
  }
  for (const Error& error : loaded.bad) out += to_text(error) + "\n";
  for (const Error& error : loaded.unsupported) out += to_text(error) + "\n";
  return out;
}

// The line is in the place's text, or at the end of the file's name.
void check_error(const Error& error, const std::string& path, std::string_view text) {
  fuzz::promise_place(error, text);
  fuzz::promise(error.spot.file.starts_with(path), "an error names the file", error.spot.file);
  const std::string line = error.spot.file.substr(path.size());
  const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  const bool is_line = line.size() > 1 && line.front() == ':' && std::stoull(line.substr(1)) <= lines;
  fuzz::promise(line.empty() || is_line, "an error names a line of the file", error.spot.file);
}

// What a rule's parts say of themselves: places are in its query, its filters or its exceptions.
void check_compiled(const LoadedRules& loaded, std::string_view text) {
  rules::RuleSetOptions options;
  options.suggest_fields = false;
  options.skip_bad_rules = true;
  const auto some = rules::compile_rules(loaded.rules, options);
  const Errors errors = some ? some->skipped : some.error();
  fuzz::promise(some.has_value() || !errors.empty(), "rules compile or are reported", text);
  for (const Error& error : errors) fuzz::promise_printable(to_text(error), "an error of a rule");
  if (some) {
    fuzz::promise(some->rules.size() + errors.size() >= loaded.rules.size(),
                  "every rule compiles or is reported", text);
    for (const Error& warning : some->warnings) fuzz::promise_printable(to_text(warning), "a warning");
  }
  options.skip_bad_rules = false;
  const bool all = rules::compile_rules(loaded.rules, options).has_value();
  fuzz::promise(all == errors.empty(), "a rule that is reported is one that fails", text);
}

void check_rules(std::string_view text) {
  static const test::TemporaryFolder folder;
  const std::string path = folder.write(text.starts_with('{') ? "rules.ndjson" : "rules.toml", text);
  const LoadedRules loaded = rules::load_all({path});
  for (const Error& error : loaded.bad) check_error(error, path, text);
  for (const Error& error : loaded.unsupported) check_error(error, path, text);
  for (const Rule& rule : loaded.rules)
    fuzz::promise(!rule.id.empty() && rules::same_meaning(rule, rule), "a rule is itself", text);
  fuzz::promise_same(print(loaded), print(rules::load_all({path})), "loading again gives the same", text);
  check_compiled(loaded, text);
}

void check_others(std::string_view text) {
  const auto table = sources::read_mapping(text, "mapping");
  if (!table) fuzz::promise_place(table.error(), text);
  event::FieldSet fields;
  Errors warnings;
  const auto exclusions = rules::Exclusions::parse({{"exclusions", std::string(text)}}, fields, warnings);
  if (!exclusions) fuzz::promise_printable(to_text(exclusions.error()), "an error of an exclusion");
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = firstseen::fuzz::text_of(data, size);
  firstseen::check_rules(text);
  if (!text.starts_with('{')) firstseen::check_others(text);
  return 0;
}
