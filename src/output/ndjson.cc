#include "json/writer.h"
#include "output/finding_columns.h"
#include "output/finding_writer.h"

namespace firstseen::output {
namespace {

struct JsonValue {
  json::Writer& writer;

  void operator()(Missing) const { writer.null(); }
  void operator()(Omitted) const {}
  void operator()(bool value) const { writer.boolean(value); }
  void operator()(std::int64_t number) const { writer.integer(number); }
  void operator()(std::uint64_t number) const { writer.unsigned_integer(number); }
  void operator()(std::string_view text) const { writer.string(text); }
  void operator()(const std::string& text) const { writer.string(text); }
  void operator()(const Timestamp& time) const { writer.string(time.to_string()); }
  void operator()(JsonObject object) const { writer.raw(object.text); }
  void operator()(const std::vector<std::string>* texts) const { writer.strings(*texts); }
  void operator()(const Terms* terms) const {
    writer.begin_object();
    for (const auto& [field, value] : *terms) writer.key(field).raw(value);
    writer.end_object();
  }
  void operator()(const Windows* windows) const {
    writer.begin_object();
    for (const auto& [window, proof] : *windows)
      writer.key(duration_to_string(window)).string(proof_name(proof));
    writer.end_object();
  }
};

// Returns `hosts` for `hosts.count`; empty for a name without an object.
std::string_view object_of(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

void write_finding(json::Writer& writer, const Finding& finding) {
  // The object that is currently open; empty at the top level.
  std::string_view open;
  writer.begin_object();
  for (const FindingColumn& column : finding_columns()) {
    if (!column.ndjson) continue;
    const Cell cell = column.value(finding);
    if (std::holds_alternative<Omitted>(cell)) continue;
    const std::string_view object = object_of(column.name);
    if (object != open) {
      if (!open.empty()) writer.end_object();
      if (!object.empty()) writer.key(object).begin_object();
      open = object;
    }
    writer.key(object.empty() ? column.name : column.name.substr(object.size() + 1));
    std::visit(JsonValue{writer}, cell);
  }
  if (!open.empty()) writer.end_object();
  writer.end_object();
}

class NdjsonWriter final : public FindingWriter {
 public:
  explicit NdjsonWriter(LineSink sink) : pieces_(std::move(sink)) {}

  void begin(const HuntResult&, const Style&) override {}
  bool finding(const Finding& finding) override {
    json::Writer writer(pieces_.text());
    write_finding(writer, finding);
    pieces_.text() += '\n';
    return pieces_.end_line();
  }
  void end() override { pieces_.flush(); }

 private:
  Pieces pieces_;
};

}  // namespace

std::unique_ptr<FindingWriter> make_ndjson_writer(LineSink sink) {
  return std::make_unique<NdjsonWriter>(std::move(sink));
}

}  // namespace firstseen::output
