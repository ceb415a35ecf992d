// The prefilter against reading everything: a text that is passed over must be one that matches no rule.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>

#include "firstseen/hunt.h"
#include "pass/candidates.h"
#include "prefilter/scanner.h"
#include "sources/tables/tables.h"
#include "support/compress.h"
#include "support/mutate.h"
#include "support/prefilter_twin.h"
#include "support/render.h"
#include "support/temporary_folder.h"
#include "text/line_ends.h"

namespace firstseen {
namespace {

using test::random_record;
using test::TemporaryFolder;

// Records of a run; FIRSTSEEN_FUZZ_RECORDS asks for more.
std::size_t fuzz_records() {
  const char* const asked = std::getenv("FIRSTSEEN_FUZZ_RECORDS");
  return asked == nullptr ? 6'000 : std::strtoull(asked, nullptr, 10);
}

}  // namespace

TEST_CASE("prefilter: no text that matches a rule is passed over for it", "[differential]") {
  const test::ScannedRules scanned(test::rules_with_literals());
  CHECK(scanned.rules.rules.size() > 25);
  const sources::Normalizer normalizer(sources::tables::builtin_tables(), scanned.rules.fields,
                                       scanned.rules.needed, {});
  test::MatchReader reader(scanned.rules, normalizer);
  prefilter::Scanner scanner(*scanned.literals);
  std::mt19937 random(20261124);
  std::vector<std::uint64_t> matches(scanned.rules.rules.size());
  std::uint64_t passed_over = 0;
  const std::size_t count = fuzz_records();
  for (std::size_t i = 0; i < count; ++i) {
    const test::Shape& shape = test::shapes()[random() % test::shapes().size()];
    const test::Wrapping& wrapping = test::wrappings()[random() % test::wrappings().size()];
    std::vector<std::string> records{random_record(shape, random)};
    if (random() % 4 == 0) records.push_back(random_record(shape, random));
    const std::string wrapped = random() % 2 == 0 ? records.front() : wrapping.wrap(records);
    std::string text = random() % 2 == 0 ? wrapped : test::respelt(wrapped, random);
    const std::vector<bool>& matched = reader.read(text);
    const std::size_t size = text.size();
    text.resize(size + json::kPadding);
    const auto& hits = scanner.scan(std::string_view(text).substr(0, size));
    if (hits.empty()) ++passed_over;
    for (std::size_t rule = 0; rule < matched.size(); ++rule) {
      if (!matched[rule]) continue;
      ++matches[rule];
      if (scanned.lets_through(hits, rule)) continue;
      CAPTURE(scanned.rules.rules[rule].rule.query, shape.name, text);
      REQUIRE(scanned.lets_through(hits, rule));
    }
  }
  // The comparison is worth something only where there is something to lose.
  CHECK(reader.events() > count / 2);
  CHECK(passed_over < count);
  const std::size_t with_matches =
      matches.size() - static_cast<std::size_t>(std::count(matches.begin(), matches.end(), 0));
  CHECK(with_matches > 25);
}

namespace {

std::string findings_of(const HuntRequest& request) {
  const auto result = run_hunt(request);
  REQUIRE(result);
  const Ledger& ledger = result->ledger;
  CHECK(result->prefilter_off.empty());
  const bool small_blocks = request.block_bytes < 65'536;  // of a stream may be sampled as a whole
  CHECK((!request.prefilter || ledger.skipped > 0 || small_blocks));
  std::string out = std::to_string(ledger.matched) + " of " + std::to_string(ledger.documents()) +
                    " texts, " + std::to_string(ledger.blank) + " blank\n";
  for (const Finding& finding : result->findings) {
    out += finding.rule_id + " " + finding.first_seen.to_string() + " " + finding.last_seen.to_string() +
           " " + std::to_string(finding.events) + " " + std::to_string(finding.line) + ":" +
           std::to_string(finding.offset) + ":" + std::to_string(finding.record) + " " + *finding.event;
    out += finding.history == HistoryProof::kFull ? " full\n" : " partial\n";
  }
  return out;
}

}  // namespace

TEST_CASE("prefilter: hunts with and without it find the same, in every layout, block size and packing",
          "[differential][parallel]") {
  std::mt19937 random(7);
  std::vector<std::string> records;
  for (int i = 0; i < 3'000; ++i)
    records.push_back(random_record(test::shapes()[random() % test::shapes().size()], random));
  std::string lines = "\xef\xbb\xbf";
  for (std::size_t i = 0; i < records.size(); ++i)
    lines += records[i] + (i % 7 == 0 ? "\r\n\r\n" : i % 11 == 0 ? "\n\n\n" : "\n");
  const TemporaryFolder folder;
  const std::vector<std::string> paths{
      folder.write("lines.ndjson", lines), folder.write("array.json", test::wrappings()[12].wrap(records)),
      folder.write("lines.gz", test::compressed("gzip", lines)),
      folder.write("no-end.ndjson", lines.substr(0, lines.find_last_not_of("\r\n") + 1))};
  HuntRequest request;
  request.rules = {*find_builtin_rule("rare-smb-to-internet-wide"), *find_builtin_rule(kDefaultRule)};
  for (const std::string& path : paths) {
    request.inputs = {path};
    request.prefilter = false;
    const std::string expected = findings_of(request);
    CHECK(expected.size() > 1'000);
    request.prefilter = true;
    for (const std::uint64_t block : {4096U, 10'000U, 65'536U, 1U << 20}) {
      for (const unsigned threads : {1U, 3U}) {
        CAPTURE(path, block, threads);
        request.block_bytes = block;
        request.threads = threads;
        CHECK(findings_of(request) == expected);
      }
    }
  }
}

TEST_CASE("prefilter: candidates of a block are its sampled texts and those with hits, and all lines count",
          "[differential]") {
  const test::ScannedRules scanned(test::query_rules({"destination.port: 445"}));
  prefilter::Scanner scanner(*scanned.literals);
  std::mt19937 random(3);
  for (int round = 0; round < 400; ++round) {
    std::string bytes;
    for (std::size_t i = 0, n = random() % 30; i < n; ++i) {
      constexpr std::array<std::string_view, 7> kLines{"",    "\r", "{\"p\":445}", "{\"p\":4450}\r",
                                                       "445", "x",  "{\"p\":1}"};
      bytes += kLines[random() % kLines.size()];
      if (i + 1 < n || random() % 2 == 0) bytes += '\n';
    }
    const std::size_t size = bytes.size();
    bytes.resize(size + json::kPadding);
    input::Block block;
    block.offset = random() % 50;
    block.bytes = std::string_view(bytes).substr(0, size);
    text::add_line_ends(block.bytes, block.line_ends);
    std::vector<std::uint64_t> begins = input::first_documents(block, 1000);
    begins.push_back(block.offset + size);
    block.head_end = random() % 2 == 0 ? 0 : begins[random() % begins.size()];
    block.tail_begin = random() % 2 == 0 ? UINT64_MAX : begins[random() % begins.size()];
    std::vector<std::string> expected;
    std::uint64_t others = 0;
    for (std::size_t document = 0; document < block.document_count(); ++document) {
      const input::Document text = block.document(document);
      const bool has_hit = text.bytes == "445" || text.bytes == "{\"p\":445}";
      const bool wanted = block.sampled(text) || has_hit;
      if (wanted)
        expected.push_back(std::to_string(text.offset) + ":" + std::to_string(text.line) +
                           std::string(text.bytes));
      if (!wanted) ++others;
    }
    std::vector<std::string> got;
    pass::Candidates candidates(block, scanner.scan(block.bytes), *scanned.literals, 1'000);
    for (input::Document text; candidates.next(text);)
      got.push_back(std::to_string(text.offset) + ":" + std::to_string(text.line) + std::string(text.bytes));
    CAPTURE(bytes.substr(0, size), block.offset, block.head_end, block.tail_begin);
    CHECK(got == expected);
    CHECK(candidates.skipped() + candidates.blank() == others);
  }
}

}  // namespace firstseen
