#include "fuzz/support/documents.h"

#include <algorithm>

#include "event/event_json.h"
#include "json/reader.h"
#include "sources/tables/tables.h"

namespace firstseen::fuzz {
namespace {

// Those that tables fill, and one of every type and shape that only ECS documents have.
event::FieldSet fields_of_tables() {
  event::FieldSet fields;
  for (const char* const name :
       {"event.risk_score", "process.args", "process.parent.pid", "process.start", "dns.answers.ttl",
        "process.code_signature.trusted", "url.full", "error.message", "labels", "host.geo.location"})
    fields.add(name);
  for (const sources::SourceTable& table : sources::tables::builtin_tables()) {
    for (const sources::Mapping& mapping : table.mappings) {
      if (!mapping.is_subtree()) fields.add(mapping.field);
    }
  }
  return fields;
}

std::vector<event::FieldSlot> by_name(const event::FieldSet& fields) {
  std::vector<event::FieldSlot> slots;
  for (event::FieldSlot slot = 0; slot < fields.size(); ++slot) slots.push_back(slot);
  std::sort(slots.begin(), slots.end(),
            [&](event::FieldSlot a, event::FieldSlot b) { return fields[a].name < fields[b].name; });
  return slots;
}

class Writer final : public pass::Visitor {
 public:
  Writer(const std::vector<event::FieldSlot>& shown, Documents& out) : shown_(shown), out_(out) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask /*possible*/) override {
    record.complete();
    event::append_event_json(out_.lines, record.event(), shown_);
    out_.lines += '\n';
    return pass::Verdict::kNotMatched;
  }

  void on_loss(const pass::Loss& loss) override {
    if (loss.kind == pass::Loss::Kind::kMalformed) out_.malformed = loss.reason;
  }

 private:
  const std::vector<event::FieldSlot>& shown_;
  Documents& out_;
};

}  // namespace

DocumentMaker::DocumentMaker(const sources::NormalizerOptions& options, const ReadRequest& request)
    : request_(request),
      fields_(fields_of_tables()),
      shown_(by_name(fields_)),
      normalizer_(sources::tables::builtin_tables(), fields_, {}, options) {}

Documents DocumentMaker::make(std::string_view text, char behind) const {
  std::string storage(text);
  storage.resize(text.size() + json::kPadding, behind);
  input::Block block;
  block.lines = false;
  block.bytes = std::string_view(storage).substr(0, text.size());
  block.spans = {{0, static_cast<std::uint32_t>(text.size()), 0}};
  Documents out;
  Writer writer(shown_, out);
  const pass::ReadPlan plan{normalizer_, fields_};
  pass::Worker worker(plan, request_, writer);
  worker.read(block);
  std::vector<pass::BlockLines> blocks;
  out.ledger = worker.take_reading(blocks).ledger;
  return out;
}

}  // namespace firstseen::fuzz
