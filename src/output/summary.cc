#include "output/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "event/json_time.h"
#include "firstseen/version.h"
#include "json/writer.h"
#include "output/cells.h"
#include "output/escape.h"
#include "text/phrases.h"
#include "text/utf8.h"

namespace firstseen::output {
namespace {

constexpr std::size_t kShownRules = 10;  // of those that matched
constexpr std::size_t kShownHoles = 5;

template <typename Counts>
std::string listed(const Counts& counts) {
  std::string out;
  for (const auto& [name, count] : counts)
    text::append_item(out, fmt::format("{} {}", for_terminal(name), count));
  return out;
}

std::string rejects_text(const Ledger& ledger) {
  std::string out;
  for (std::size_t i = 0; i < ledger.rejected.size(); ++i) {
    if (ledger.rejected[i] == 0) continue;
    text::append_item(out, fmt::format("{} {}", to_string(static_cast<Reject>(i)), ledger.rejected[i]));
  }
  return out.empty() ? "" : " (" + out + ")";
}

double per_second(std::uint64_t bytes, double seconds) {
  return seconds > 0 ? static_cast<double>(bytes) / seconds : 0;
}

// `events` describes the records that are events, as counted by the pass.
void append_ledger_lines(std::string& out, const Ledger& ledger, const std::string& events) {
  out += fmt::format("documents: {} = {} parsed + {} skipped + {} malformed + {} control + {} blank\n",
                     ledger.documents(), ledger.parsed, ledger.skipped, ledger.malformed, ledger.control,
                     ledger.blank);
  out += fmt::format("records:   {} = {} + {} unknown shape + {} rejected{}\n", ledger.records(), events,
                     ledger.unknown_shape, ledger.rejects(), rejects_text(ledger));
  if (!ledger.sources.empty()) out += fmt::format("sources:   {} (parsed records)\n", listed(ledger.sources));
  if (!ledger.derived.empty())
    out += fmt::format("derived:   {} (matched records)\n", listed(ledger.derived));
  if (ledger.repaired > 0)
    out += fmt::format("repaired:  {} with broken UTF-8 or control characters in strings\n",
                       text::counted(ledger.repaired, "document"));
  if (ledger.odd_numbers > 0)
    out += fmt::format("odd:       {} not read\n", text::counted(ledger.odd_numbers, "number"));
}

void write_inputs(json::Writer& writer, std::string_view key, const std::vector<InputProblem>& inputs) {
  writer.key(key).begin_array();
  for (const InputProblem& input : inputs) {
    writer.begin_object()
        .key("path")
        .string(text::shown_path(input.path))
        .key("reason")
        .string(input.reason)
        .end_object();
  }
  writer.end_array();
}

// Writes `file` and `line` into the current object.
json::Writer& write_place(json::Writer& writer, const std::string& file, std::uint64_t line) {
  return writer.key("file").string(text::shown_path(file)).key("line").unsigned_integer(line);
}

void write_gaps(json::Writer& writer, const ReadReport& report) {
  writer.key("gaps").begin_object().key("count").unsigned_integer(report.gap_count);
  writer.key("first").begin_array();
  for (const Problem& gap : report.gaps) {
    write_place(writer.begin_object(), gap.file, gap.line).key("reason").string(gap.reason).end_object();
  }
  writer.end_array().end_object();
}

void write_lost(json::Writer& writer, const std::vector<Lost>& lost) {
  writer.key("lost").begin_array();
  for (const Lost& one : lost) {
    writer.begin_object();
    if (!one.field.empty()) writer.key("field").string(one.field);
    writer.key("reason").string(one.reason).key("count").unsigned_integer(one.count);
    write_place(writer.key("first").begin_object(), one.first.file, one.first.line);
    if (!one.field.empty()) writer.key("value").string(one.first.reason);
    writer.end_object();
    if (!one.more.empty()) {
      writer.key("more").begin_array();
      for (const Problem& next : one.more)
        write_place(writer.begin_object(), next.file, next.line).end_object();
      writer.end_array();
    }
    writer.end_object();
  }
  writer.end_array();
}

template <typename Counts>
void write_counts(json::Writer& writer, std::string_view key, const Counts& counts) {
  writer.key(key).begin_object();
  for (const auto& [name, count] : counts) writer.key(name).unsigned_integer(count);
  writer.end_object();
}

void write_ledger(json::Writer& writer, const Ledger& ledger) {
  writer.key("texts").begin_object();
  writer.key("total").unsigned_integer(ledger.documents());
  writer.key("blank").unsigned_integer(ledger.blank);
  writer.key("control").unsigned_integer(ledger.control);
  writer.key("skipped").unsigned_integer(ledger.skipped);
  writer.key("malformed").unsigned_integer(ledger.malformed);
  writer.key("parsed").unsigned_integer(ledger.parsed);
  writer.end_object();
  writer.key("records").begin_object();
  writer.key("total").unsigned_integer(ledger.records());
  writer.key("matched").unsigned_integer(ledger.matched);
  writer.key("not_matched").unsigned_integer(ledger.not_matched);
  writer.key("unknown_shape").unsigned_integer(ledger.unknown_shape);
  writer.key("rejected").begin_object();
  for (std::size_t i = 0; i < ledger.rejected.size(); ++i) {
    writer.key(to_string(static_cast<Reject>(i))).unsigned_integer(ledger.rejected[i]);
  }
  writer.end_object().end_object();
  write_counts(writer, "sources", ledger.sources);
  write_counts(writer, "derived", ledger.derived);
  writer.key("repaired").unsigned_integer(ledger.repaired);
  writer.key("odd_numbers").unsigned_integer(ledger.odd_numbers);
}

void write_rule_name(json::Writer& writer, const std::string& id, const std::string& name) {
  writer.begin_object().key("id").string(id).key("name").string(name).end_object();
}

void write_rules(json::Writer& writer, const std::vector<RuleReport>& rules) {
  writer.key("rules").begin_array();
  for (const RuleReport& rule : rules) {
    writer.begin_object().key("id").string(rule.id).key("name").string(rule.name);
    writer.key("matched").unsigned_integer(rule.matched);
    writer.key("without_term").unsigned_integer(rule.without_term);
    if (rule.without_term > 0) {
      const Problem& first = rule.first_without_term;
      write_place(writer.key("first_without_term").begin_object(), first.file, first.line);
      writer.key("fields").string(first.reason).end_object();
    }
    writer.key("excluded").unsigned_integer(rule.excluded);
    writer.key("expired_exceptions").unsigned_integer(rule.expired);
    writer.key("terms").unsigned_integer(rule.terms);
    writer.key("findings").unsigned_integer(rule.findings);
    writer.key("full").unsigned_integer(rule.full);
    writer.key("partial").unsigned_integer(rule.partial).end_object();
  }
  writer.end_array();
}

// `62 matched, 3 without a term, 52 terms, 53 findings (12 full, 41 partial)`.
std::string rule_text(const RuleReport& rule) {
  std::string out = fmt::format("{} matched", rule.matched);
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) out += fmt::format(", {} {}", count, what);
  };
  add(rule.without_term, "without a term");
  add(rule.excluded, "excluded");
  add(rule.expired, "of an expired exception");
  out += fmt::format(", {}, {}", text::counted(rule.terms, "term"), text::counted(rule.findings, "finding"));
  if (rule.full + rule.partial > 0) out += fmt::format(" ({} full, {} partial)", rule.full, rule.partial);
  return out;
}

