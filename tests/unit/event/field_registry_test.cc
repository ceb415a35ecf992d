#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "event/field.h"
#include "event/vendor_fields.h"

namespace firstseen {
namespace {

TEST_CASE("field_type is what Elasticsearch would compare", "[event]") {
  struct Row {
    std::string_view name;
    std::string_view type;
  };
  const std::vector<Row> rows{
      {"@timestamp", "date"},
      {"event.category", "keyword"},
      {"event.ingested", "date"},
      {"process.pid", "long"},
      {"process.command_line", "keyword"},    // wildcard
      {"process.command_line.text", "text"},  // a multi-field that ECS names
      {"process.command_line.caseless", "keyword"},
      {"process.name", "keyword"},
      {"process.name.text", "text"},
      {"process.name.caseless", "keyword"},
      {"message", "text"},
      {"source.ip", "ip"},
      {"destination.port", "long"},
      {"source.geo.location", "keyword"},  // geo_point
      {"dns.answers", "object"},
      {"dns.answers.data", "keyword"},
      {"process.interactive", "boolean"},
      {"event.risk_score", "double"},
      {"dll.pe.imports", "object"},  // flattened: its leaves have values
      {"dll.pe.imports.kernel32", "keyword"},
      {"dll.pe.imports.a.b.c", "keyword"},
      {"powershell.file.script_block_text", "text"},  // of vendors
      {"powershell.command.value", "text"},
      {"powershell.sequence", "long"},
      {"powershell.file.script_block_id", "unknown"},
      {"powershell.file.script_block_text.text", "unknown"},
      // Fields that ECS does not know.
      {"", "unknown"},
      {".", "unknown"},
      {".text", "unknown"},
      {"pid", "unknown"},
      {"Process.pid", "unknown"},
      {"process.pidx", "unknown"},
      {"process.pid.text", "unknown"},  // no text can be made of a number
      {"source.ip.caseless", "unknown"},
      {"process.name.text.text", "unknown"},
      {"dll.pe.importsx.kernel32", "unknown"},
      {"winlog.event_data.Image", "unknown"},
      {"process", "unknown"},
      {"process.", "unknown"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(to_string(event::field_type(row.name)) == row.type);
  }
}

TEST_CASE("Vendors' text fields have analyzers", "[event]") {
  CHECK(event::field_analyzer("powershell.file.script_block_text") == event::Analyzer::kScript);
  CHECK(event::field_analyzer("powershell.command.value") == event::Analyzer::kStandard);
  CHECK(event::field_analyzer("message") == event::Analyzer::kStandard);
  event::FieldSet fields;
  CHECK(fields[*fields.add("powershell.file.script_block_text")].analyzer == event::Analyzer::kScript);
  for (const event::VendorField& field : event::kVendorFields) {
    const auto names = event::all_field_names();
    CAPTURE(field.name);
    CHECK(std::find(names.begin(), names.end(), field.name) == names.end());  // ECS comes first
  }
}

TEST_CASE("The registry is sorted, without repeats, and knows each of its names", "[event]") {
  const auto names = event::all_field_names();
  CHECK(names.size() > 1'000);
  CHECK(std::adjacent_find(names.begin(), names.end(), std::greater_equal<>{}) == names.end());
  for (const std::string_view name : names) {
    CAPTURE(name);
    CHECK(event::field_type(name) != event::FieldType::kUnknown);
  }
}

TEST_CASE("similar_field finds what was meant", "[event]") {
  struct Row {
    std::string_view name;
    std::string_view meant;
  };
  const std::vector<Row> rows{
      {"destination.pot", "destination.port"},  // a letter missing
      {"destinaton.ip", "destination.ip"},
      {"destinationn.ip", "destination.ip"},  // one too many
      {"proces.pids", "process.pid"},         // two edits
      {"process.pdi", "process.pid"},         // neighbours swapped
      {"Process.pid", "process.pid"},         // the wrong case
      {"event.catagory", "event.category"},
      {"@timestap", "@timestamp"},
      {"winlog.event_data.Image", "none"},
      {"destination", "none"},
      {"", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(event::similar_field(row.name).value_or("none") == row.meant);
  }
}

}  // namespace
}  // namespace firstseen
