#include "cli/request.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>

#include "cli/report.h"
#include "output/escape.h"
#include "output/wording.h"

namespace firstseen::cli {
namespace {

// Parses a time before now: `3d`, `today`.
std::optional<Timestamp> parse_relative_time(const std::string& text, const Timestamp& now) {
  constexpr Seconds kDay = 24 * 3600;
  const Seconds since_midnight = now.seconds % kDay;
  const Timestamp midnight{now.seconds - since_midnight, 0};
  if (text == "now") return now;
  if (text == "today") return midnight;
  if (text == "yesterday") return midnight.plus(-kDay);
  const auto length = parse_duration(text);
  return length ? std::optional(now.plus(-*length)) : std::nullopt;
}

Result<std::optional<Timestamp>> read_time(const char* option, const std::string& text,
                                           const Timestamp& now) {
  if (text.empty()) return std::nullopt;
  auto time = parse_time_argument(text);
  if (!time) time = parse_relative_time(text, now);
  if (!time) {
    return fail(std::string(option) + " " + text + " is not a time",
                "write 2026-03-01 or 2026-03-01T08:30:00Z, or a time before now, such as 3d or yesterday");
  }
  return *time;
}

std::string trimmed(const std::string& text) {
  constexpr const char* kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// Splits at commas, and drops blanks around each part.
std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t comma = text.find(','); comma != std::string::npos; comma = text.find(',', begin)) {
    parts.push_back(trimmed(text.substr(begin, comma - begin)));
    begin = comma + 1;
  }
  parts.push_back(trimmed(text.substr(begin)));
  return parts;
}

// Returns the fields of -t.
Result<std::vector<std::string>> term_names(const std::string& text) {
  std::vector<std::string> names = split_at_commas(text);
  std::set<std::string_view> known;
  for (const std::string& name : names) {
    if (name.empty())
      return fail("-t " + text + " has an empty name", "write the fields, with commas between them");
    if (name.find_first_of(" \t;|") != std::string::npos)
      return fail("-t: " + name + " is not the name of a field", "commas part the names of several fields");
    if (!known.insert(name).second) return fail("-t names " + name + " twice");
  }
  return names;
}

// Returns the rule that -q and -t describe: new terms of the fields of -t, or one finding per host.
Result<Rule> ad_hoc_rule(const Options& options) {
  if (trimmed(*options.query).empty()) return fail("-q is blank", "write `*` if every record is meant");
  Rule rule;
  rule.id = rule.name = kAdHocRule;
  rule.query = *options.query;
  rule.type = options.terms.empty() ? RuleType::kQuery : RuleType::kNewTerms;
  if (!options.terms.empty()) {
    auto names = term_names(options.terms);
    if (!names) return fail(names.error());
    rule.terms = std::move(*names);
  }
  rule.window = kDefaultWindow;
  return rule;
}

Result<void> read_networks(const Options& options, HuntRequest& request) {
  for (const std::string& text : options.internal_networks) {
    const auto network = Cidr::parse(text);
    if (!network)
      return fail("--internal-cidr " + text + " is not a network", "write 100.64.0.0/10 or fd00::/8");
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string address = text.substr(0, slash);
    if (IpAddress::parse(address) != network->first) {
      return fail("--internal-cidr " + text + " is an address in a network",
                  "write " + network->first.to_string() + text.substr(slash) + " for the network, or " +
                      address + " for the address alone");
    }
    request.internal_networks.push_back(*network);
  }
  return {};
}

Result<void> read_times(const Options& options, HuntRequest& request) {
  const Timestamp now{
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count(),
      0};
  for (const auto& [option, text, time] :
       {std::tuple{"--since", &options.since, &request.since},
        std::tuple{"--until", &options.until, &request.until},
        std::tuple{"--from", &options.from, &request.from}, std::tuple{"--to", &options.to, &request.to},
        std::tuple{"--covered-from", &options.covered_from, &request.covered_from}}) {
    const auto read = read_time(option, *text, now);
    if (!read) return fail(read.error());
    *time = *read;
  }
  if (request.since && request.until && *request.since >= *request.until) {
    return fail("--since " + options.since + " is not before --until " + options.until,
                "no finding can be in between");
  }
  return {};
}

Result<Seconds> read_length(const char* option, const std::string& text) {
  const auto length = parse_duration(text);
  if (length && *length > 0) return *length;
  return fail(std::string(option) + " " + text + " is not a length of time",
              "write a number and one of s m h d w, such as 7d");
}

// Fills the window, or the windows in ascending order.
Result<void> read_windows(const Options& options, HuntRequest& request) {
  if (!options.window.empty()) {
    const auto window = read_length("-w", options.window);
    if (!window) return fail(window.error());
    request.window = *window;
  }
  if (options.windows.empty()) return {};
  if (request.window)
    return fail("--windows takes the place of -w", "add " + options.window + " to --windows");
  if (request.from || request.to)
    return fail("--windows does not go with --from and --to",
                "an execution of the rules has one window: write -w");
  for (const std::string& text : split_at_commas(options.windows)) {
    const auto window = read_length("--windows", text);
    if (!window) return fail(window.error());
    request.windows.push_back(*window);
  }
  std::sort(request.windows.begin(), request.windows.end());
  request.windows.erase(std::unique(request.windows.begin(), request.windows.end()), request.windows.end());
  return {};
}

FindingOrder read_order(const std::string& name) {
  const std::vector<std::string> names = finding_order_names();
  const auto known = std::find(names.begin(), names.end(), name);
  return known == names.end() ? FindingOrder::kFirst : static_cast<FindingOrder>(known - names.begin());
}

// Parses `ndjson=findings.json`. Without a format, the ending of the name decides, then `fallback`. A
// name with a folder may have a = in its folder.
Result<OutputFile> read_output(const std::string& text, const output::FindingFormat* fallback) {
  const std::size_t equals = text.find_first_of("=/");
  if (equals == std::string::npos || text[equals] == '/') {
    const auto* const format = output::find_format_of_file(text);
    return OutputFile{format != nullptr ? format : fallback, text};
  }
  const std::string name = text.substr(0, equals);
  const std::string path = text.substr(equals + 1);
  const auto format = output::format_named(name);
  if (!format)
    return fail("-o " + text + ": " + format.error().message,
                "for a file of that name write ./" + text +
                    (format.error().hint.empty() ? "" : "; " + format.error().hint));
  if (path.empty()) return fail("-o " + text + " names no file", "write -o " + text + "FILE");
  return OutputFile{*format, path};
}

bool requests_rules(const Options& options) {
  return !options.rules.empty() || options.query;
}

Result<std::vector<RuleSelection::Condition>> read_conditions(const char* option,
                                                              const std::vector<std::string>& texts) {
  std::vector<RuleSelection::Condition> conditions;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size())
      return fail(std::string(option) + " " + text + " is not KEY=VALUE", "write severity=high");
    conditions.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return conditions;
}

}  // namespace

