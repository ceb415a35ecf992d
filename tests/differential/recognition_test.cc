// Recognising a record by its paths first against trying all tables in order.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>

#include "json/reader.h"
#include "sources/first_marks.h"
#include "sources/tables/tables.h"
#include "support/render.h"

namespace firstseen {
namespace {

// Both ways on every record that it is shown, and on what it wraps.
class Twins final : public json::RecordSink {
 public:
  explicit Twins(std::vector<sources::SourceTable> tables) : tables_(std::move(tables)), event_(fields_) {
    for (const sources::SourceTable& table : tables_) {
      plans_.push_back(
          sources::compile_plan(table, fields_, std::vector<bool>(fields_.size(), true), false, paths_));
    }
    wrappers_.wrappers = sources::tables::builtin_wrappers();
    paths_.compile();
    first_marks_.compile(plans_, paths_.size());
  }

  void read(std::string_view text) {
    json::Reader reader(paths_, wrappers_);
    std::string padded(text);
    padded.resize(text.size() + json::kPadding);
    CAPTURE(text);
    (void)reader.read(std::string_view(padded).substr(0, text.size()), *this);
  }

  json::Answer record(const json::RawRecord& record, json::Asked asked) override {
    sources::Conversion all(event_);
    sources::Conversion some(event_);
    event_.clear();
    const auto in_order = std::find_if(plans_.begin(), plans_.end(), [&](const sources::SourcePlan& p) {
      return p.recognises(record, all);
    });
    const sources::SourcePlan* const expected = in_order == plans_.end() ? nullptr : &*in_order;
    CHECK(first_marks_.recognise(plans_, record, some).plan == expected);
    CHECK(some.repaired == all.repaired);
    if (expected != nullptr) shapes.insert(expected->shape);
    if (expected == nullptr) return json::Answer::kUnknown;
    const bool is_event = expected->is_event(record, some) || asked == json::Asked::kForced;
    return is_event ? json::Answer::kTaken : json::Answer::kEnvelope;
  }
  void unknown() override { ++unknown_records; }
  void no_objects(std::size_t) override {}

  std::set<std::string> shapes;
  std::size_t unknown_records = 0;

 private:
  std::vector<sources::SourceTable> tables_;
  event::FieldSet fields_;
  json::PathTable paths_;
  json::Wrappers wrappers_;
  std::vector<sources::SourcePlan> plans_;
  sources::FirstMarks first_marks_;
  event::NetworkEvent event_;
};

// Without one of the members at its top, where there are any: what is left is often of another shape, or of
// none.
std::string without_a_member(std::string text, std::mt19937& random) {
  std::size_t depth = 0;
  bool in_string = false;
  std::vector<std::size_t> commas;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      in_string = !in_string;
    } else if (!in_string) {
      if (text[i] == '{' || text[i] == '[') ++depth;
      if (text[i] == '}' || text[i] == ']') --depth;
      if (text[i] == ',' && depth == 1) commas.push_back(i);
    }
  }
  if (commas.size() < 2) return text;
  const std::size_t which = random() % (commas.size() - 1);
  return text.erase(commas[which], commas[which + 1] - commas[which]);
}

void read_lines(const std::filesystem::path& folder, Twins& twins) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) twins.read(line);
  }
}

}  // namespace

TEST_CASE("recognition: every shape, whole and in part, is what trying all tables in order says") {
  Twins twins(sources::tables::builtin_tables());
  std::mt19937 random(1);
  for (const test::Shape& shape : test::shapes()) {
    for (const test::Connection& connection : test::connections(3)) {
      std::string text = shape.render(connection);
      twins.read(text);
      for (const test::Wrapping& wrapping : test::wrappings()) twins.read(wrapping.wrap({text}));
      for (int i = 0; i < 12; ++i) twins.read(text = without_a_member(text, random));
    }
    CHECK(twins.shapes.contains(shape.name));
  }
  CHECK(twins.unknown_records > 10);
}

TEST_CASE("recognition: so are the example exports, and lines that are no records") {
  Twins twins(sources::tables::builtin_tables());
  read_lines(FIRSTSEEN_SOURCE_DIR "/testdata/exports", twins);
  for (const char* const text :
       {"{}", R"({"index":{"_index":"x"}})", R"({"create":{}})", R"({"preview":false,"lastrow":true})",
        R"({"preview":false,"lastrow":true,"result":{"_raw":"x"}})", R"({"Channel":"\ud800 Sysmon"})",
        R"({"winlog":{"channel":"\ud800"},"event_data":{},"log_name":"\udc00"})"})
    twins.read(text);
  CHECK(twins.shapes.contains("bulk-index"));
  CHECK(twins.shapes.contains("splunk-close"));
}

TEST_CASE("recognition: tables that need no path, and more than 64 of them, are tried in their order") {
  // Two of them hold for every record without a key `none`.
  constexpr std::size_t kCount = 2 * sources::FirstMarks::kMaxPlans;
  std::vector<sources::SourceTable> tables;
  for (std::size_t i = 0; i < kCount; ++i) {
    sources::SourceTable table;
    table.source = table.shape = "table" + std::to_string(i);
    const bool negated = i == 40 || i == 100;
    const sources::Condition mark{
        negated ? "none" : "key" + std::to_string(i), sources::Test::kKey, {}, false, negated};
    if (i % 3 == 0) {
      table.marks.all = {mark};
    } else {
      table.marks.any = {{mark}};
    }
    tables.push_back(table);
  }
  Twins twins(tables);
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::string key = "\"key" + std::to_string(i) + "\":1";
    twins.read("{" + key + "}");
    twins.read("{" + key + ",\"none\":1}");
    twins.read("{\"key127\":1," + key + ",\"none\":1}");
  }
  CHECK(twins.shapes.size() == kCount - 1);  // all but the second that needs no path
}

}  // namespace firstseen
