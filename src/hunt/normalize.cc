#include "firstseen/normalize.h"

#include <algorithm>

#include "event/event_json.h"
#include "hunt/pass.h"
#include "json/writer.h"

namespace firstseen {
namespace {

constexpr std::size_t kFlushBytes = 1024 * 1024;

// Every field of ECS that has values of its own, and every field that a table fills.
FieldSet all_fields(const std::vector<SourceTable>& tables) {
  FieldSet fields;
  for (const std::string_view name : all_field_names()) {
    const FieldType type = field_type(name);
    const bool is_view_of_another = type == FieldType::kText && name.ends_with(".text");
    if (type != FieldType::kObject && !is_view_of_another) fields.add(name);
  }
  for (const SourceTable& table : tables) {
    for (const Mapping& mapping : table.mappings) fields.add(mapping.field);
  }
  return fields;
}

std::vector<FieldSlot> by_name(const FieldSet& fields) {
  std::vector<FieldSlot> slots;
  for (FieldSlot slot = 0; slot < fields.size(); ++slot) {
    if (fields[slot].base == fields[slot].name) slots.push_back(slot);
  }
  std::sort(slots.begin(), slots.end(),
            [&](FieldSlot a, FieldSlot b) { return fields[a].name < fields[b].name; });
  return slots;
}

class DocumentWriter final : public RecordReader {
 public:
  DocumentWriter(const Normalizer& normalizer, const FieldSet& fields, const NormalizeRequest& request,
                 const Pass& pass, const TextSink& sink)
      : RecordReader(normalizer, fields, request), fields_(by_name(fields)), pass_(pass), sink_(sink) {
    if (request.explain) conversion().trace = &trace_;
  }

  void run(Input& input) {
    Block block;
    bool open = true;
    while (open && input.next(block)) {
      read_block(block);
      if (out_.size() >= kFlushBytes) open = flush();
    }
    if (open) flush();
    if (!open) input.stop();
  }

 private:
  Fate take_event() override {
    complete();
    append_event_json(out_, event(), fields_);
    if (conversion().trace != nullptr) append_explanation();
    out_ += '\n';
    return Fate::kNotMatched;
  }

  // As one more member of the document: no field of ECS has its name.
  void append_explanation() {
    const FieldSet& fields = event().fields();
    out_.pop_back();
    out_ += ",\"firstseen\":";
    json::Writer writer(out_);
    writer.begin_object();
    writer.key("source").string(event().source).key("shape").string(event().shape);
    writer.key("file").string(pass_.file_reports().at(origin().file).path);
    writer.key("offset").unsigned_integer(origin().offset).key("record").unsigned_integer(origin().record);
    writer.key("derived").begin_array();
    for (const FieldSlot slot : event().derived()) writer.string(fields[slot].name);
    writer.end_array();
    writer.key("mapping").begin_object();
    std::sort(trace_.begin(), trace_.end(), [&](const FieldTrace& a, const FieldTrace& b) {
      return fields[a.slot].name < fields[b.slot].name;
    });
    for (const FieldTrace& trace : trace_) {
      writer.key(fields[trace.slot].name).begin_object();
      if (!trace.mapping->path.empty()) writer.key("path").string(trace.mapping->path);
      writer.key("converter").string(to_string(trace.mapping->converter)).end_object();
    }
    writer.end_object().end_object();
    out_ += '}';
  }

  bool flush() {
    const bool open = sink_(out_);
    out_.clear();
    return open;
  }

  std::vector<FieldSlot> fields_;
  const Pass& pass_;
  const TextSink& sink_;
  std::vector<FieldTrace> trace_;
  std::string out_;
};

}  // namespace

Result<ReadReport> normalize(const NormalizeRequest& request, const TextSink& sink, ReadMonitor* monitor) {
  auto tables = tables_for(request);
  if (!tables) return fail(tables.error());
  const FieldSet fields = all_fields(*tables);
  const Normalizer normalizer(std::move(*tables), fields, {}, normalizer_options(request));
  // One thread, so that documents come in the order of the inputs.
  Pass pass(request);
  DocumentWriter writer(normalizer, fields, request, pass, sink);
  pass.run({[&](Input& input) { writer.run(input); }}, monitor);
  const Reading reading = writer.reading();
  ReadReport report;
  pass.report(reading, LineNumbers(reading.block_lines), report);
  report.threads = 1;
  return report;
}

}  // namespace firstseen
