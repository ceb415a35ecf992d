#include "output/finding_columns.h"
#include "text/utf8.h"

#include <algorithm>

namespace firstseen::output {
namespace {

Cell history(const Finding& finding) {
  switch (finding.history) {
    case HistoryProof::kFull: return std::string_view("full");
    case HistoryProof::kPartial: return std::string_view("partial");
    case HistoryProof::kNone: break;
  }
  return Missing{};
}

Cell previously_seen(const Finding& finding) {
  return finding.previously_seen ? Cell(*finding.previously_seen) : Missing{};
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

}  // namespace

// Members of the same NDJSON object must be adjacent.
const std::vector<FindingColumn>& finding_columns() {
  using F = Finding;
  static const std::vector<FindingColumn> rows{
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
       .table = {.title = "history", .order = 6, .colour = history_colour}},
      {.name = "previously_seen", .value = previously_seen, .csv = {"previously_seen"}},
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
      {.name = "origin.source",
       .value = [](const F& f) -> Cell { return std::string_view(f.source); },
       .csv = {"source"},
       .table = {.title = "source", .order = 7, .dropped = 2}},
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
       .table = {.title = "origin", .order = 8, .colour = dim, .dropped = 1}},
  };
  return rows;
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
