#include "inspect/document_writer.h"

#include <algorithm>
#include <utility>

#include "event/event_json.h"
#include "json/writer.h"
#include "text/utf8.h"

namespace firstseen::inspect {
namespace {

constexpr std::size_t kFlushBytes = 1024 * 1024;

void write_mappings(json::Writer& writer, sources::Trace trace, const event::FieldSet& fields) {
  std::sort(trace.begin(), trace.end(), [&](const sources::FieldTrace& a, const sources::FieldTrace& b) {
    return fields[a.slot].name < fields[b.slot].name;
  });
  writer.key("mapping").begin_object();
  for (const sources::FieldTrace& row : trace) {
    writer.key(fields[row.slot].name).begin_object();
    if (!row.mapping->path.empty()) writer.key("path").string(row.mapping->path);
    writer.key("converter").string(row.mapping->converter->name).end_object();
  }
  writer.end_object();
}

// Adds the explanation to the document as the member `firstseen`, which is not a field of ECS.
void append_explanation(std::string& out, const pass::Record& record, const pass::Pass& pass) {
  const event::NetworkEvent& event = record.event();
  const event::FieldSet& fields = event.fields();
  out.pop_back();
  out += ",\"firstseen\":";
  json::Writer writer(out);
  writer.begin_object();
  writer.key("source").string(event.source).key("shape").string(event.shape);
  writer.key("file").string(text::shown_path(pass.path_of(record.place().file)));
  writer.key("offset").unsigned_integer(record.place().offset);
  writer.key("record").unsigned_integer(record.place().record);
  writer.key("derived").strings(
      event.derived(), [&](event::FieldSlot slot) -> const std::string& { return fields[slot].name; });
  write_mappings(writer, record.trace(), fields);
  writer.end_object();
  out += '}';
}

}  // namespace

bool DocumentWriter::is_wanted(const event::NetworkEvent& event) const {
  return std::any_of(plan_.rules.begin(), plan_.rules.end(),
                     [&](const rules::CompiledRule& rule) { return rule.program.matches(event); });
}

pass::Verdict DocumentWriter::visit(pass::Record& record, prefilter::RuleMask /*possible*/) {
  if (!plan_.rules.empty() && !is_wanted(record.event())) return pass::Verdict::kNotMatched;
  record.complete();
  if (out_.empty()) first_offset_ = record.place().offset;
  event::append_event_json(out_, record.event(), plan_.shown);
  if (plan_.explain) append_explanation(out_, record, *plan_.pass);
  out_ += '\n';
  return plan_.rules.empty() ? pass::Verdict::kNotMatched : pass::Verdict::kMatched;
}

std::optional<std::string> DocumentWriter::end_block(event::FileId file,
                                                     const sources::ShapeTallies& /*tallies*/) {
  if (sink_ == nullptr) {
    if (out_.empty()) return std::nullopt;
    out_.pop_back();  // the spool ends each text with a newline
    spool_.add(file, first_offset_, out_);
    out_.clear();
    return std::nullopt;
  }
  if (out_.size() < kFlushBytes || flush()) return std::nullopt;
  return std::string();  // stop: the sink accepts no more
}

bool DocumentWriter::flush() {
  if (open_ && !out_.empty()) open_ = (*sink_)(out_);
  out_.clear();
  return open_;
}

}  // namespace firstseen::inspect
