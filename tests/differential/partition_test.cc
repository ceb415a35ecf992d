// Any partition of any inputs, gathered apart and merged in any order and nesting, concludes to the bytes of
// one hunt over all of them: findings in every format, and the summary but for threads and times.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/partial.h"
#include "output/finding_formats.h"
#include "output/summary.h"
#include "output/warnings.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;
using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
  return random() % bound;
}

bool chance(Random& random, unsigned percent) {
  return random() % 100 < percent;
}

// Few times, hosts and places, so that runs meet across files and ties are common.
test::Connection connection(Random& random) {
  static const auto kAll = test::connections(400);
  test::Connection one = kAll[below(random, kAll.size())];
  if (chance(random, 40)) {
    one.seconds = 1'772'000'000 + 86'400 * static_cast<std::int64_t>(below(random, 30));
    one.millis = 0;
  }
  if (chance(random, 30)) one.host = "ws-" + std::to_string(below(random, 3));
  return one;
}

std::vector<std::string> records(Random& random, std::size_t count) {
  const auto& shapes = test::shapes();
  const std::size_t first = below(random, shapes.size());
  const std::size_t kinds = 1 + below(random, 3);
  std::vector<std::string> all;
  while (all.size() < count) {
    all.push_back(shapes[(first + below(random, kinds)) % shapes.size()].render(connection(random)));
    if (chance(random, 15)) all.push_back(all[below(random, all.size())]);
  }
  return all;
}

std::string lines(Random& random, std::size_t count) {
  std::string out;
  for (const std::string& record : records(random, count)) {
    if (chance(random, 3)) out += "{\"broken\n";
    if (chance(random, 3)) out += "\n";
    if (chance(random, 2))
      out += R"({"@timestamp":"never","event":{"module":"endpoint","category":"network"}})"
             "\n";
    if (chance(random, 2))
      out += R"({"of":"no known shape"})"
             "\n";
    out += record + "\n";
  }
  return out;
}

std::string wrapped(Random& random, std::size_t count) {
  const auto& wrappings = test::wrappings();
  return wrappings[below(random, wrappings.size())].wrap(records(random, count));
}

// Files of every kind, more than any one partition has.
std::vector<std::string> make_files(const TemporaryFolder& folder, Random& random) {
  std::vector<std::string> files;
  const auto add = [&](const std::string& name, const std::string& content) {
    files.push_back(folder.write(name, content));
  };
  for (int i = 0; i < 6; ++i)
    add("lines-" + std::to_string(i) + ".ndjson", lines(random, 5 + below(random, 40)));
  for (int i = 0; i < 6; ++i)
    add("wrapped-" + std::to_string(i) + ".json", wrapped(random, 1 + below(random, 20)));
  for (const char* const filter : {"gzip", "zstd", "bzip2", "xz"})
    add(std::string("packed.") + filter, test::compressed(filter, lines(random, 30)));
  // More than are sampled, so that the prefilter passes over some.
  add("many.ndjson", lines(random, 350));
  add("many.gz", test::compressed("gzip", lines(random, 350)));
  for (const char* const format : {"zip", "pax"})
    add(std::string("archive.") + format, test::archived(format, "",
                                                         {{"a.ndjson", lines(random, 20)},
                                                          {"b/c.json", wrapped(random, 10)},
                                                          {"notes.txt", "no export"}}));
  add("encrypted.zip", test::encrypted_zip("aes256", {{"a.ndjson", lines(random, 3)}}));
  const std::string cut = test::compressed("gzip", lines(random, 40));
  add("cut.gz", cut.substr(0, cut.size() / 2));
  add("empty.ndjson", "");
  add("other.ndjson", "{\"no\":\"record\"}\n{\"of\":\"ours\"}\n");
  return files;
}

Rule rule_of(RuleType type, const std::string& query, std::vector<std::string> terms) {
  Rule rule;
  rule.id = rule.name = query;
  rule.type = type;
  rule.query = query;
  rule.terms = std::move(terms);
  return rule;
}

std::vector<Rule> some_rules(Random& random) {
  std::vector<Rule> all{*find_builtin_rule(kDefaultRule),
                        *find_builtin_rule("rare-smb-to-internet-wide"),
                        rule_of(RuleType::kNewTerms, "*", {"host.name", "destination.ip"}),
                        rule_of(RuleType::kNewTerms, "destination.port >= 139", {"user.name"}),
                        rule_of(RuleType::kQuery, "process.pid: 4", {}),
                        rule_of(RuleType::kThreshold, "network.transport: tcp", {"source.ip"})};
  all.back().threshold.value = 3;
  all.back().threshold.cardinality = {{"destination.port", 2}};
  std::shuffle(all.begin(), all.end(), random);
  all.resize(1 + below(random, all.size()));
  return all;
}

HuntRequest some_request(Random& random) {
  HuntRequest request;
  request.rules = some_rules(random);
  request.window = static_cast<Seconds>(1 + below(random, 10)) * 86'400;
  request.strict_ecs = chance(random, 20);
  request.validate = chance(random, 20);
  request.prefilter = chance(random, 70);
  if (chance(random, 50))
    request.exclude = {{"known.txt", "10.1.2.0/24\n203.0.114.9\nhost.name: ws-1\n\"ws-0003\"\n"}};
  if (chance(random, 30)) {
    request.to = Timestamp{1'772'000'000 + 86'400 * 25, 0, 3};
    request.from = request.to->plus(-*request.window / 2);
  } else if (chance(random, 30)) {
    request.since = Timestamp{1'772'000'000 + 86'400 * 10, 0, 3};
  }
  if (chance(random, 20)) request.covered_from = Timestamp{1'772'000'000 - 86'400, 0, 3};
  return request;
}

