#include "output/finding_columns.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "text/utf8.h"

namespace firstseen::output {
namespace {

Cell history(const Finding& finding) {
  return finding.history == HistoryProof::kNone ? Cell(Missing{}) : Cell(proof_name(finding.history));
}

Cell previously_seen(const Finding& finding) {
  return finding.previously_seen ? Cell(*finding.previously_seen) : Missing{};
}

// `12d` and `3h`, with `between` between them: the largest unit and the next one, or one of them.
std::string length_text(Seconds length, std::string_view between) {
  constexpr std::array<std::pair<Seconds, char>, 4> kUnits{
      {{86'400, 'd'}, {3'600, 'h'}, {60, 'm'}, {1, 's'}}};
  const auto unit = std::find_if(kUnits.begin(), std::prev(kUnits.end()),
                                 [&](const auto& one) { return length >= one.first; });
  std::string text = std::to_string(length / unit->first) + unit->second;
  const auto next = std::next(unit);
  const Seconds rest = next == kUnits.end() ? 0 : length % unit->first / next->first;
  return rest == 0 ? text : text.append(between) + std::to_string(rest) + next->second;
}

Cell length_cell(const std::optional<Seconds>& length) {
  return length ? Cell(length_text(*length, "")) : Missing{};
}

// `12d 3h`, or `>26d` where no more is known.
Cell new_for(const Finding& finding) {
  if (finding.unseen_for_at_least) return ">" + length_text(*finding.unseen_for_at_least, " ");
  return finding.unseen_for ? Cell(length_text(*finding.unseen_for, " ")) : Missing{};
}

Cell hole_end(const Finding& finding, Timestamp Stretch::*end) {
  return finding.hole ? Cell((*finding.hole).*end) : Omitted{};
}

// Only where several were asked for.
Cell windows(const Finding& finding) {
  return finding.windows.empty() ? Cell(Omitted{}) : Cell(&finding.windows);
}

Cell hosts_truncated(const Finding& finding) {
  return finding.host_count > finding.hosts.size() ? Cell(true) : Omitted{};
}

// `ws-0001 +3`: the first host and the number of others.
Cell first_host(const Finding& finding) {
  if (finding.hosts.empty()) return std::string_view("-");
  std::string text = finding.hosts.front();
  if (finding.host_count > 1) text += " +" + std::to_string(finding.host_count - 1);
  return text;
}

// `a.ndjson:12`, or `a.ndjson:12#2` for the second record of a line.
Cell place(const Finding& finding) {
  std::string text = text::shown_path(finding.file) + ":" + std::to_string(finding.line);
  if (finding.record > 1) text += "#" + std::to_string(finding.record);
  return text;
}

std::string_view severity_colour(const Finding& finding) {
  if (finding.severity == "critical") return "1;35";
  if (finding.severity == "high") return "1;31";
  return finding.severity == "medium" ? "1;33" : "1";
}

std::string_view history_colour(const Finding& finding) {
  if (finding.history == HistoryProof::kNone) return "";
  return finding.history == HistoryProof::kFull ? "32" : "33";
}

std::string_view dim(const Finding& /*finding*/) {
  return "2";
}

// Returns the rows for which `shown` is true, sorted by `order`.
template <typename Shown, typename Order>
std::vector<FindingColumn> selected(const Shown& shown, const Order& order) {
  std::vector<FindingColumn> columns;
  std::copy_if(finding_columns().begin(), finding_columns().end(), std::back_inserter(columns), shown);
  std::stable_sort(columns.begin(), columns.end(),
                   [&](const FindingColumn& a, const FindingColumn& b) { return order(a) < order(b); });
  return columns;
}

using F = Finding;
using Columns = std::vector<FindingColumn>;

Columns rule_columns() {
  return {
      {.name = "schema", .value = [](const F&) -> Cell { return std::string_view("firstseen.finding/1"); }},
      {.name = "rule.id",
       .value = [](const F& f) -> Cell { return std::string_view(f.rule_id); },
       .csv = {"rule.id"}},
      {.name = "rule.name",
       .value = [](const F& f) -> Cell { return std::string_view(f.rule_name); },
       .csv = {"rule.name"},
       .table = {.title = "rule",
                 .order = 2,
                 .colour = severity_colour,
                 .when = TableRule::kSeveralRules,
                 .shrunk = true}},
      {.name = "rule.severity",
       .value = [](const F& f) -> Cell { return std::string_view(f.severity); },
       .csv = {"severity"}},
      {.name = "rule.risk_score",
       .value = [](const F& f) -> Cell { return std::int64_t{f.risk_score}; },
       .csv = {"risk_score"}},
  };
}

// Of the run that the finding begins.
Columns run_columns() {
  return {
      {.name = "terms",
       .value = [](const F& f) -> Cell { return &f.terms; },
       .csv = {"terms"},
       .table = {.title = "terms", .order = 3, .colour = severity_colour, .shrunk = true}},
      {.name = "first_seen",
       .value = [](const F& f) -> Cell { return f.first_seen; },
       .csv = {"first_seen"},
       .table = {.title = "first seen (UTC)", .order = 1}},
      {.name = "last_seen", .value = [](const F& f) -> Cell { return f.last_seen; }, .csv = {"last_seen"}},
      {.name = "events",
       .value = [](const F& f) -> Cell { return f.events; },
       .csv = {"events"},
       .table = {.title = "events", .order = 4, .dropped = 3}},
      {.name = "history",
       .value = history,
       .csv = {"history"},
       .table = {.title = "history", .order = 7, .colour = history_colour}},
      {.name = "previously_seen", .value = previously_seen, .csv = {"previously_seen"}},
  };
}

Columns newness_columns() {
  return {
      {.name = "unseen_for",
       .value = [](const F& f) { return length_cell(f.unseen_for); },
       .csv = {.title = "unseen_for", .order = 2}},
      {.name = "unseen_for_at_least",
       .value = [](const F& f) { return length_cell(f.unseen_for_at_least); },
       .csv = {.title = "unseen_for_at_least", .order = 2}},
      {.name = "new_for",
       .value = new_for,
       .ndjson = false,
       .csv = {.title = "new for", .order = 2},
       .table = {.title = "new for", .order = 6, .dropped = 4}},
      {.name = "hole.from",
       .value = [](const F& f) { return hole_end(f, &Stretch::from); },
       .csv = {.title = "hole.from", .order = 2}},
      {.name = "hole.to",
       .value = [](const F& f) { return hole_end(f, &Stretch::to); },
       .csv = {.title = "hole.to", .order = 2}},
      {.name = "windows", .value = windows, .csv = {.title = "windows", .order = 2}},
  };
}

Columns event_columns() {
  return {
      {.name = "hosts.count",
       .value = [](const F& f) -> Cell { return f.host_count; },
       .csv = {"hosts.count"}},
      {.name = "hosts.names", .value = [](const F& f) -> Cell { return &f.hosts; }, .csv = {"hosts.names"}},
      {.name = "hosts.truncated", .value = hosts_truncated},
      {.name = "hosts.first",
       .value = first_host,
       .ndjson = false,
       .table = {.title = "hosts", .order = 5, .shrunk = true}},
      {.name = "derived", .value = [](const F& f) -> Cell { return &f.derived; }, .csv = {"derived"}},
      {.name = "event", .value = [](const F& f) -> Cell { return JsonObject{*f.event}; }},
  };
}

Columns origin_columns() {
  return {
      {.name = "origin.source",
       .value = [](const F& f) -> Cell { return std::string_view(f.source); },
       .csv = {"source"},
       .table = {.title = "source", .order = 8, .dropped = 2}},
      {.name = "origin.file",
       .value = [](const F& f) -> Cell { return text::shown_path(f.file); },
       .csv = {"file"}},
      {.name = "origin.line", .value = [](const F& f) -> Cell { return f.line; }, .csv = {"line"}},
      {.name = "origin.offset",
       .value = [](const F& f) -> Cell { return f.offset; },
       .csv = {.title = "offset", .order = 1}},
      {.name = "origin.record",
       .value = [](const F& f) -> Cell { return std::uint64_t{f.record}; },
       .csv = {"record"}},
      {.name = "origin.place",
       .value = place,
       .ndjson = false,
       .table = {.title = "origin", .order = 9, .colour = dim, .dropped = 1}},
  };
}

}  // namespace

std::string_view proof_name(HistoryProof proof) {
  return proof == HistoryProof::kFull ? "full" : "partial";
}

// Members of the same NDJSON object must be adjacent.
const std::vector<FindingColumn>& finding_columns() {
  static const Columns table = [] {
    Columns all;
    for (Columns rows : {rule_columns(), run_columns(), newness_columns(), event_columns(), origin_columns()})
      std::move(rows.begin(), rows.end(), std::back_inserter(all));
    return all;
  }();
  return table;
}

const std::vector<FindingColumn>& csv_columns() {
  static const std::vector<FindingColumn> columns =
      selected([](const FindingColumn& column) { return !column.csv.title.empty(); },
               [](const FindingColumn& column) { return column.csv.order; });
  return columns;
}

const std::vector<FindingColumn>& table_columns() {
  static const std::vector<FindingColumn> columns =
      selected([](const FindingColumn& column) { return !column.table.title.empty(); },
               [](const FindingColumn& column) { return column.table.order; });
  return columns;
}

}  // namespace firstseen::output
