// Hunts that a monitor stops after reading.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "firstseen/partial.h"
#include "support/hunting.h"
#include "support/render.h"

namespace firstseen {
namespace {

class Refuses final : public ReadMonitor {
 public:
  bool tick(const ReadProgress&) override {
    ++calls;
    return false;
  }
  int calls = 0;
};

// Records with this number of terms.
std::string many_terms(std::size_t count) {
  std::string text;
  for (const test::Connection& connection : test::connections(count))
    text += test::shapes().front().render(connection) + "\n";
  return text;
}

}  // namespace

TEST_CASE("stopped hunt: concluding stops, and reports no finding rather than some") {
  const std::string text = many_terms(2000);
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "*";
  rule.terms = {"destination.ip", "source.port", "@timestamp"};
  request.rules = {rule};
  const auto partial = gather(request);
  REQUIRE(partial);
  const HuntResult whole = conclude(*partial);
  REQUIRE(whole.findings.size() > 1000);
  CHECK(whole.ending == Ending::kDone);
  Refuses monitor;
  const HuntResult stopped = conclude(*partial, {}, &monitor);
  CHECK(monitor.calls == 1);
  CHECK(stopped.findings.empty());
  CHECK(stopped.ending == Ending::kInterrupted);
  CHECK(stopped.stopped == "the findings were not put together");
  CHECK_FALSE(stopped.complete());
}

TEST_CASE("stopped hunt: no history is full, and the span is that of the records read") {
  const std::string text = many_terms(3000);
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "*";
  rule.terms = {"source.port"};
  rule.window = 1;
  request.rules = {rule};
  request.threads = 1;
  request.max_terms = 1;
  request.block_bytes = 64 * 1024;
  const auto result = run_hunt(request);
  REQUIRE(result);
  REQUIRE(result->ending == Ending::kStopped);
  REQUIRE(result->findings.size() > 100);
  for (const Finding& finding : result->findings) {
    REQUIRE(finding.history == HistoryProof::kPartial);
    REQUIRE(finding.first_seen >= *result->covered_from);
    REQUIRE(finding.first_seen <= *result->covered_to);
  }
}

}  // namespace firstseen
