#include "sources/known_columns.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "text/spelling.h"

namespace firstseen::sources {
namespace {

// What a table asks of columns: one path of each group.
struct Demand {
  std::vector<std::vector<std::string>> groups;
  std::vector<std::string> embedded;  // paths of texts in which the paths go on
  bool respelled = false;
};

bool is_below(std::string_view path, std::string_view object) {
  return path.size() > object.size() && path.starts_with(object) && path[object.size()] == '.';
}

bool holds_document(const std::string& column, const Demand& demand) {
  return std::find(demand.embedded.begin(), demand.embedded.end(), column) != demand.embedded.end();
}

// Whether a column has what a table asks for at `path`.
bool is_at(const std::string& path, const std::string& column, const Demand& demand) {
  if (is_below(path, column) && holds_document(column, demand)) return true;
  return path == column || is_below(column, path) ||
         (demand.respelled && !column.empty() && text::letters_of(path) == text::letters_of(column));
}

Demand demand_of(const SourceTable& table) {
  Demand demand;
  demand.respelled = table.respelled;
  for (const Embedding& embedding : table.embedded) demand.embedded.push_back(embedding.path);
  for (const Condition& condition : table.marks.all) {
    if (!condition.negated) demand.groups.push_back({condition.path});
  }
  for (const auto& any : table.marks.any) {
    std::vector<std::string> paths;
    for (const Condition& condition : any) paths.push_back(condition.path);
    demand.groups.push_back(std::move(paths));
  }
  return demand;
}

bool meets(const Demand& demand, const std::vector<std::string>& columns) {
  // One column is no record, but it may hold some.
  if (columns.size() == 1 && !holds_document(columns.front(), demand)) return false;
  return std::all_of(demand.groups.begin(), demand.groups.end(), [&](const auto& group) {
    return std::any_of(group.begin(), group.end(), [&](const std::string& path) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](const std::string& column) { return is_at(path, column, demand); });
    });
  });
}

}  // namespace

csv::KnownColumns known_columns(const std::vector<SourceTable>& tables) {
  std::vector<Demand> demands;
  for (const SourceTable& table : tables) {
    if (!table.control) demands.push_back(demand_of(table));
  }
  std::erase_if(demands, [](const Demand& demand) { return demand.groups.empty(); });
  return [demands = std::move(demands)](const std::vector<std::string>& columns) {
    return std::any_of(demands.begin(), demands.end(),
                       [&](const Demand& demand) { return meets(demand, columns); });
  };
}

}  // namespace firstseen::sources
