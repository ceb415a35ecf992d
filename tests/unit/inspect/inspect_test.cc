// Inspections: what is counted, by file and in sum; and the sources that cannot match a rule.
#include "firstseen/inspect.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "firstseen/hunt.h"
#include "inspect/inspector.h"
#include "output/inspection.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;

Inspection inspected(std::vector<std::string> inputs, unsigned threads = 1) {
  InspectRequest request;
  request.inputs = std::move(inputs);
  request.rules = {*find_builtin_rule(kDefaultRule)};
  request.threads = threads;
  request.block_bytes = 4096;
  auto inspection = run_inspection(request);
  REQUIRE(inspection);
  return std::move(*inspection);
}

std::string ecs(const std::string& time, const std::string& members) {
  return R"({"@timestamp":")" + time + R"(","event":{"category":"network"})" +
         (members.empty() ? "" : "," + members) + "}\n";
}

std::uint64_t present(const Inspection& inspection, const ShapeInspection& shape, const std::string& field) {
  for (std::size_t i = 0; i < inspection.fields.size(); ++i) {
    if (inspection.fields[i] == field) return shape.present[i];
  }
  return UINT64_MAX;
}

// `source rule: field field`.
std::vector<std::string> blind_spots(const std::string& records, const std::string& query,
                                     std::vector<std::string> terms = {"destination.ip"}) {
  const TemporaryFolder folder;
  HuntRequest request;
  request.inputs = {folder.write("a.ndjson", records)};
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = query;
  rule.terms = std::move(terms);
  rule.window = kDefaultWindow;
  request.rules = {rule};
  const auto result = run_hunt(request);
  REQUIRE(result);
  std::vector<std::string> out;
  for (const BlindSpot& spot : result->blind_spots) {
    std::string line = spot.source + " " + std::to_string(spot.records) + ":";
    for (const std::string& field : spot.fields) line += " " + field;
    out.push_back(line);
  }
  return out;
}

}  // namespace

TEST_CASE("inspect: shapes, spans, fields and losses of each file and of all") {
  const TemporaryFolder folder;
  const std::string a =
      folder.write("a.ndjson", ecs("2026-03-02T00:00:00Z", R"("destination":{"ip":"203.0.114.9"})") +
                                   ecs("2026-03-01T00:00:00Z", "") + "{\"x\":1}\n{\"x\":\n" +
                                   ecs("never", "") + ecs("never", "") + "[{\"x\":1},{\"y\":2}]\n");
  const std::string b = folder.write("b.ndjson", ecs("2026-03-03T00:00:00Z", R"("process":{"pid":4})"));
  const Inspection inspection = inspected({a, b});
  REQUIRE(inspection.inspected.size() == 2);
  const FileInspection& file = inspection.inspected[0];
  CHECK(file.path == a);
  REQUIRE(file.shapes.size() == 1);
  const ShapeInspection& shape = file.shapes[0];
  CHECK(shape.shape == "ecs");
  CHECK(shape.records == 4);
  CHECK(shape.first->to_string() == "2026-03-01T00:00:00.000Z");
  CHECK(shape.last->to_string() == "2026-03-02T00:00:00.000Z");
  CHECK(present(inspection, shape, "destination.ip") == 1);
  CHECK(present(inspection, shape, "event.category") == 4);
  CHECK(present(inspection, shape, "process.pid") == 0);

  std::map<std::string, LossCount> losses;
  for (const LossCount& loss : file.losses) losses[loss.reason] = loss;
  REQUIRE(losses.size() == 3);
  CHECK(losses["rejected: no_time"].count == 2);
  CHECK(losses["rejected: no_time"].line == 5);
  CHECK(losses["unknown shape"].count == 3);
  CHECK(losses["unknown shape"].line == 3);
  CHECK(losses["unknown shape"].text == "{\"x\":1}");
  const auto malformed = std::find_if(losses.begin(), losses.end(),
                                      [](const auto& one) { return one.first.starts_with("malformed: "); });
  REQUIRE(malformed != losses.end());
  CHECK(malformed->second.line == 4);

  REQUIRE(inspection.shapes.size() == 1);
  CHECK(inspection.shapes[0].records == 5);
  CHECK(inspection.shapes[0].last->to_string() == "2026-03-03T00:00:00.000Z");
  CHECK(present(inspection, inspection.shapes[0], "process.pid") == 1);
}

TEST_CASE("inspect: the answer is the same for any number of threads", "[parallel]") {
  const TemporaryFolder folder;
  std::string text;
  const auto events = test::connections(600);
  for (std::size_t i = 0; i < events.size(); ++i) {
    text += test::shapes()[i % test::shapes().size()].render(events[i]) + "\n";
    if (i % 97 == 0) text += "{\"unknown\":true}\n{broken\n";
  }
  const std::string path = folder.write("a.ndjson", text);
  const std::string base = output::to_inspection_json(inspected({path}));
  CHECK(output::to_inspection_json(inspected({path}, 2)) == base);
  CHECK(output::to_inspection_json(inspected({path}, 7)) == base);
}

TEST_CASE("hunt: a source that cannot match a rule is named with the fields that its records lack") {
  const std::string with_all =
      ecs("2026-03-01T00:00:00Z", R"("process":{"pid":4},"destination":{"ip":"203.0.114.9"})");
  const std::string no_pid = ecs("2026-03-01T00:00:00Z", R"("destination":{"ip":"203.0.114.9"})");
  const std::string no_ip = ecs("2026-03-01T00:00:00Z", R"("process":{"pid":4})");
  using Lines = std::vector<std::string>;
  CHECK(blind_spots(no_pid, "process.pid: 4") == Lines{"ecs 1: process.pid"});
  CHECK(blind_spots(no_pid + with_all, "process.pid: 4").empty());
  CHECK(blind_spots(no_pid, "process.pid: 9 or event.category: network").empty());
  CHECK(blind_spots(no_pid, "process.pid: 9 or user.name: x") == Lines{"ecs 1: process.pid user.name"});
  CHECK(blind_spots(no_pid, "not process.pid: 4").empty());
  CHECK(blind_spots(no_pid, "not (event.category: network and process.pid: 4)").empty());
  CHECK(blind_spots(no_pid, "event.category: network and (process.pid: 4 and user.name: x)") ==
        Lines{"ecs 1: process.pid user.name"});
  CHECK(blind_spots(no_ip, "process.pid: 4") == Lines{"ecs 1: destination.ip"});
  CHECK(blind_spots(no_ip, "process.pid: 5").size() == 1);
  CHECK(blind_spots(with_all, "process.pid: 5").empty());
}

TEST_CASE("inspect: of losses of a kind the first is shown, whoever found it") {
  const inspect::LossTally early{1, {{0, 0}, 10}, "early"};
  const inspect::LossTally late{2, {{0, 0}, 20}, "late"};
  for (const auto& [a, b] : {std::pair{early, late}, std::pair{late, early}}) {
    inspect::LossTally sum;
    sum.add(a);
    sum.add(b);
    CHECK(sum.count == 3);
    CHECK(sum.document == "early");
    CHECK(sum.first.offset == 10);
  }
}

}  // namespace firstseen
