#include "output/source_tables.h"

#include "output/escape.h"
#include "pass/pass.h"
#include "text/columns.h"
#include "text/phrases.h"
#include "text/similar.h"

namespace firstseen::output {
namespace {

// Writes `word` before the first condition only.
void append_conditions(std::vector<text::AlignedRow>& lines, const char* word,
                       const std::vector<sources::Condition>& conditions) {
  for (const sources::Condition& condition : conditions) {
    lines.push_back({word, for_terminal(condition.print())});
    word = "";
  }
}

std::string marks_text(const sources::Marks& marks) {
  std::vector<text::AlignedRow> lines;
  append_conditions(lines, "all of", marks.all);
  for (const auto& group : marks.any) append_conditions(lines, "any of", group);
  return text::in_columns(lines, "  ");
}

std::string_view holds_text(json::Holds holds) {
  switch (holds) {
    case json::Holds::kValue: return "a value";
    case json::Holds::kDocument: return "a JSON object or XML in a string";
    case json::Holds::kMessage: return "XML or lines of `Key: value` in a string";
    case json::Holds::kPairs: return "pairs of @Name and #text";
  }
  return "";
}

// Properties of the whole table.
std::string notes_text(const sources::SourceTable& table) {
  std::string out;
  for (const sources::Embedding& embedding : table.embedded)
    out += "  " + for_terminal(embedding.path) + " holds " + std::string(holds_text(embedding.holds)) + "\n";
  if (table.doubled_backslashes) out += "  every backslash of a value is written twice\n";
  if (table.ecs) out += "  an ECS document: a field without a row is read at its own path\n";
  return out;
}

std::string rows_text(const std::vector<sources::Mapping>& mappings) {
  if (mappings.empty()) return {};
  std::vector<text::AlignedRow> lines{{"field", "from", "converter", "notes"}};
  for (const sources::Mapping& mapping : mappings) {
    text::AlignedRow line{for_terminal(mapping.field),
                          mapping.path.empty() ? "-" : for_terminal(mapping.path),
                          for_terminal(mapping.print_converter())};
    if (const std::string notes = mapping.print_notes(); !notes.empty())
      line.emplace_back(for_terminal(notes));
    lines.push_back(std::move(line));
  }
  return text::in_columns(lines, "  ");
}

}  // namespace

std::string to_table_text(const sources::SourceTable& table) {
  const std::string source = table.control ? "not a record: a line that announces or closes records"
                                           : "source " + for_terminal(table.source);
  return for_terminal(table.shape) + ": " + source + "\n" + marks_text(table.marks) + notes_text(table) +
         rows_text(table.mappings);
}

Result<std::string> to_tables_text(const ReadRequest& request, const std::string& shape) {
  auto tables = pass::tables_for(request);
  if (!tables) return fail(tables.error());
  if (!request.source.empty())
    std::erase_if(*tables, [&](const auto& table) { return table.source != request.source; });
  std::vector<std::string_view> shapes;
  std::string names;
  std::string out;
  for (const sources::SourceTable& table : *tables) {
    shapes.push_back(table.shape);
    text::append_item(names, table.shape);
    if (!shape.empty() && table.shape != shape) continue;
    if (!out.empty()) out += "\n";
    out += to_table_text(table);
  }
  if (!out.empty()) return out;
  return fail("there is no shape named " + shape, text::suggestion(shape, shapes, "shapes are: " + names));
}

}  // namespace firstseen::output
