#include <algorithm>
#include <map>
#include <set>

#include "output/cells.h"
#include "output/escape.h"
#include "output/finding_columns.h"
#include "output/finding_writer.h"
#include "text/columns.h"
#include "text/display_width.h"

namespace firstseen::output {
namespace {

constexpr std::size_t kMinShrunk = 8;  // columns are not shortened below this width
constexpr std::size_t kMaxCell = 400;  // of any table, so that memory does not follow the widest value

// A cell. If it is shortened, the tail stays: the number of further hosts.
struct TableCell {
  std::string text;
  std::string tail;
  std::string_view colour;

  std::size_t width() const { return text::display_width(text) + tail.size(); }
};

// A column of this table, with its cells.
struct ShownColumn {
  FindingColumn column;
  std::string title;
  bool right = false;
  std::vector<TableCell> cells;
  std::size_t width = 0;
};

// `2026-03-01 00:00:00`: whole seconds are enough for triage; the other formats print all digits.
std::string short_time(const Timestamp& time) {
  std::string text = time.to_string().substr(0, 19);
  text[10] = ' ';
  return text;
}

// `only_value`: of a single term, the field is known from the rule.
std::string table_text(const Cell& cell, bool only_value) {
  if (const auto* const time = std::get_if<Timestamp>(&cell)) return short_time(*time);
  const auto* const terms = std::get_if<const Terms*>(&cell);
  if (terms != nullptr && only_value && (*terms)->size() == 1)
    return for_terminal(plain_value((*terms)->front().second));
  return for_terminal(plain_text(cell));
}

bool is_number(const Cell& cell) {
  return std::holds_alternative<std::uint64_t>(cell) || std::holds_alternative<std::int64_t>(cell);
}

bool several_rules(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.rule_id != findings.front().rule_id; });
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
std::vector<ShownColumn> columns_of(const std::vector<Finding>& findings) {
  std::vector<ShownColumn> shown;
  const bool has_several_rules = several_rules(findings);
  for (const FindingColumn& column : table_columns()) {
    if (column.table.when == TableRule::kSeveralRules && !has_several_rules) continue;
    std::string title = title_of(column, findings);
    const std::size_t width = text::display_width(title);
    shown.push_back({column, std::move(title), is_number(column.value(findings.front())), {}, width});
  }
  return shown;
}

// The end of a path tells more than its beginning; of other texts, and of several terms, both do.
text::Cut cut_of(std::string_view text) {
  const auto slashes = std::count_if(text.begin(), text.end(), [](char c) { return c == '/' || c == '\\'; });
  const bool several = text.find(", ") != std::string_view::npos && text.find('=') != std::string_view::npos;
  return slashes >= 2 && !several ? text::Cut::kStart : text::Cut::kMiddle;
}

TableCell cell_of(const ShownColumn& shown, const Finding& finding, bool only_value) {
  TableCell cell;
  cell.text = table_text(shown.column.value(finding), only_value);
  if (shown.column.table.colour != nullptr) cell.colour = shown.column.table.colour(finding);
  if (shown.column.name == "hosts.first" && finding.host_count > 1) {
    const std::size_t tail = cell.text.rfind(" +");
    cell.tail = cell.text.substr(tail);
    cell.text.resize(tail);
  }
  cell.text = text::shortened(cell.text, kMaxCell, cut_of(cell.text));
  return cell;
}

// Returns the rules whose findings have terms of different fields: query rules, for records without a
// host.
std::set<std::string_view> rules_with_many_fields(const std::vector<Finding>& findings) {
  std::map<std::string_view, std::string_view> fields;
  std::set<std::string_view> many;
  for (const Finding& finding : findings) {
    if (finding.terms.empty()) continue;
    const auto [known, added] = fields.try_emplace(finding.rule_id, finding.terms.front().first);
    if (!added && known->second != finding.terms.front().first) many.insert(finding.rule_id);
  }
  return many;
}

std::size_t total_width(const std::vector<ShownColumn>& columns) {
  std::size_t total = 0;
  for (const ShownColumn& c : columns) total += c.width + (total > 0 ? text::kColumnGap : 0);
  return total;
}

// The columns that shortening may save.
std::size_t shrinkable(const std::vector<ShownColumn>& columns) {
  std::size_t sum = 0;
  for (const ShownColumn& c : columns) {
    if (c.column.table.shrunk) sum += c.width - std::min(c.width, kMinShrunk);
  }
  return sum;
}

// Leaves columns out until the table fits or none may be left out.
void drop(std::vector<ShownColumn>& columns, std::size_t width) {
  while (total_width(columns) > width) {
    const auto next =
        std::min_element(columns.begin(), columns.end(), [](const ShownColumn& a, const ShownColumn& b) {
          const auto rank = [](const ShownColumn& c) {
            return c.column.table.dropped == 0 ? INT32_MAX : c.column.table.dropped;
          };
          return rank(a) < rank(b);
        });
    if (next->column.table.dropped == 0) return;
    // Shortening is less of a loss than leaving out more than the first.
    if (next->column.table.dropped > 1 && total_width(columns) - width <= shrinkable(columns)) return;
    columns.erase(next);
  }
}

// Shortens the widest columns that may be shortened until the table fits or cannot shrink further.
void shrink(std::vector<ShownColumn>& columns, std::size_t width) {
  std::size_t total = total_width(columns);
  while (total > width) {
    ShownColumn* widest = nullptr;
    for (ShownColumn& c : columns) {
      if (c.column.table.shrunk && c.width > kMinShrunk && (widest == nullptr || c.width > widest->width))
        widest = &c;
    }
    if (widest == nullptr) return;
    --widest->width;
    --total;
  }
}

std::string fitted(const std::string& text, std::size_t width) {
  return text::shortened(text, std::max<std::size_t>(width, 1), cut_of(text));
}

// An aligned table for triage. It keeps all cells until end(), because widths depend on all
// findings.
class TableWriter final : public FindingWriter {
 public:
  explicit TableWriter(LineSink sink) : pieces_(std::move(sink)) {}