// How a part is read must not show.
HuntRequest paced(HuntRequest request, std::vector<std::string> inputs, Random& random) {
  constexpr std::uint64_t kBlocks[] = {1, 7, 300, 5'000, 512 * 1024};
  request.inputs = std::move(inputs);
  request.threads = 1 + static_cast<unsigned>(below(random, 3));
  request.block_bytes = kBlocks[below(random, std::size(kBlocks))];
  return request;
}

// All that a hunt prints, but for what the machine adds.
std::string printed(HuntResult result) {
  result.threads = 1;
  std::string out;
  for (const output::FindingFormat& format : output::finding_formats())
    out += test::written(result.findings, format.name);
  return out + output::to_warnings_text(result) + output::to_summary_text(result, {}) +
         output::to_summary_json(result, {});
}

Partial gathered(const HuntRequest& request) {
  auto partial = gather(request);
  if (!partial) throw std::runtime_error(to_text(partial.error().front()));
  return std::move(*partial);
}

std::vector<std::vector<std::string>> partitioned(const std::vector<std::string>& inputs, Random& random) {
  std::vector<std::vector<std::string>> parts(1 + below(random, 5));
  for (const std::string& input : inputs) parts[below(random, parts.size())].push_back(input);
  std::erase_if(parts, [](const auto& part) { return part.empty(); });
  return parts;
}

// Merges two of them at random until one is left.
Partial merged(std::vector<Partial> partials, Random& random) {
  while (partials.size() > 1) {
    const std::size_t from = below(random, partials.size());
    Partial taken = std::move(partials[from]);
    partials.erase(partials.begin() + static_cast<std::ptrdiff_t>(from));
    const auto done = partials[below(random, partials.size())].merge(std::move(taken));
    if (!done) throw std::runtime_error(to_text(done.error()));
  }
  return std::move(partials.front());
}

// Compares so many partitions with the hunt over all inputs, a few per request. Returns how many findings
// there were in all.
std::size_t compare_partitions(int count, unsigned seed) {
  constexpr int kPerRequest = 8;
  Random random(seed);
  const TemporaryFolder folder;
  const std::vector<std::string> files = make_files(folder, random);
  std::size_t findings = 0;
  for (int done = 0; done < count; done += kPerRequest) {
    const HuntRequest request = some_request(random);
    std::vector<std::string> inputs = files;
    std::shuffle(inputs.begin(), inputs.end(), random);
    inputs.resize(2 + below(random, 9));
    const auto whole = run_hunt(paced(request, inputs, random));
    REQUIRE(whole);
    findings += whole->findings.size();
    const std::string expected = printed(*whole);
    for (int i = 0; i < kPerRequest; ++i) {
      std::vector<Partial> partials;
      for (const auto& part : partitioned(inputs, random))
        partials.push_back(gathered(paced(request, part, random)));
      const Partial all = merged(std::move(partials), random);
      CAPTURE(seed, done, i, inputs);
      REQUIRE(printed(conclude(all, request)) == expected);
    }
  }
  return findings;
}

}  // namespace

TEST_CASE("partitions: some random ones conclude to the bytes of one hunt", "[parallel]") {
  CHECK(compare_partitions(48, 20260301) > 100);
}

TEST_CASE("partitions: thousands of random ones conclude to the bytes of one hunt", "[slow]") {
  const char* const count = std::getenv("FIRSTSEEN_PARTITIONS");
  CHECK(compare_partitions(count == nullptr ? 2'000 : std::atoi(count), 12) > 10'000);
}

TEST_CASE("partitions: what was gathered with other rules, options, windows or exclusions does not merge") {
  const TemporaryFolder folder;
  const HuntRequest request = test::request_for({folder.write("a.ndjson", "{}\n")});
  const auto merge_with = [&](const HuntRequest& other) {
    Partial partial = gathered(request);
    const auto merged = partial.merge(gathered(other));
    return merged ? std::string("merged") : merged.error().message;
  };
  HuntRequest other = request;
  CHECK(merge_with(other) == "merged");
  other.rules.front().name = "called otherwise";
  other.rules.front().query = "(" + other.rules.front().query + ")";  // laid out otherwise
  CHECK(merge_with(other) == "merged");
  other.rules.front().query = "process.pid: 4";
  CHECK(merge_with(other) == "these were gathered with other rules or options");
  other = request;
  other.window = 86'400;
  CHECK(merge_with(other) == "these were gathered with other history windows");
  other = request;
  other.exclude = {{"known.txt", "203.0.114.9\n"}};
  CHECK(merge_with(other) == "these were gathered with other exclusions");
  other = request;
  other.strict_ecs = true;
  CHECK(merge_with(other) == "these were gathered with other rules or options");
}

TEST_CASE("partitions: two inputs of one name are two") {
  const TemporaryFolder folder;
  const std::string record = test::shapes().front().render(test::connections(1).front());
  HuntRequest request = test::request_for({folder.write("a.ndjson", "")});
  request.rules.front().query = "*";
  // The same event at the same offset of two files of one name, on lines of other numbers.
  std::string results[2];
  for (std::string& printed_result : results) {
    folder.write("a.ndjson", std::string(record.size(), ' ') + "\n" + record + "\n");
    Partial spaces = gathered(request);
    folder.write("a.ndjson", std::string(record.size(), '\n') + "\n" + record + "\n");
    Partial newlines = gathered(request);
    if (&printed_result == results) std::swap(spaces, newlines);
    REQUIRE(spaces.merge(std::move(newlines)));
    const HuntResult result = conclude(spaces);
    CHECK(result.files == 2);
    CHECK(result.ledger.begun_records == 2);
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings.front().line == 2);
    printed_result = printed(result);
  }
  CHECK(results[0] == results[1]);
}

}  // namespace firstseen
