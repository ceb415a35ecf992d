#include <algorithm>

#include "output/cells.h"
#include "output/escape.h"
#include "output/finding_columns.h"
#include "output/finding_writer.h"
#include "text/columns.h"
#include "text/utf8.h"

namespace firstseen::output {
namespace {

constexpr std::size_t kMinShrunk = 8;      // columns are not shortened below this width
constexpr std::size_t kOriginWidth = 100;  // narrower tables omit the origin

// A column of this table, with its cells.
struct ShownColumn {
  FindingColumn column;
  std::string title;
  bool right = false;
  std::vector<std::string> cells;

  std::size_t width() const {
    std::size_t width = text::character_count(title);
    for (const std::string& cell : cells) width = std::max(width, text::character_count(cell));
    return width;
  }
};

// `2026-03-01 00:00:00`: whole seconds are enough for triage; the other formats print all digits.
std::string short_time(const Timestamp& time) {
  std::string text = time.to_string().substr(0, 19);
  text[10] = ' ';
  return text;
}

std::string table_text(const Cell& cell) {
  if (const auto* const time = std::get_if<Timestamp>(&cell)) return short_time(*time);
  const auto* const terms = std::get_if<const Terms*>(&cell);
  if (terms != nullptr && (*terms)->size() == 1) return for_terminal(plain_value((*terms)->front().second));
  return for_terminal(plain_text(cell));
}

bool is_number(const Cell& cell) {
  return std::holds_alternative<std::uint64_t>(cell) || std::holds_alternative<std::int64_t>(cell);
}

bool several_rules(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.rule_id != findings.front().rule_id; });
}

bool is_shown(const TableColumn& column, const std::vector<Finding>& findings, std::size_t width) {
  switch (column.when) {
    case TableRule::kAlways: return true;
    case TableRule::kSeveralRules: return several_rules(findings);
    case TableRule::kWide: break;
  }
  return width == 0 || width >= kOriginWidth;
}

// Returns the field name if every finding has exactly one term, with the same field.
std::string title_of(const FindingColumn& column, const std::vector<Finding>& findings) {
  std::string title(column.table.title);
  const Cell first = column.value(findings.front());
  if (!std::holds_alternative<const Terms*>(first)) return title;
  const bool one_field = std::all_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    const Terms& terms = *std::get<const Terms*>(column.value(finding));
    return terms.size() == 1 && terms.front().first == std::get<const Terms*>(first)->front().first;
  });
  return one_field ? std::get<const Terms*>(first)->front().first : title;
}

// Returns the columns of a table of these findings, without cells.
std::vector<ShownColumn> columns_of(const std::vector<Finding>& findings, std::size_t width) {
  std::vector<ShownColumn> shown;
  for (const FindingColumn& column : table_columns()) {
    if (!is_shown(column.table, findings, width)) continue;
    shown.push_back({column, title_of(column, findings), is_number(column.value(findings.front())), {}});
  }
  return shown;
}

// Shortens the columns that may be shortened until the table fits or cannot shrink further.
void shrink(std::vector<ShownColumn>& columns, std::size_t width) {
  if (width == 0) return;
  std::size_t total = 0;
  for (const ShownColumn& c : columns) total += c.width() + text::kColumnGap;
  total -= text::kColumnGap;
  for (ShownColumn& c : columns) {
    if (!c.column.table.shrunk || total <= width) continue;
    const std::size_t now = c.width();
    const std::size_t room = now > total - width ? std::max(kMinShrunk, now - (total - width)) : kMinShrunk;
    for (std::string& cell : c.cells) cell = text::shortened(cell, room);
    total -= now - c.width();
  }
}

// An aligned table for triage. It keeps all cells until end(), because widths depend on all
// findings.
class TableWriter final : public FindingWriter {
 public:
  explicit TableWriter(LineSink sink) : pieces_(std::move(sink)) {}

  void begin(const HuntResult& result, const Style& style) override {
    style_ = style;
    if (!result.findings.empty()) columns_ = columns_of(result.findings, style.width);
  }
  bool finding(const Finding& finding) override {
    for (ShownColumn& c : columns_) c.cells.push_back(table_text(c.column.value(finding)));
    ++lines_;
    return true;
  }
  void end() override {
    if (lines_ == 0) return;
    shrink(columns_, style_.width);
    std::vector<std::size_t> widths;
    for (const ShownColumn& c : columns_) widths.push_back(c.width());
    append_line(widths, [](const ShownColumn& c) { return Coloured{c.title, "1"}; });
    for (std::size_t line = 0; line < lines_; ++line) {
      append_line(widths, [&](const ShownColumn& c) {
        return Coloured{c.cells[line], c.column.table.colour};
      });
      if (!pieces_.end_line()) return;
    }
    pieces_.flush();
  }

 private:
  struct Coloured {
    std::string_view text;
    std::string_view colour;
  };

  template <typename CellOf>
  void append_line(const std::vector<std::size_t>& widths, const CellOf& cell_of) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto [text, colour] = cell_of(columns_[i]);
      text::append_aligned(pieces_.text(), text, style_.colour ? colour : "", {widths[i], columns_[i].right},
                           i + 1 == columns_.size());
    }
    pieces_.text() += '\n';
  }

  Pieces pieces_;
  Style style_;
  std::vector<ShownColumn> columns_;
  std::size_t lines_ = 0;
};

}  // namespace

std::unique_ptr<FindingWriter> make_table_writer(LineSink sink) {
  return std::make_unique<TableWriter>(std::move(sink));
}

}  // namespace firstseen::output
