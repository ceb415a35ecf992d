#include "support/read_paths.h"

namespace firstseen::test {
namespace {

class Printer final : public json::RecordSink {
 public:
  explicit Printer(const std::vector<std::string>& paths) : paths_(paths) {}

  json::Answer record(const json::RawRecord& record, json::Asked) override {
    for (json::PathId id = 0; id < paths_.size(); ++id) {
      for (const json::RawValue* value = record.first(id); value != nullptr; value = record.next(*value)) {
        out += paths_[id] + "=" + std::string(value->token) + " ";
      }
    }
    out += "\n";
    return json::Answer::kTaken;
  }
  void unknown() override {}
  void no_objects(std::size_t) override {}

  std::string out;

 private:
  const std::vector<std::string>& paths_;
};

}  // namespace

std::string read_paths(std::string_view text, const std::vector<std::string>& paths,
                       json::ReadOutcome* outcome, char behind) {
  Printer printer(paths);
  json::PathTable table;
  for (const std::string& path : paths) table.add(path);
  table.compile();
  const json::Wrappers none;
  json::Reader reader(table, none);
  std::string padded(text);
  padded.resize(text.size() + json::kPadding, behind);
  const json::ReadOutcome got = reader.read(std::string_view(padded).substr(0, text.size()), printer);
  if (outcome != nullptr) *outcome = got;
  return printer.out;
}

}  // namespace firstseen::test