Result<std::vector<Rule>> select_rules(const Options& options, const std::vector<Rule>& rules) {
  auto only = read_conditions("--only", options.only);
  if (!only) return fail(only.error());
  auto not_these = read_conditions("--not", options.not_);
  if (!not_these) return fail(not_these.error());
  const RuleSelection selection{std::move(*only), std::move(*not_these)};
  auto selected = firstseen::select_rules(rules, selection);
  if (selected) {
    for (const Error& warning : idle_conditions(rules, selection))
      say("firstseen: warning: " + to_text(warning) + "\n");
  }
  return selected;
}

Errors rule_notes(const Options& options, const LoadedRules& loaded) {
  constexpr std::size_t kShown = 5;
  Errors notes;
  if (loaded.unsupported.size() <= kShown) {
    notes = loaded.unsupported;
  } else {
    notes.emplace_back(std::to_string(loaded.unsupported.size()) +
                       " rules of types and languages that are not run (" + check_command(options) +
                       " names them)");
  }
  if (loaded.deprecated > 0)
    notes.emplace_back(output::counted(loaded.deprecated, "deprecated rule") + " (name a file to run one)");
  if (loaded.not_rules > 0) notes.emplace_back(output::counted(loaded.not_rules, "file") + " without a rule");
  return notes;
}

std::string check_command(const Options& options) {
  std::string command = "firstseen rules check";
  for (const std::string& rule : options.rules) command += " " + output::shell_word(rule);
  return command;
}

