#include "csv/cell_value.h"

#include <algorithm>

#include "json/document.h"

namespace firstseen::csv {
namespace {

using Node = config::Node;

// What a program would read as a formula or a number, which a writer that is careful puts an apostrophe before.
constexpr std::string_view kGuarded = "=+-@\t0123456789";

// Returns the text with a quote for each two.
std::string undoubled(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (text.substr(at, 2) == "\"\"") ++at;
  }
  return out;
}

bool is_list_of_scalars(std::string_view text) {
  const auto list = json::parse_document(text);
  return list && list->is(Node::Kind::kArray) &&
         std::none_of(list->items.begin(), list->items.end(), [](const Node& item) {
           return item.is(Node::Kind::kArray) || item.is(Node::Kind::kObject);
         });
}

}  // namespace

Cell without_guard(const Cell& cell, std::string& storage) {
  constexpr std::string_view kBegin = "=\"";
  const std::string_view text = cell.text;
  if (text.size() > 1 && text[0] == '\'' && kGuarded.find(text[1]) != std::string_view::npos &&
      text.back() != '\'')
    return {text.substr(1), cell.quoted};
  if (!text.starts_with(kBegin)) return cell;
  storage = cell.quoted ? undoubled(text) : std::string(text);
  const std::string_view formula = storage;
  if (formula.size() <= kBegin.size() || !formula.ends_with('"')) return cell;
  storage = undoubled(formula.substr(kBegin.size(), formula.size() - kBegin.size() - 1));
  return {storage, false};
}

std::optional<std::string> list_in(const Cell& cell) {
  if (!cell.text.starts_with('[') || !cell.text.ends_with(']')) return std::nullopt;
  std::string list = cell.quoted ? undoubled(cell.text) : std::string(cell.text);
  if (is_list_of_scalars(list)) return list;
  if (list.find_first_of("\"\\") != std::string::npos) return std::nullopt;
  std::replace(list.begin(), list.end(), '\'', '"');
  return is_list_of_scalars(list) ? std::optional(std::move(list)) : std::nullopt;
}

}  // namespace firstseen::csv
