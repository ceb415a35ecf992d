// The parts that a hunt's time is made of, each by itself: `build/release/tests/bench/parts`. Built with
// FIRSTSEEN_BENCH. The records are those of tests/support/render, in every shape.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "firstseen/ip_address.h"
#include "firstseen/timestamp.h"
#include "history/history.h"
#include "hunt/plan.h"
#include "net/ip_set.h"
#include "pass/worker.h"
#include "prefilter/scanner.h"
#include "rules/rule_set.h"
#include "sources/tables/tables.h"
#include "support/render.h"
#include "text/line_ends.h"

namespace firstseen {
namespace {

// One record a line, with padding behind.
struct Lines {
  std::string storage;
  std::string_view text;

  explicit Lines(std::size_t count, bool with_matches = true) {
    auto events = test::connections(count);
    for (std::size_t i = 0; i < count; ++i) {
      if (!with_matches) events[i].destination_port = 8080;
      storage += test::shapes()[i % test::shapes().size()].render(events[i]) + "\n";
    }
    const std::size_t size = storage.size();
    storage.resize(size + json::kPadding);
    text = std::string_view(storage).substr(0, size);
  }

  input::Block block() const {
    input::Block block;
    block.bytes = text;
    text::add_line_ends(text, block.line_ends);
    return block;
  }
};

rules::RuleSet builtin_rule() {
  return *rules::compile_rules({*find_builtin_rule(kDefaultRule)}, {});
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void prefilter_scan(benchmark::State& state) {
  const Lines lines(2'000, false);
  const rules::RuleSet rules = builtin_rule();
  std::string why;
  const auto set = prefilter::LiteralSet::make(
      hunt::requirements_of(rules, sources::tables::builtin_tables(), false), why);
  prefilter::Scanner scanner(*set);
  while (state.KeepRunning()) benchmark::DoNotOptimize(scanner.scan(lines.text).size());
  count_bytes(state, lines.text.size());
}
BENCHMARK(prefilter_scan);

void line_ends(benchmark::State& state) {
  const Lines lines(2'000);
  std::vector<std::uint32_t> ends;
  while (state.KeepRunning()) {
    ends.clear();
    text::add_line_ends(lines.text, ends);
    benchmark::DoNotOptimize(ends.data());
  }
  count_bytes(state, lines.text.size());
}
BENCHMARK(line_ends);

// Reads and normalizes, and runs the rule's program or nothing.
class RuleRunner final : public pass::Visitor {
 public:
  RuleRunner(const rules::RuleSet& rules, bool run) : rules_(rules), run_(run) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask /*possible*/) override {
    if (run_) benchmark::DoNotOptimize(rules_.rules.front().program.matches(record.event()));
    return pass::Verdict::kNotMatched;
  }

 private:
  const rules::RuleSet& rules_;
  bool run_;
};

void walk_and_normalize(benchmark::State& state) {
  const Lines lines(2'000);
  const rules::RuleSet rules = builtin_rule();
  const sources::Normalizer normalizer(sources::tables::builtin_tables(), rules.fields, rules.needed, {});
  RuleRunner runner(rules, state.range(0) != 0);
  const pass::ReadPlan plan{normalizer, rules.fields};
  pass::Worker worker(plan, ReadRequest{}, runner);
  const input::Block block = lines.block();
  while (state.KeepRunning()) worker.read(block);
  count_bytes(state, lines.text.size());
}
BENCHMARK(walk_and_normalize)->ArgName("with_rule")->Arg(0)->Arg(1);

void kql_program(benchmark::State& state) {
  const rules::RuleSet rules = builtin_rule();
  event::NetworkEvent event(rules.fields);
  const std::vector<event::Value> category{event::Value::of_text("network")};
  const std::vector<event::Value> windows{event::Value::of_text("windows")};
  const std::vector<event::Value> tcp{event::Value::of_text("tcp")};
  const std::vector<event::Value> port{event::Value::of_integer(445)};
  const std::vector<event::Value> pid{event::Value::of_integer(4)};
  const std::vector<event::Value> source{event::Value::of_ip(*IpAddress::parse("10.1.2.3"))};
  const std::vector<event::Value> destination{event::Value::of_ip(*IpAddress::parse("203.0.114.9"))};
  event.set(event::kEventCategory, category);
  event.set(event::kHostOsType, windows);
  event.set(event::kNetworkTransport, tcp);
  event.set(event::kDestinationPort, port);
  event.set(event::kProcessPid, pid);
  event.set(event::kSourceIp, source);
  event.set(event::kDestinationIp, destination);
  while (state.KeepRunning()) benchmark::DoNotOptimize(rules.rules.front().program.matches(event));
}
BENCHMARK(kql_program);

void ip_set_contains(benchmark::State& state) {
  net::IpSet set;
  for (int i = 0; i < state.range(0); ++i)
    set.add(*Cidr::parse("10." + std::to_string(i / 200) + "." + std::to_string(i % 200) + ".0/25"));
  set.compile();
  const IpAddress address = *IpAddress::parse("10.0.77.5");
  while (state.KeepRunning()) benchmark::DoNotOptimize(set.contains(address));
}
BENCHMARK(ip_set_contains)->Arg(3)->Arg(30)->Arg(3'000);

void ip_parse(benchmark::State& state) {
  const std::vector<std::string> texts{"10.1.2.3", "203.0.114.9", "2001:db8::1", "fe80:0:0:0:1:2:3:4"};
  std::size_t i = 0;
  while (state.KeepRunning()) benchmark::DoNotOptimize(IpAddress::parse(texts[i++ % texts.size()]));
}
BENCHMARK(ip_parse);

void time_parse(benchmark::State& state) {
  const std::vector<std::string> texts{"2026-03-01T10:00:00.1234567Z", "2026-03-01 10:00:00.123",
                                       "2026-03-01T10:00:00+01:00"};
  std::size_t i = 0;
  while (state.KeepRunning()) benchmark::DoNotOptimize(parse_iso_time(texts[i++ % texts.size()]));
}
BENCHMARK(time_parse);

struct NoEvidence final : history::EvidenceMaker {
  history::Evidence make() override { return {event, {}}; }
  std::shared_ptr<history::KeptEvent> event = std::make_shared<history::KeptEvent>();
};

// A sighting a number of seconds after 2026-03-01.
history::Sighting sighting_at(std::int64_t seconds) {
  return {.time = {1'772'359'200 + seconds, 0, 3}, .place = {}, .host = "ws-0001", .counted = {}};
}

history::History filled(int terms, std::int64_t shift) {
  history::History history({7 * 86'400, std::nullopt});
  NoEvidence evidence;
  for (int i = 0; i < terms * 4; ++i)
    history.add("term-" + std::to_string(i % terms), sighting_at(shift + i * 60), evidence);
  return history;
}

void history_add(benchmark::State& state) {
  history::History history({7 * 86'400, std::nullopt});
  NoEvidence evidence;
  std::vector<std::string> terms;
  for (int i = 0; i < 1'000; ++i) terms.push_back("\"203.0.114." + std::to_string(i) + "\"");
  std::int64_t i = 0;
  while (state.KeepRunning()) {
    history.add(terms[static_cast<std::size_t>(i) % terms.size()], sighting_at(i), evidence);
    ++i;
  }
}
BENCHMARK(history_add);

void history_merge(benchmark::State& state) {
  while (state.KeepRunning()) {
    state.PauseTiming();
    history::History into = filled(1'000, 0);
    history::History from = filled(1'000, 30);
    state.ResumeTiming();
    into.merge(std::move(from));
    benchmark::DoNotOptimize(into.terms().size());
  }
}
BENCHMARK(history_merge);

}  // namespace
}  // namespace firstseen

BENCHMARK_MAIN();
