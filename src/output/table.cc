#include <algorithm>
#include <array>

#include "output/cells.h"
#include "output/columns.h"
#include "output/escape.h"
#include "output/finding_writers.h"

namespace firstseen::output {
namespace {

constexpr std::size_t kMinHosts = 8;       // a host column is not squeezed below this
constexpr std::size_t kOriginWidth = 100;  // narrower tables leave the origin out

struct Column {
  std::string title;
  std::string colour;  // of its cells, as an SGR parameter
  bool right = false;
  std::vector<std::string> cells;

  std::size_t width() const {
    std::size_t width = character_count(title);
    for (const std::string& cell : cells) width = std::max(width, character_count(cell));
    return width;
  }
};

// `2026-03-01 00:00:00`: whole seconds are enough to triage by; the other formats have all digits.
std::string short_time(const Timestamp& time) {
  std::string text = time.to_string().substr(0, 19);
  text[10] = ' ';
  return text;
}

std::string term_cell(const Finding& finding) {
  return for_terminal(finding.terms.size() == 1 ? plain_value(finding.terms.front().second)
                                                : terms_text(finding));
}

std::string host_cell(const Finding& finding) {
  if (finding.hosts.empty()) return "-";
  std::string text = for_terminal(finding.hosts.front());
  if (finding.host_count > 1) text += " +" + std::to_string(finding.host_count - 1);
  return text;
}

std::string origin_cell(const Finding& finding) {
  std::string text = for_terminal(finding.file) + ":" + std::to_string(finding.line);
  if (finding.record > 1) text += "#" + std::to_string(finding.record);
  return text;
}

template <typename Cell>
Column column(std::string title, const std::vector<Finding>& findings, Cell cell, bool right = false,
              std::string colour = {}) {
  Column out{std::move(title), std::move(colour), right, {}};
  for (const Finding& finding : findings) out.cells.emplace_back(cell(finding));
  return out;
}

bool several_rules(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.rule_id != findings.front().rule_id; });
}

std::string term_title(const std::vector<Finding>& findings) {
  const bool one_field = std::all_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.terms.size() == 1 && finding.terms.front().first == findings.front().terms.front().first;
  });
  return one_field ? findings.front().terms.front().first : "terms";
}

std::vector<Column> columns_of(const std::vector<Finding>& findings, std::size_t width) {
  std::vector<Column> columns;
  columns.push_back(
      column(std::string(kTableMarker), findings, [](const Finding& f) { return short_time(f.first_seen); }));
  if (several_rules(findings)) {
    columns.push_back(column("rule", findings, [](const Finding& f) { return for_terminal(f.rule_name); }));
  }
  columns.push_back(column(term_title(findings), findings, term_cell, false, "1;31"));
  columns.push_back(column(
      "events", findings, [](const Finding& f) { return std::to_string(f.events); }, true));
  columns.push_back(column("hosts", findings, host_cell));
  columns.push_back(
      column("history", findings, [](const Finding& f) { return std::string(history_text(f)); }));
  columns.push_back(column("source", findings, [](const Finding& f) { return for_terminal(f.source); }));
  if (width == 0 || width >= kOriginWidth)
    columns.push_back(column("origin", findings, origin_cell, false, "2"));
  return columns;
}

// Squeezes the host column until the table fits, if that can do it.
void squeeze_hosts(std::vector<Column>& columns, std::size_t width) {
  if (width == 0) return;
  std::size_t total = 0;
  for (const Column& c : columns) total += c.width() + kColumnGap;
  total -= kColumnGap;
  if (total <= width) return;
  const auto hosts =
      std::find_if(columns.begin(), columns.end(), [](const Column& c) { return c.title == "hosts"; });
  const std::size_t now = hosts->width();
  const std::size_t room = now > total - width ? std::max(kMinHosts, now - (total - width)) : kMinHosts;
  for (std::string& cell : hosts->cells) cell = shortened(cell, room);
}

// The title, then the cells.
std::vector<Cells> rows_of(const std::vector<Column>& columns, std::size_t count, bool colour) {
  std::vector<Cells> rows(count + 1);
  for (const Column& c : columns) {
    rows[0].emplace_back(c.title, colour ? "1" : "");
    for (std::size_t i = 0; i < count; ++i) rows[i + 1].emplace_back(c.cells[i], colour ? c.colour : "");
  }
  return rows;
}

}  // namespace

// The title of the first column.
const std::string_view kTableMarker = "first seen (UTC)";

std::string to_table(const std::vector<Finding>& findings, const TableStyle& style) {
  if (findings.empty()) return {};
  std::vector<Column> columns = columns_of(findings, style.width);
  squeeze_hosts(columns, style.width);
  std::vector<ColumnStyle> styles;
  for (const Column& c : columns) styles.push_back({0, c.right});
  return in_columns(rows_of(columns, findings.size(), style.colour), "", styles);
}

}  // namespace firstseen::output