namespace {

// Returns no rules if none were requested. With --skip-bad-rules, rules that cannot be loaded are
// only added to the notes.
Result<RequestedRules, Errors> read_requested_rules(const Options& options) {
  RequestedRules requested;
  if (!options.rules.empty()) {
    auto loaded = load_rules(options.rules, {.keep_good = options.skip_bad_rules});
    if (!loaded) return fail(std::move(loaded.error()));
    requested.notes = rule_notes(options, *loaded);
    auto selected = select_rules(options, loaded->rules);
    if (!selected) return fail(Errors{selected.error()});
    requested.rules = std::move(*selected);
    std::move(loaded->bad.begin(), loaded->bad.end(), std::back_inserter(requested.notes));
  }
  if (options.rules.empty() && (!options.only.empty() || !options.not_.empty()))
    return fail(Errors{Error("--only and --not go with -r", "name the rules to select from: -r rules/")});
  if (options.query) {
    auto rule = ad_hoc_rule(options);
    if (!rule) return fail(Errors{rule.error()});
    requested.rules.push_back(std::move(*rule));
  } else if (!options.terms.empty()) {
    return fail(Errors{
        Error("-t goes with -q", "give the query whose matches are counted: -q 'event.category: network'")});
  }
  if (!requests_rules(options) || !requested.rules.empty()) return requested;
  requested.notes.emplace_back("none of the rules can be run");
  return fail(std::move(requested.notes));
}

}  // namespace

Result<RequestedRules, Errors> read_rules(const Options& options) {
  auto requested = read_requested_rules(options);
  if (requested && !requests_rules(options)) requested->rules = {*find_builtin_rule(kDefaultRule)};
  return requested;
}

Result<void> fill_read_request(const Options& options, ReadRequest& request) {
  request.inputs = options.inputs;
  request.source = options.source == "auto" ? "" : options.source;
  request.follow_links = options.follow;
  request.templates = !options.no_templates;
  request.input_tz = options.input_tz;
  request.strict_ecs = options.strict_ecs;
  request.threads = options.threads;
  request.max_document_bytes = options.max_line;
  request.validate = options.validate;
  request.expansion.ratio = options.max_expansion;
  request.expansion.file_bytes = options.max_expanded;
  for (const std::string& path : options.mappings) {
    auto mapping = read_named_text(path);
    if (!mapping) return fail(mapping.error());
    request.mappings.push_back(std::move(*mapping));
  }
  return {};
}

Result<NormalizeOrder, Errors> resolve_normalization(const Options& options) {
  NormalizeOrder order;
  if (auto filled = fill_read_request(options, order.request); !filled) return fail(Errors{filled.error()});
  if (options.threads == 0) order.request.threads = NormalizeRequest().threads;
  order.request.explain = options.explain;
  auto requested = read_requested_rules(options);
  if (!requested) return fail(std::move(requested.error()));
  order.request.rules = std::move(requested->rules);
  order.rule_notes = std::move(requested->notes);
  return order;
}

namespace {

// Fills everything except the rules.
Result<void> fill_hunt_request(const Options& options, HuntRequest& request) {
  if (auto filled = fill_read_request(options, request); !filled) return filled;
  if (auto read = read_times(options, request); !read) return read;
  if (auto read = read_windows(options, request); !read) return read;
  if (!options.gap.empty()) {
    const auto gap = read_length("--gap", options.gap);
    if (!gap) return fail(gap.error());
    request.gap = *gap;
  }
  request.order = read_order(options.sort);
  request.top = options.top;
  request.only_full = options.only_full;

  if (auto read = read_networks(options, request); !read) return read;
  request.timestamp_field = options.timestamp_field;
  for (const std::string& argument : options.exclude) {
    auto exclusions = read_exclusions(argument);
    if (!exclusions) return fail(exclusions.error());
    request.exclude.push_back(std::move(*exclusions));
  }
  request.skip_bad_rules = options.skip_bad_rules;
  request.null_terms = options.null_terms;
  request.validate = options.validate || options.strict;
  // These options need every document to be read, since any may be malformed.
  request.prefilter = !options.no_prefilter && !request.validate && options.rejects.empty();
  request.max_errors = options.max_errors;
  request.max_terms = options.max_terms;
  return {};
}

}  // namespace

Result<HuntOrder, Errors> resolve_hunt(const Options& options) {
  HuntOrder order;
  auto requested = read_rules(options);
  if (!requested) return fail(std::move(requested.error()));
  if (auto filled = fill_hunt_request(options, order.request); !filled) return fail(Errors{filled.error()});
  order.request.rules = std::move(requested->rules);
  order.rule_notes = std::move(requested->notes);
  const auto* const format =
      options.format.empty() ? &output::finding_formats().front() : output::find_format(options.format);
  for (const std::string& output : options.outputs) {
    auto read = read_output(output, format);
    if (!read) return fail(Errors{read.error()});
    order.outputs.push_back(std::move(*read));
  }
  if (order.outputs.empty()) order.outputs.push_back({format, "-"});
  return order;
}

}  // namespace firstseen::cli
