// Records that cannot match a rule: by shape, by module and by file.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/hunt.h"
#include "output/summary.h"
#include "output/warnings.h"
#include "support/render.h"

namespace firstseen {
namespace {

using Lines = std::vector<std::string>;
using Files = std::vector<std::pair<std::string, std::string>>;  // name, content

HuntResult hunted(const Files& files, const std::string& query, bool prefilter = true) {
  HuntRequest request;
  for (const auto& [name, text] : files) request.memory_inputs.push_back({name, text});
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = query;
  rule.terms = {"destination.ip"};
  request.rules = {rule};
  request.prefilter = prefilter;
  auto result = run_hunt(request);
  REQUIRE(result);
  return std::move(*result);
}

// `shape/module records [files]: fields`, with `!` for unrelated records and `?` where not all were parsed.
Lines spots(const HuntResult& result) {
  Lines lines;
  for (const BlindSpot& spot : result.blind_spots) {
    std::string line = spot.shape + (spot.module.empty() ? "" : "/" + spot.module) + " " +
                       std::to_string(spot.records) + (spot.all_parsed ? "" : "?") +
                       (spot.unrelated ? "!" : "");
    for (const std::string& file : spot.files) line += " " + file;
    line += ":";
    for (const std::string& field : spot.fields) line += " " + field;
    lines.push_back(line);
  }
  return lines;
}

std::string document(const std::string& members) {
  return R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"kind":"event"},)" + members + "}\n";
}

std::string of_module(const std::string& module, const std::string& members) {
  return R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"module":")" + module + R"("},)" + members + "}\n";
}

std::string of_shape(std::string_view shape) {
  return test::shape(shape).render(test::connections(1).front()) + "\n";
}

const std::string kAddress = R"("destination":{"ip":"203.0.114.9"})";
const std::string kBoth = R"("destination":{"ip":"203.0.114.9"},"process":{"pid":4})";
const std::string kDocument = document(kAddress);
const std::string kHost = R"("host":{"id":"1"})";

}  // namespace

TEST_CASE("blind spots: one good record of a source hides no shape beside it") {
  const std::string query = "registry.path: x or process.pid: 4";
  const Files one{{"a", of_shape("sysmon-flat") + of_shape("sysmon-flat")}};
  CHECK(spots(hunted(one, "registry.path: x")) == Lines{"sysmon-flat 2: registry.path"});
  const Files both{{"a", of_shape("sysmon-flat") + of_shape("defender-bare") + document(kAddress)}};
  CHECK(spots(hunted(both, "process.pid: 4")) == Lines{"ecs 1: process.pid"});
  CHECK(spots(hunted(both, query)) == Lines{"ecs 1: process.pid registry.path"});
}

TEST_CASE("blind spots: ECS documents are told apart by module") {
  const Files files{{"a", of_module("okta", kHost) + of_module("okta", kHost) + of_module("aws", kAddress) +
                              document(kBoth) + of_module("zeek", kBoth)}};
  CHECK(spots(hunted(files, "process.pid: 4")) ==
        Lines{"ecs/aws 1: process.pid", "ecs/okta 2!: destination.ip process.pid"});
  const std::string text = output::to_warnings_text(hunted(files, "process.pid: 4"));
  CHECK(text ==
        "cannot match: ecs documents of module aws (1 record) and r: none has process.pid\n"
        "cannot match: ecs documents of module okta (2 records): none has any field that is asked for\n");
}

TEST_CASE("blind spots: the modules with the smallest names are told, the others together") {
  std::string text;
  std::string reversed;
  for (int i = 100; i < 140; ++i) {
    const std::string line = of_module("m" + std::to_string(i), kHost);
    text += line;
    reversed.insert(0, line);
  }
  const Lines lines = spots(hunted({{"a", text}}, "process.pid: 4"));
  REQUIRE(lines.size() == 33);
  CHECK(lines.front() == "ecs 8!: destination.ip process.pid");
  CHECK(lines[1] == "ecs/m100 1!: destination.ip process.pid");
  CHECK(lines.back() == "ecs/m131 1!: destination.ip process.pid");
  CHECK(spots(hunted({{"a", reversed}}, "process.pid: 4")) == lines);
  CHECK(spots(hunted({{"a", of_module(std::string(101, 'x'), kHost)}}, "process.pid: 4")) ==
        Lines{"ecs 1!: destination.ip process.pid"});
}

TEST_CASE("blind spots: where files differ, those that cannot match are named") {
  const Files files{{"a", document(kBoth)},
                    {"b", document(kAddress) + document(kAddress)},
                    {"c", document(kAddress)},
                    {"d", document(kHost)}};
  CHECK(spots(hunted(files, "process.pid: 4")) ==
        Lines{"ecs 1! d: destination.ip process.pid", "ecs 3 b c: process.pid"});
  CHECK(output::to_warnings_text(hunted(files, "process.pid: 4")) ==
        "cannot match: ecs (1 record in d) and r: none has destination.ip, process.pid\n"
        "cannot match: ecs (3 records in b and 1 more file) and r: none has process.pid\n");
}

TEST_CASE("blind spots: a threshold counts distinct values of a field that no record has") {
  HuntRequest request;
  request.memory_inputs.push_back({"a", kDocument});
  Rule rule;
  rule.id = rule.name = "r";
  rule.type = RuleType::kThreshold;
  rule.query = "destination.ip: *";
  rule.terms = {"destination.ip"};
  rule.threshold = {1, {{"source.ip", 1}}};
  request.rules = {rule};
  CHECK(spots(*run_hunt(request)) == Lines{"ecs 1: source.ip"});
  request.rules.front().threshold.cardinality.front().field = "destination.ip";
  CHECK(spots(*run_hunt(request)).empty());
}

TEST_CASE("blind spots: records that were skipped are not vouched for") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += document(kAddress);
  const Files files{{"a", document(kBoth)}, {"b", text}};
  CHECK(spots(hunted(files, "process.pid: 4")).empty());
  CHECK(spots(hunted(files, "process.pid: 4", false)) == Lines{"ecs 300 b: process.pid"});
  CHECK(spots(hunted({{"b", text}}, "process.pid: 4")) == Lines{"ecs 200?: process.pid"});
}

}  // namespace firstseen
