#include "support/table.h"

#include <algorithm>
#include <utility>

#include "json/document.h"
#include "support/json_string.h"

namespace firstseen::test {
namespace {

using Node = config::Node;

std::string text_of(const Node& node) {
  return node.is(Node::Kind::kString) ? node.string : node.is(Node::Kind::kNull) ? "" : json::to_json(node);
}

bool is_scalar(const Node& node) {
  return !node.is(Node::Kind::kArray) && !node.is(Node::Kind::kObject);
}

std::string text_of_list(const Node& list) {
  if (!std::all_of(list.items.begin(), list.items.end(), is_scalar)) return json::to_json(list);
  std::string out;
  for (const Node& item : list.items) out += (out.empty() ? "" : ", ") + text_of(item);
  return out;
}

using Named = std::vector<std::pair<std::string, std::string>>;

void flatten(const std::string& path, const Node& node, bool dotted, Named& out) {
  if (node.is(Node::Kind::kObject) && (dotted || path.empty())) {
    for (const Node::Member& member : node.members)
      flatten(path.empty() ? member.name : path + "." + member.name, member.value, dotted, out);
  } else {
    out.emplace_back(path, node.is(Node::Kind::kArray) ? text_of_list(node) : text_of(node));
  }
}

}  // namespace

std::string row_of(const Cells& cells, char delimiter, bool quote_all) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& cell = cells[i];
    if (i > 0) out += delimiter;
    const bool quoted =
        quote_all || cell.find_first_of(std::string("\"\r\n") + delimiter) != std::string::npos;
    if (quoted) out += '"';
    for (const char c : cell) out += quoted && c == '"' ? "\"\"" : std::string(1, c);
    if (quoted) out += '"';
  }
  return out;
}

std::string as_table(const std::vector<std::string>& records, const TableStyle& style) {
  Cells names;
  std::vector<Named> rows;
  for (const std::string& record : records) {
    const auto document = json::parse_document(record);
    flatten("", document ? *document : Node(), style.dotted, rows.emplace_back());
    for (const auto& [name, value] : rows.back()) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  std::string out = row_of(names, style.delimiter, style.quote_all) + "\r\n";
  for (const Named& row : rows) {
    Cells cells(names.size());
    for (const auto& [name, value] : row)
      cells[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())] = value;
    out += row_of(cells, style.delimiter, style.quote_all) + "\r\n";
  }
  return out;
}

std::string PlainRow::document(const Cells& names) const {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    const std::string name =
        i < names.size() && !names[i].empty() ? names[i] : "column " + std::to_string(i + 1);
    out += (out.empty() ? "" : ",") + json_string(name) + ":" + json_string(cells[i]);
  }
  return out.empty() ? "" : "{" + out + "}";
}

std::vector<PlainRow> read_plainly(std::string_view file, char delimiter) {
  std::vector<PlainRow> rows;
  PlainRow row{{""}, 0, 0};
  bool quoted = false;
  std::size_t within = 0;  // of the current cell, up to its last quote
  std::uint64_t lines = 0;
  const auto end_cell = [&] {
    std::string& cell = row.cells.back();
    while (cell.size() > within && cell.back() == ' ') cell.pop_back();
    within = 0;
  };
  const auto end_row = [&](std::size_t next) {
    std::string_view bytes = file.substr(row.offset, next - row.offset);
    if (bytes.ends_with('\n')) bytes.remove_suffix(1);
    if (bytes.ends_with('\r')) row.cells.back().pop_back();
    end_cell();
    const bool blank = bytes.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (!blank) rows.push_back(std::move(row));
    row = {{""}, next, lines};
  };
  for (std::size_t at = 0; at < file.size(); ++at) {
    const char c = file[at];
    if (c == '\n') ++lines;
    if (c == '"' && quoted && at + 1 < file.size() && file[at + 1] == '"') {
      row.cells.back() += file[++at];
    } else if (c == '"') {
      quoted = !quoted;
      within = row.cells.back().size();
    } else if (!quoted && c == ' ' && row.cells.back().empty()) {
      continue;
    } else if (!quoted && c == delimiter) {
      end_cell();
      row.cells.emplace_back();
    } else if (!quoted && c == '\n') {
      end_row(at + 1);
    } else {
      row.cells.back() += c;
    }
  }
  end_row(file.size());
  return rows;
}

}  // namespace firstseen::test
