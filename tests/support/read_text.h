// What a json::Reader passes on, all of it as text, to compare ways of reading.
#pragma once

#include <string>
#include <vector>

#include "json/reader.h"
#include "sources/normalizer.h"

namespace firstseen::test {

// The built-in tables, compiled for fields of every scope, with or without patterns of names.
class ReadTables {
 public:
  explicit ReadTables(bool patterns);

  const sources::Normalizer& normalizer() const { return normalizer_; }
  const event::FieldSet& fields() const { return fields_; }

 private:
  std::vector<event::FieldSlot> slots(bool patterns);

  event::FieldSet fields_;
  std::vector<event::FieldSlot> needed_;
  sources::Normalizer normalizer_;
};

class ReadText final : private json::RecordSink {
 public:
  // `tables` must outlive this.
  ReadText(const ReadTables& tables, json::Templating templating);

  // Reads a document that json::kPadding bytes follow. The result is valid until the next call.
  const std::string& read(std::string_view document);

  // Documents that were read by templates.
  std::uint64_t fitted() const { return reader_.fitted(); }

 private:
  json::Answer record(const json::RawRecord& record, json::Asked asked) override;
  void unknown() override { out_ += '?'; }
  void no_objects(std::size_t count) override { out_ += '!' + std::to_string(count); }
  void write(const json::RawRecord& record, const json::RawValue& value);

  const ReadTables& tables_;
  json::Reader reader_;
  std::string out_;
  event::NetworkEvent event_;
  sources::Conversion conversion_{event_};
  sources::ShapeTallies tallies_;
};

}  // namespace firstseen::test