// Appends a line per hole in what is covered, at most kShownHoles.
void append_holes(std::string& out, const std::vector<Stretch>& holes) {
  for (std::size_t i = 0; i < std::min(holes.size(), kShownHoles); ++i) {
    out += fmt::format("{} {} to {}\n", i == 0 ? "holes:    " : "          ", holes[i].from.to_string(),
                       holes[i].to.to_string());
  }
  if (holes.size() > kShownHoles)
    out += fmt::format("           and {} more (--summary-json lists them)\n",
                       text::counted(holes.size() - kShownHoles, "hole"));
}

// Appends a line per rule that matched, at most kShownRules.
void append_rules(std::string& out, const std::vector<RuleReport>& rules) {
  std::size_t shown = 0;
  std::size_t matching = 0;
  for (const RuleReport& rule : rules) {
    if (rule.matched == 0 || ++matching > kShownRules) continue;
    out += fmt::format("{} {}: {}\n", shown++ == 0 ? "rules:    " : "          ", for_terminal(rule.name),
                       rule_text(rule));
  }
  if (matching > shown)
    out += fmt::format("           and {} more (--summary-json lists them)\n",
                       text::counted(matching - shown, "rule"));
}

void write_files(json::Writer& writer, const HuntResult& result) {
  writer.key("files").unsigned_integer(result.files);
  write_inputs(writer, "unread", result.unread);
  write_gaps(writer, result);
  write_lost(writer, result.lost);
  write_inputs(writer, "empty", result.empty);
  write_inputs(writer, "not_exports", result.not_exports);
  write_inputs(writer, "passed_over", result.passed_over);
  std::vector<std::string> unrecognised;
  for (const InputProblem& file : result.unrecognised) unrecognised.push_back(file.path);
  writer.key("unrecognised").strings(unrecognised);
}

