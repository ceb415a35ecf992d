#include "firstseen/normalize.h"

#include <algorithm>

#include "event/event_json.h"
#include "json/writer.h"
#include "pass/pass.h"

namespace firstseen {
namespace {

constexpr std::size_t kFlushBytes = 1024 * 1024;

// Every field of ECS that has values of its own, and every field that a table fills.
event::FieldSet all_fields(const std::vector<sources::SourceTable>& tables) {
  event::FieldSet fields;
  for (const std::string_view name : event::all_field_names()) {
    const event::FieldType type = event::field_type(name);
    const bool is_view_of_another = type == event::FieldType::kText && name.ends_with(".text");
    if (type != event::FieldType::kObject && !is_view_of_another) fields.add(name);
  }
  for (const sources::SourceTable& table : tables) {
    for (const sources::Mapping& mapping : table.mappings) fields.add(mapping.field);
  }
  return fields;
}

std::vector<event::FieldSlot> by_name(const event::FieldSet& fields) {
  std::vector<event::FieldSlot> slots;
  for (event::FieldSlot slot = 0; slot < fields.size(); ++slot) {
    if (fields[slot].base == fields[slot].name) slots.push_back(slot);
  }
  std::sort(slots.begin(), slots.end(),
            [&](event::FieldSlot a, event::FieldSlot b) { return fields[a].name < fields[b].name; });
  return slots;
}

class DocumentWriter final : public pass::RecordReader {
 public:
  DocumentWriter(const sources::Normalizer& normalizer, const event::FieldSet& fields,
                 const NormalizeRequest& request, const pass::Pass& pass, const TextSink& sink)
      : pass::RecordReader(normalizer, fields, request),
        fields_(by_name(fields)),
        pass_(pass),
        sink_(sink),
        explain_(request.explain) {
    if (explain_) set_trace(trace_);
  }

  void run(input::Input& input) {
    input::Block block;
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
    event::append_event_json(out_, event(), fields_);
    if (explain_) append_explanation();
    out_ += '\n';
    return Fate::kNotMatched;
  }

  // As one more member of the document: no field of ECS has its name.
  void append_explanation() {
    const event::FieldSet& fields = event().fields();
    out_.pop_back();
    out_ += ",\"firstseen\":";
    json::Writer writer(out_);
    writer.begin_object();
    writer.key("source").string(event().source).key("shape").string(event().shape);
    writer.key("file").string(pass_.file_reports().at(origin().file).path);
    writer.key("offset").unsigned_integer(origin().offset).key("record").unsigned_integer(origin().record);
    writer.key("derived").begin_array();
    for (const event::FieldSlot slot : event().derived()) writer.string(fields[slot].name);
    writer.end_array();
    writer.key("mapping").begin_object();
    std::sort(trace_.begin(), trace_.end(), [&](const sources::FieldTrace& a, const sources::FieldTrace& b) {
      return fields[a.slot].name < fields[b.slot].name;
    });
    for (const sources::FieldTrace& trace : trace_) {
      writer.key(fields[trace.slot].name).begin_object();
      if (!trace.mapping->path.empty()) writer.key("path").string(trace.mapping->path);
      writer.key("converter").string(trace.mapping->converter->name).end_object();
    }
    writer.end_object().end_object();
    out_ += '}';
  }

  bool flush() {
    const bool open = sink_(out_);
    out_.clear();
    return open;
  }

  std::vector<event::FieldSlot> fields_;
  const pass::Pass& pass_;
  const TextSink& sink_;
  const bool explain_;
  sources::Trace trace_;
  std::string out_;
};

}  // namespace

Result<ReadReport> run_normalization(const NormalizeRequest& request, const TextSink& sink,
                                     ReadMonitor* monitor) {
  auto tables = pass::tables_for(request);
  if (!tables) return fail(tables.error());
  const event::FieldSet fields = all_fields(*tables);
  const sources::Normalizer normalizer(std::move(*tables), fields, {}, pass::normalizer_options(request));
  // One thread, so that documents come in the order of the inputs.
  pass::Pass pass(request);
  DocumentWriter writer(normalizer, fields, request, pass, sink);
  pass.run({[&](input::Input& input) { writer.run(input); }}, monitor);
  const pass::Reading reading = writer.reading();
  ReadReport report;
  pass.report(reading, pass::LineNumbers(reading.block_lines), report);
  report.threads = 1;
  return report;
}

}  // namespace firstseen
