#include "support/event_of.h"

#include <stdexcept>

#include "event/event_json.h"
#include "json/reader.h"
#include "sources/tables/tables.h"

namespace firstseen::test {
namespace {

std::string json_of(event::Values values) {
  std::string out;
  for (const event::Value& value : values) {
    if (!out.empty()) out += ',';
    event::append_value_json(out, value);
  }
  return values.size() == 1 ? out : "[" + out + "]";
}

class Collector final : public json::RecordSink {
 public:
  Collector(const sources::Normalizer& normalizer, const event::FieldSet& fields)
      : normalizer_(normalizer), event_(fields), tallies_(normalizer.make_tallies()) {}

  json::Answer record(const json::RawRecord& record, json::Asked asked) override {
    ReadRecord read;
    const auto made = normalizer_.normalize(record, asked, conversion_, tallies_);
    read.outcome = made.outcome;
    if (!made.taken()) return made.answer();
    normalizer_.complete(record, made.shape, conversion_, tallies_);
    read.source = event_.source;
    read.shape = event_.shape;
    const event::FieldSet& fields = event_.fields();
    for (event::FieldSlot slot = 0; slot < fields.size(); ++slot) {
      const event::Values values = event_.values(slot);
      if (!values.empty()) read.fields[fields[slot].name] = json_of(values);
    }
    for (const event::FieldSlot slot : event_.derived()) read.derived.push_back(fields[slot].name);
    records.push_back(std::move(read));
    return made.answer();
  }

  void unknown() override { records.emplace_back(); }
  void no_objects(std::size_t) override {}

  std::vector<ReadRecord> records;

 private:
  const sources::Normalizer& normalizer_;
  event::NetworkEvent event_;
  sources::Conversion conversion_{event_};
  sources::ShapeTallies tallies_;
};

// The built-in tables, compiled for some fields.
class Tables {
 public:
  Tables(const std::vector<std::string>& extra, const sources::NormalizerOptions& options,
         std::vector<sources::SourceTable> tables)
      : fields_(with(extra)), normalizer_(before_builtin(std::move(tables)), fields_, {}, options) {}

  std::vector<ReadRecord> read(std::string_view text) const {
    json::Reader reader(normalizer_.paths(), normalizer_.wrappers());
    Collector collector(normalizer_, fields_);
    std::string padded(text);
    padded.resize(text.size() + json::kPadding);
    const json::ReadOutcome outcome = reader.read(std::string_view(padded).substr(0, text.size()), collector);
    if (!outcome.ok()) throw std::runtime_error(std::string(outcome.reason));
    return collector.records;
  }

 private:
  static std::vector<sources::SourceTable> before_builtin(std::vector<sources::SourceTable> tables) {
    for (const sources::SourceTable& table : sources::tables::builtin_tables()) tables.push_back(table);
    return tables;
  }

  static event::FieldSet with(const std::vector<std::string>& extra) {
    event::FieldSet fields;
    for (const std::string& name : extra) fields.add(name);
    return fields;
  }

  event::FieldSet fields_;
  sources::Normalizer normalizer_;
};

}  // namespace

std::string ReadRecord::operator[](const std::string& name) const {
  const auto field = fields.find(name);
  return field == fields.end() ? "-" : field->second;
}

std::vector<ReadRecord> read_records(std::string_view text, const std::vector<std::string>& extra,
                                     const sources::NormalizerOptions& options,
                                     const std::vector<sources::SourceTable>& tables) {
  // Making tables takes longer than the reading, and most tests ask for the same ones again.
  static std::map<std::vector<std::string>, Tables> made;
  const bool is_default =
      tables.empty() && options.only_source.empty() && !options.timestamp_field && !options.strict_ecs;
  if (!is_default) return Tables(extra, options, tables).read(text);
  return made.try_emplace(extra, extra, options, tables).first->second.read(text);
}

ReadRecord read_record(std::string_view text, const std::vector<std::string>& extra,
                       const sources::NormalizerOptions& options,
                       const std::vector<sources::SourceTable>& tables) {
  const auto records = read_records(text, extra, options, tables);
  if (records.size() != 1) throw std::runtime_error("not one record but " + std::to_string(records.size()));
  return records.front();
}

}  // namespace firstseen::test
