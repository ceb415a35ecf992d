#include "output/warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "archive/file_kind.h"
#include "output/escape.h"
#include "text/phrases.h"

namespace firstseen::output {
namespace {

constexpr std::size_t kShownInputs = 5;
constexpr std::size_t kShownLosses = 10;
constexpr std::size_t kShownBlindSpots = 3;  // per shape

void append_inputs(std::string& out, std::string_view what, const std::vector<InputProblem>& inputs) {
  for (std::size_t i = 0; i < std::min(inputs.size(), kShownInputs); ++i) {
    out +=
        fmt::format("{}: {}: {}\n", what, path_for_terminal(inputs[i].path), for_terminal(inputs[i].reason));
  }
  if (inputs.size() > kShownInputs) out += fmt::format("{}: {} more\n", what, inputs.size() - kShownInputs);
}

// Appends one line with how many inputs were skipped for which reason, and the first of each.
void append_passed_over(std::string& out, const std::vector<InputProblem>& inputs) {
  if (inputs.empty()) return;
  std::map<std::string_view, std::vector<std::string_view>> by_reason;
  for (const InputProblem& input : inputs) by_reason[input.reason].push_back(input.path);
  std::string list;
  for (const auto& [reason, paths] : by_reason) {
    if (paths.size() == 1) {
      text::append_item(list, fmt::format("{} ({})", for_terminal(reason), path_for_terminal(paths.front())));
    } else {
      text::append_item(list, fmt::format("{} {} ({}, …)", paths.size(), archive::plural_of(reason),
                                          path_for_terminal(paths.front())));
    }
  }
  out += fmt::format("passed over: {}: {}\n", text::counted(inputs.size(), "file"), list);
}

void append_problems(std::string& out, std::string_view what, const std::vector<Problem>& problems,
                     std::uint64_t count) {
  for (const Problem& problem : problems)
    out +=
        fmt::format("{}: {}:{}: {}\n", what, path_for_terminal(problem.file), problem.line, problem.reason);
  if (count > problems.size()) out += fmt::format("{}: {} more\n", what, count - problems.size());
}

// Appends a line per rule with matches that gave no finding because they have no term.
void append_without_term(std::string& out, const std::vector<RuleReport>& rules) {
  for (const RuleReport& rule : rules) {
    if (rule.without_term == 0) continue;
    out += fmt::format(
        "without a term: {} of {} of {}, first {}:{}, which has no {} (--null-terms counts them)\n",
        rule.without_term, text::counted(rule.matched, "matching record"), for_terminal(rule.name),
        path_for_terminal(rule.first_without_term.file), rule.first_without_term.line,
        for_terminal(rule.first_without_term.reason));
  }
}

bool same_records(const BlindSpot& a, const BlindSpot& b) {
  return a.shape == b.shape && a.module == b.module && a.files.empty() == b.files.empty();
}

// `ecs documents of module okta (12 records)`, `sysmon-flat (3 records in a.ndjson and 2 more)`.
std::string blind_records(const BlindSpot& spot) {
  std::string out = for_terminal(spot.shape);
  if (!spot.module.empty()) out += " documents of module " + for_terminal(spot.module);
  out += " (" + text::counted(spot.records, "record");
  if (!spot.files.empty()) out += " in " + path_for_terminal(spot.files.front());
  if (spot.file_count > 1) out += " and " + text::counted(spot.file_count - 1, "more file");
  return out + ")";
}

std::string blind_spot_line(const BlindSpot& spot) {
  return fmt::format("cannot match: {} and {}: none {}has {}\n", blind_records(spot),
                     for_terminal(spot.rule_name), spot.all_parsed ? "" : "of those read ",
                     for_terminal(spot.fields));
}

// Appends one line per rule that records of a shape cannot match, or one line for all if there are many
// or if the records have nothing to do with the rules.
void append_blind_spots(std::string& out, std::vector<BlindSpot> spots) {
  const auto key = [](const BlindSpot& spot) {
    return std::tuple(std::tie(spot.shape, spot.module), !spot.files.empty());
  };
  std::stable_sort(spots.begin(), spots.end(),
                   [&](const BlindSpot& a, const BlindSpot& b) { return key(a) < key(b); });
  for (auto begin = spots.begin(); begin != spots.end();) {
    const auto end =
        std::find_if(begin, spots.end(), [&](const BlindSpot& spot) { return !same_records(spot, *begin); });
    const bool unrelated = std::all_of(begin, end, [](const BlindSpot& spot) { return spot.unrelated; });
    if (unrelated) {
      out += fmt::format("cannot match: {}: none has any field that is asked for\n", blind_records(*begin));
    } else if (static_cast<std::size_t>(end - begin) <= kShownBlindSpots) {
      for (auto spot = begin; spot != end; ++spot) out += blind_spot_line(*spot);
    } else {
      out += fmt::format(
          "cannot match: {} and {} rules: none has the fields they ask for (--summary-json lists them)\n",
          begin->files.empty() ? blind_records(*begin) : for_terminal(begin->shape) + " in some files",
          end - begin);
    }
    begin = end;
  }
}

// What documents or records of a file lost without being rejects.
struct LossLine {
  std::string_view reason;
  std::string_view begin;
  std::string_view counted;
  std::string_view end;
};
constexpr LossLine kLossLines[] = {
    {"unknown_shape", "not recognised", "record", "of unknown shape beside known ones"},
    {"damaged_inside", "damaged inside", "document",
     "with a damaged document in a string, of which what is whole was read"},
    {"ragged_row", "ragged", "row", "with more or fewer cells than the header; cells beyond it have no name"},
    {"bad_quote", "quotes", "row", "with a quote that does not close, or is not doubled"},
    {"preamble", "preamble", "line", "before the header of a table, not read"},
    {"unnamed_column", "columns", "header", "with an empty name; its cells are read by their number"},
    {"repeated_column", "columns", "header", "with a name that is there twice; each value counts"},
};

// `first a.ndjson:3`, of documents and records with the next places.
std::string places_of(const Lost& lost) {
  std::string out = fmt::format("first {}:{}", path_for_terminal(lost.first.file), lost.first.line);
  const Problem* before = &lost.first;
  for (const Problem& one : lost.more) {
    if (!lost.field.empty() || (one.file == before->file && one.line == before->line)) continue;
    out += one.file == before->file ? fmt::format(", :{}", one.line)
                                    : fmt::format(", {}:{}", path_for_terminal(one.file), one.line);
    before = &one;
  }
  return out;
}

// Appends what records lost, by field, and which were rejected, with the first of each.
void append_lost(std::string& out, const std::vector<Lost>& lost) {
  std::size_t shown = 0;
  for (const Lost& one : lost) {
    if (++shown > kShownLosses) continue;
    const std::string place = places_of(one);
    const auto* const line = std::find_if(std::begin(kLossLines), std::end(kLossLines),
                                          [&](const LossLine& row) { return row.reason == one.reason; });
    if (one.field.empty() && line != std::end(kLossLines)) {
      out += fmt::format("{}: {} {}, {}\n", line->begin, text::counted(one.count, line->counted), line->end,
                         place);
    } else if (one.reason == "repeated") {
      out += fmt::format("key twice: {}: {}, {}\n", for_terminal(one.field),
                         text::counted(one.count, "record"), place);
    } else if (one.field.empty()) {
      out += fmt::format("rejected: {}: {}, {}\n", one.reason, one.count, place);
    } else {
      out += fmt::format("value not read: {}: {} no {}, {}: {}\n", for_terminal(one.field),
                         one.count == 1 ? "1 value is" : fmt::format("{} values are", one.count), one.reason,
                         place, for_terminal(one.first.reason));
    }
  }
  if (shown > kShownLosses) out += fmt::format("value not read: of {} more fields\n", shown - kShownLosses);
}

// Names the exclusions that hid nothing: one may be mistyped.
void append_idle_exclusions(std::string& out,
                            const std::vector<std::pair<std::string, std::uint64_t>>& excluded) {
  std::size_t idle = 0;
  for (const auto& [line, count] : excluded) {
    if (count == 0 && ++idle <= kShownInputs)
      out += fmt::format("excluded nothing: {}\n", for_terminal(line));
  }
  if (idle > kShownInputs) out += fmt::format("excluded nothing: {} more\n", idle - kShownInputs);
}

}  // namespace

std::string to_warnings_text(const ReadReport& report) {
  std::string out;
  append_inputs(out, "not read", report.unread);
  append_inputs(out, "empty", report.empty);
  append_inputs(out, "not an export", report.not_exports);
  append_passed_over(out, report.passed_over);
  append_problems(out, "incomplete", report.gaps, report.gap_count);
  append_problems(out, "malformed", report.malformed, report.ledger.malformed);
  append_lost(out, report.lost);
  append_inputs(out, "not recognised", report.unrecognised);
  return out;
}

std::string to_warnings_text(const HuntResult& result) {
  std::string out = to_warnings_text(static_cast<const ReadReport&>(result));
  append_blind_spots(out, result.blind_spots);
  append_without_term(out, result.rules);
  append_idle_exclusions(out, result.excluded);
  return out;
}

}  // namespace firstseen::output
