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

// Writes every event as a document; keeps what is written until there is enough of it for the sink.
class DocumentWriter final : public pass::Visitor {
 public:
  DocumentWriter(const event::FieldSet& fields, bool explain, const TextSink& sink)
      : fields_(by_name(fields)), explain_(explain), sink_(sink) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask /*possible*/) override {
    record.complete();
    event::append_event_json(out_, record.event(), fields_);
    if (explain_) append_explanation(record);
    out_ += '\n';
    return pass::Verdict::kNotMatched;
  }

  std::optional<std::string> end_block(event::FileId /*file*/,
                                       const sources::ShapeTallies& /*tallies*/) override {
    if (out_.size() < kFlushBytes || flush()) return std::nullopt;
    return std::string();
  }

  // Hands what is left to the sink. False: no more is wanted.
  bool flush() {
    if (open_ && !out_.empty()) open_ = sink_(out_);
    out_.clear();
    return open_;
  }

  // The pass whose records come; before it runs.
  void set_pass(const pass::Pass& pass) { pass_ = &pass; }

 private:
  // As one more member of the document: no field of ECS has its name.
  void append_explanation(const pass::Record& record) {
    const event::NetworkEvent& event = record.event();
    const event::FieldSet& fields = event.fields();
    out_.pop_back();
    out_ += ",\"firstseen\":";
    json::Writer writer(out_);
    writer.begin_object();
    writer.key("source").string(event.source).key("shape").string(event.shape);
    writer.key("file").string(pass_->path_of(record.place().file));
    writer.key("offset").unsigned_integer(record.place().offset);
    writer.key("record").unsigned_integer(record.place().record);
    writer.key("derived").strings(
        event.derived(), [&](event::FieldSlot slot) -> const std::string& { return fields[slot].name; });
    write_mappings(writer, record.trace(), fields);
    writer.end_object();
    out_ += '}';
  }

  static void write_mappings(json::Writer& writer, sources::Trace traces, const event::FieldSet& fields) {
    std::sort(traces.begin(), traces.end(), [&](const sources::FieldTrace& a, const sources::FieldTrace& b) {
      return fields[a.slot].name < fields[b.slot].name;
    });
    writer.key("mapping").begin_object();
    for (const sources::FieldTrace& trace : traces) {
      writer.key(fields[trace.slot].name).begin_object();
      if (!trace.mapping->path.empty()) writer.key("path").string(trace.mapping->path);
      writer.key("converter").string(trace.mapping->converter->name).end_object();
    }
    writer.end_object();
  }

  std::vector<event::FieldSlot> fields_;
  bool explain_;
  const TextSink& sink_;
  const pass::Pass* pass_ = nullptr;
  std::string out_;
  bool open_ = true;
};

}  // namespace

Result<ReadReport> run_normalization(const NormalizeRequest& request, const TextSink& sink,
                                     ReadMonitor* monitor) {
  auto tables = pass::tables_for(request);
  if (!tables) return fail(tables.error());
  const event::FieldSet fields = all_fields(*tables);
  const sources::Normalizer normalizer(std::move(*tables), fields, {}, pass::normalizer_options(request));
  // One thread, so that documents come in the order of the inputs.
  DocumentWriter writer(fields, request.explain, sink);
  const pass::ReadPlan read{normalizer, fields, nullptr, false, request.explain};
  pass::Pass pass(request, read);
  writer.set_pass(pass);
  std::vector<pass::Visitor*> visitors{&writer};
  const pass::PassResult result = pass.run(visitors, monitor);
  writer.flush();
  ReadReport report;
  result.reading.report(report);
  report.threads = 1;
  return report;
}

}  // namespace firstseen
