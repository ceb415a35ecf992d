#include "cli/request.h"

namespace firstseen::cli {
namespace {

constexpr const char* kAdHocName = "ad-hoc";

Result<std::optional<Timestamp>> read_time(const char* option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto time = parse_time_argument(text);
  if (!time) {
    return fail(std::string(option) + " " + text + " is not a time",
                "write 2026-03-01 or 2026-03-01T08:30:00Z");
  }
  return *time;
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t comma = text.find(','); comma != std::string::npos; comma = text.find(',', begin)) {
    parts.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::string builtin_names() {
  std::string names;
  for (const Rule& rule : builtin_rules()) names += (names.empty() ? "" : ", ") + rule.name;
  return names;
}

// The rule that -q and -t describe: new terms over -t, else one finding a host.
Rule ad_hoc_rule(const HuntOptions& options) {
  Rule rule;
  rule.id = rule.name = kAdHocName;
  rule.query = options.query;
  rule.type = options.terms.empty() ? RuleType::kQuery : RuleType::kNewTerms;
  if (!options.terms.empty()) rule.new_terms = split_at_commas(options.terms);
  rule.window = kDefaultWindow;
  return rule;
}

Result<std::vector<Rule>> read_rules(const HuntOptions& options) {
  std::vector<Rule> rules;
  for (const std::string& name : options.rules) {
    const Rule* const rule = find_builtin_rule(name);
    if (rule == nullptr)
      return fail("there is no rule named " + name, "built-in rules are: " + builtin_names());
    rules.push_back(*rule);
  }
  if (!options.query.empty()) {
    rules.push_back(ad_hoc_rule(options));
  } else if (!options.terms.empty()) {
    return fail("-t goes with -q", "give the query whose matches are counted: -q 'event.category: network'");
  }
  if (rules.empty()) rules.push_back(*find_builtin_rule(kDefaultRule));
  return rules;
}

// `ndjson=findings.json`; without a format the ending of the name decides, else that of standard output.
OutputFile read_output(const std::string& text, Format fallback) {
  const std::size_t equals = text.find('=');
  if (equals != std::string::npos) {
    if (const auto format = parse_format(text.substr(0, equals))) return {*format, text.substr(equals + 1)};
  }
  if (text.ends_with(".csv")) return {Format::kCsv, text};
  if (text.ends_with(".ndjson") || text.ends_with(".json") || text.ends_with(".jsonl"))
    return {Format::kNdjson, text};
  return {fallback, text};
}

}  // namespace

Result<HuntOrder> understand(const HuntOptions& options) {
  HuntOrder order;
  HuntRequest& request = order.request;
  request.inputs = options.inputs;
  auto rules = read_rules(options);
  if (!rules) return fail(rules.error());
  request.rules = std::move(*rules);
  if (!options.window.empty()) {
    request.window = parse_duration(options.window);
    if (!request.window) {
      return fail("-w " + options.window + " is not a length of time",
                  "write a number and one of s m h d w, such as 7d");
    }
  }
  const auto since = read_time("--since", options.since);
  if (!since) return fail(since.error());
  request.since = *since;
  const auto covered = read_time("--covered-from", options.covered_from);
  if (!covered) return fail(covered.error());
  request.covered_from = *covered;
  request.source = options.source == "auto" ? "" : options.source;
  request.timestamp_field = options.timestamp_field;
  request.strict_ecs = options.strict_ecs;
  request.threads = options.threads;
  request.max_text_bytes = options.max_line;
  order.format = parse_format(options.format).value_or(Format::kTable);
  for (const std::string& output : options.outputs)
    order.outputs.push_back(read_output(output, order.format));
  return order;
}

}  // namespace firstseen::cli
