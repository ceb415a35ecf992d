#include "output/inspection.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "event/field.h"
#include "event/json_time.h"
#include "firstseen/version.h"
#include "json/writer.h"
#include "output/escape.h"
#include "sources/tally.h"
#include "text/columns.h"
#include "text/display_width.h"
#include "text/phrases.h"
#include "text/utf8.h"

namespace firstseen::output {
namespace {

constexpr std::size_t kExampleColumns = 72;

std::string span_text(const ShapeInspection& shape) {
  if (!shape.first) return "no readable time";
  return shape.first->to_string() + " to " + shape.last->to_string();
}

std::string shapes_text(const std::vector<ShapeInspection>& shapes) {
  std::vector<text::AlignedRow> rows;
  for (const ShapeInspection& shape : shapes) {
    rows.push_back({for_terminal(shape.shape), for_terminal(shape.source),
                    text::counted(shape.records, "record"), span_text(shape)});
  }
  return text::in_columns(rows, "  ");
}

std::string loss_text(const LossCount& loss) {
  const std::string place = loss.record > 1 ? fmt::format("line {}, record {}", loss.line, loss.record)
                                            : fmt::format("line {}", loss.line);
  return fmt::format("  {}: {}, first at {}: {}\n", loss.reason, loss.count, place,
                     text::shortened(for_terminal(loss.text), kExampleColumns));
}

std::string file_text(const FileInspection& file) {
  std::string out = path_for_terminal(file.path) + "\n" + shapes_text(file.shapes);
  for (const LossCount& loss : file.losses) out += loss_text(loss);
  return out;
}

// Sums the tallies of all shapes of each source.
std::map<std::string, sources::ShapeTally> by_source(const Inspection& inspection) {
  std::map<std::string, sources::ShapeTally> sums;
  for (const ShapeInspection& shape : inspection.shapes)
    sums[shape.source].add({shape.records, shape.present});
  return sums;
}

// One row per field, one column per source.
std::string fields_text(const Inspection& inspection) {
  const auto sums = by_source(inspection);
  if (sums.empty() || inspection.fields.empty()) return {};
  std::vector<text::AlignedRow> rows{{"field"}, {"(records)"}};
  for (const auto& [source, sum] : sums) {
    rows[0].emplace_back(for_terminal(source));
    rows[1].emplace_back(std::to_string(sum.records));
  }
  for (std::size_t i = 0; i < inspection.fields.size(); ++i) {
    text::AlignedRow row{for_terminal(inspection.fields[i])};
    for (const auto& [source, sum] : sums)
      row.emplace_back(sum.present[i] == 0 ? "-" : std::to_string(sum.present[i]));
    rows.push_back(std::move(row));
  }
  return "fields that the rules ask for, in how many records\n" + text::in_columns(rows, "  ");
}

void write_shapes(json::Writer& writer, const std::vector<ShapeInspection>& shapes,
                  const std::vector<std::string>& fields) {
  writer.key("shapes").begin_array();
  for (const ShapeInspection& shape : shapes) {
    writer.begin_object();
    writer.key("source").string(shape.source).key("shape").string(shape.shape);
    writer.key("records").unsigned_integer(shape.records);
    event::write_time(writer, "first", shape.first);
    event::write_time(writer, "last", shape.last);
    writer.key("fields").begin_object();
    for (std::size_t i = 0; i < fields.size(); ++i) writer.key(fields[i]).unsigned_integer(shape.present[i]);
    writer.end_object().end_object();
  }
  writer.end_array();
}

void write_losses(json::Writer& writer, const std::vector<LossCount>& losses) {
  writer.key("not_events").begin_array();
  for (const LossCount& loss : losses) {
    writer.begin_object();
    writer.key("reason").string(loss.reason).key("count").unsigned_integer(loss.count);
    writer.key("example").begin_object();
    writer.key("line").unsigned_integer(loss.line).key("offset").unsigned_integer(loss.offset);
    writer.key("record").unsigned_integer(loss.record).key("text").string(loss.text);
    writer.end_object().end_object();
  }
  writer.end_array();
}

void write_mapping_rows(json::Writer& writer, const std::vector<MappingRow>& rows) {
  writer.key("mapping").begin_array();
  for (const MappingRow& row : rows) {
    writer.begin_object();
    writer.key("shape").string(row.shape).key("field").string(row.field);
    writer.key("path").string(row.path).key("converter").string(row.converter);
    writer.key("records").unsigned_integer(row.records).end_object();
  }
  writer.end_array();
}

}  // namespace

std::string to_inspection_text(const Inspection& inspection) {
  std::string out;
  for (const FileInspection& file : inspection.inspected) out += file_text(file);
  if (inspection.inspected.size() > 1) out += "all files\n" + shapes_text(inspection.shapes);
  return out + fields_text(inspection);
}

const std::string_view kInspectionMarker = R"({"schema":"firstseen.inspection/)";

std::string to_inspection_json(const Inspection& inspection) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  writer.key("schema").string("firstseen.inspection/1");
  writer.key("version").string(version());
  writer.key("files").begin_array();
  for (const FileInspection& file : inspection.inspected) {
    writer.begin_object().key("file").string(text::shown_path(file.path));
    write_shapes(writer, file.shapes, inspection.fields);
    write_losses(writer, file.losses);
    writer.end_object();
  }
  writer.end_array();
  write_shapes(writer, inspection.shapes, inspection.fields);
  write_mapping_rows(writer, inspection.mapping_rows);
  writer.key("complete").boolean(inspection.complete());
  writer.end_object();
  return out + "\n";
}

std::string to_mapping_text(const Inspection& inspection) {
  std::vector<text::AlignedRow> rows{{"shape", "field", "from", "converter", "records"}};
  std::string notes;
  for (const MappingRow& row : inspection.mapping_rows) {
    rows.push_back({for_terminal(row.shape), for_terminal(row.field),
                    row.path.empty() ? "-" : for_terminal(row.path), row.converter,
                    std::to_string(row.records)});
    if (event::field_type(row.field) != event::FieldType::kUnknown) continue;
    const auto similar = event::similar_field(row.field);
    notes += fmt::format(
        "note: {} is not a field of ECS{}\n", for_terminal(row.field),
        similar ? "; is " + *similar + " meant?" : std::string(": its values are compared as text"));
  }
  return "rows of the mapping, and how many records they filled\n" + text::in_columns(rows, "  ") + notes;
}

}  // namespace firstseen::output