std::string_view ending_name(Ending ending) {
  switch (ending) {
    case Ending::kDone: return "done";
    case Ending::kInterrupted: return "interrupted";
    case Ending::kStopped: return "stopped";
  }
  return {};
}

// Returns `interrupted, NOT COMPLETE`; empty if nothing is missing.
std::string state_text(const ReadReport& report, const RunFigures& figures) {
  if (figures.complete) return {};
  const std::string ending =
      report.ending == Ending::kDone ? "" : std::string(ending_name(report.ending)) + ", ";
  return ending + "NOT COMPLETE";
}

std::string read_lines(const ReadReport& report, const RunFigures& figures) {
  std::string out = fmt::format(
      "read:      {}, {} in {:.2f} s ({}/s, {})\n", text::counted(report.files, "file"),
      bytes_text(static_cast<double>(report.bytes)), figures.seconds,
      bytes_text(per_second(report.bytes, figures.seconds)), text::counted(report.threads, "thread"));
  return out;
}

// Terms that were seen on both sides of --since.
void write_known(json::Writer& writer, const HuntResult& result) {
  writer.key("known_before_since").begin_object().key("terms").unsigned_integer(result.known_before_since);
  if (const auto& known = result.first_known_before) {
    writer.key("first").begin_object().key("terms").begin_object();
    for (const auto& [field, value] : known->terms) writer.key(field).raw(value);
    writer.end_object();
    event::write_time(writer, "first_seen", known->first_seen);
    write_place(writer, known->file, known->line).end_object();
  }
  writer.end_object();
}

// Only where several were asked for.
void write_windows(json::Writer& writer, const std::vector<WindowReport>& windows) {
  if (windows.empty()) return;
  writer.key("windows").begin_object();
  for (const WindowReport& report : windows) {
    writer.key(duration_to_string(report.window)).begin_object();
    writer.key("findings").unsigned_integer(report.findings);
    writer.key("full").unsigned_integer(report.full);
    writer.key("partial").unsigned_integer(report.partial).end_object();
  }
  writer.end_object();
}