  void begin(const HuntResult& result, const Style& style) override {
    style_ = style;
    if (result.findings.empty()) return;
    columns_ = columns_of(result.findings);
    many_fields_ = rules_with_many_fields(result.findings);
  }
  bool finding(const Finding& finding) override {
    const bool only_value = !many_fields_.contains(finding.rule_id);
    for (ShownColumn& c : columns_) {
      c.cells.push_back(cell_of(c, finding, only_value));
      c.width = std::max(c.width, c.cells.back().width());
    }
    ++lines_;
    return true;
  }
  void end() override {
    if (lines_ == 0) return;
    if (style_.width > 0) {
      drop(columns_, style_.width);
      shrink(columns_, style_.width);
    }
    append_line([](const ShownColumn& c) { return TableCell{c.title, "", "1"}; });
    for (std::size_t line = 0; line < lines_; ++line) {
      append_line([&](const ShownColumn& c) { return c.cells[line]; });
      if (!pieces_.end_line()) return;
    }
    pieces_.flush();
  }

 private:
  template <typename CellOf>
  void append_line(const CellOf& cell_of_column) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const ShownColumn& column = columns_[i];
      TableCell cell = cell_of_column(column);
      if (cell.width() > column.width)
        cell.text = fitted(cell.text, column.width - std::min(column.width, cell.tail.size()));
      text::append_aligned(pieces_.text(), cell.text + cell.tail, style_.colour ? cell.colour : "",
                           {column.width, column.right}, i + 1 == columns_.size());
    }
    pieces_.text() += '\n';
  }

  Pieces pieces_;
  Style style_;
  std::vector<ShownColumn> columns_;
  std::set<std::string_view> many_fields_;
  std::size_t lines_ = 0;
};

}  // namespace

std::unique_ptr<FindingWriter> make_table_writer(LineSink sink) {
  return std::make_unique<TableWriter>(std::move(sink));
}

}  // namespace firstseen::output