void write_blind_spots(json::Writer& writer, const std::vector<BlindSpot>& spots) {
  writer.key("cannot_match").begin_array();
  for (const BlindSpot& spot : spots) {
    writer.begin_object();
    writer.key("source").string(spot.source);
    writer.key("shape").string(spot.shape);
    if (!spot.module.empty()) writer.key("module").string(spot.module);
    writer.key("records").unsigned_integer(spot.records);
    writer.key("all_parsed").boolean(spot.all_parsed);
    writer.key("rule");
    write_rule_name(writer, spot.rule_id, spot.rule_name);
    writer.key("fields").strings(spot.fields);
    if (!spot.files.empty()) {
      writer.key("files").strings(spot.files, text::shown_path);
      writer.key("file_count").unsigned_integer(spot.file_count);
    }
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

std::string bytes_text(double bytes) {
  constexpr std::array<std::string_view, 5> kUnits{"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 1000 && unit + 1 < kUnits.size()) {
    bytes /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{:.0f} B", bytes) : fmt::format("{:.3g} {}", bytes, kUnits[unit]);
}

std::string to_summary_text(const ReadReport& report, const RunFigures& figures) {
  std::string out = read_lines(report, figures);
  append_ledger_lines(out, report.ledger, text::counted(report.ledger.not_matched, "event"));
  const std::string state = state_text(report, figures);
  return state.empty() ? out : out + state + "\n";
}

std::string to_summary_text(const HuntResult& result, const RunFigures& figures) {
  std::string out = read_lines(result, figures);
  append_ledger_lines(
      out, result.ledger,
      fmt::format("{} matched + {} not matched", result.ledger.matched, result.ledger.not_matched));
  if (!result.prefilter_off.empty())
    out += fmt::format("prefilter: off, every document is read, which takes several times as long: {}\n",
                       for_terminal(result.prefilter_off));
  for (const auto& [line, count] : result.excluded) {
    out += fmt::format("excluded:  {} by {}\n", count, for_terminal(line));
  }
  append_rules(out, result.rules);
  if (result.before_since + result.after_until + result.not_full + result.beyond_top > 0) {
    std::string hidden;
    if (result.before_since > 0)
      text::append_item(hidden, text::counted(result.before_since, "finding") + " before --since");
    if (result.after_until > 0)
      text::append_item(hidden, text::counted(result.after_until, "finding") + " from --until on");
    if (result.not_full > 0)
      text::append_item(hidden, text::counted(result.not_full, "finding") + " without a full history");
    if (result.beyond_top > 0)
      text::append_item(hidden, text::counted(result.beyond_top, "finding") + " after the --top");
    out += "hidden:    " + hidden + "\n";
  }
  if (const auto& known = result.first_known_before) {
    out +=
        fmt::format("known:     {} seen since then, and before; first {} at {}, {}:{}\n",
                    text::counted(result.known_before_since, "term"), for_terminal(plain_text(&known->terms)),
                    known->first_seen.to_string(), for_terminal(text::shown_path(known->file)), known->line);
  }
  if (result.covered_from && result.covered_to) {
    out += fmt::format("covered:   {} to {}\n", result.covered_from->to_string(),
                       result.covered_to->to_string());
  }
  append_holes(out, result.holes);
  for (const WindowReport& report : result.windows) {
    out += fmt::format("{} {}: {} ({} full, {} partial)\n",
                       &report == &result.windows.front() ? "windows:  " : "          ",
                       duration_to_string(report.window), text::counted(report.findings, "finding"),
                       report.full, report.partial);
  }
  const std::string state = state_text(result, figures);
  out += fmt::format("findings:  {} from {} and {}{}\n", result.findings.size(),
                     text::counted(result.ledger.matched, "matching record"),
                     text::counted(result.terms, "term"), state.empty() ? "" : " — " + state);
  return out;
}

const std::string_view kSummaryMarker = R"({"schema":"firstseen.summary/)";

std::string to_summary_json(const HuntResult& result, const RunFigures& figures) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("schema").string("firstseen.summary/1");
  writer.key("version").string(version());
  write_rules(writer, result.rules);
  write_files(writer, result);
  write_ledger(writer, result.ledger);
  writer.key("covered").begin_object();
  event::write_time(writer, "from", result.covered_from);
  event::write_time(writer, "to", result.covered_to);
  writer.key("holes").begin_array();
  for (const Stretch& hole : result.holes) {
    writer.begin_object();
    event::write_time(writer, "from", hole.from);
    event::write_time(writer, "to", hole.to);
    writer.end_object();
  }
  writer.end_array().end_object();
  write_windows(writer, result.windows);
  writer.key("excluded").begin_array();
  for (const auto& [line, count] : result.excluded) {
    writer.begin_object().key("line").string(line).key("matches").unsigned_integer(count).end_object();
  }
  writer.end_array();
  write_blind_spots(writer, result.blind_spots);
  writer.key("matches").unsigned_integer(result.ledger.matched);
  writer.key("terms").unsigned_integer(result.terms);
  writer.key("before_since").unsigned_integer(result.before_since);
  write_known(writer, result);
  writer.key("after_until").unsigned_integer(result.after_until);
  writer.key("not_full").unsigned_integer(result.not_full);
  writer.key("beyond_top").unsigned_integer(result.beyond_top);
  writer.key("prefilter_off");
  result.prefilter_off.empty() ? writer.null() : writer.string(result.prefilter_off);
  writer.key("findings").unsigned_integer(result.findings.size());
  writer.key("ending").string(ending_name(result.ending));
  writer.key("complete").boolean(figures.complete);
  writer.key("threads").unsigned_integer(result.threads);
  writer.key("seconds").number(figures.seconds);
  writer.key("bytes").unsigned_integer(result.bytes);
  writer.key("bytes_per_second").number(per_second(result.bytes, figures.seconds));
  writer.key("peak_memory_bytes").unsigned_integer(figures.peak_memory_bytes);
  writer.end_object();
  return out + "\n";
}

}  // namespace firstseen::output
