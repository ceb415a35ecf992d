// The prefilter against reading everything: a text that is passed over must be one that matches no rule.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>

#include "firstseen/hunt.h"
#include "hunt/candidates.h"
#include "hunt/record_reader.h"
#include "prefilter/scanner.h"
#include "rules/loader.h"
#include "rules/rule_set.h"
#include "sources/tables.h"
#include "support/compress.h"
#include "support/mutate.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::TemporaryFolder;

// Records of a run; FIRSTSEEN_FUZZ_RECORDS asks for more.
std::size_t fuzz_records() {
  const char* const asked = std::getenv("FIRSTSEEN_FUZZ_RECORDS");
  return asked == nullptr ? 6'000 : std::strtoull(asked, nullptr, 10);
}

std::vector<Rule> queries(std::initializer_list<const char*> texts) {
  std::vector<Rule> rules;
  for (const char* const text : texts) {
    Rule rule;
    rule.id = rule.name = text;
    rule.type = RuleType::kQuery;
    rule.query = text;
    rules.push_back(std::move(rule));
  }
  return rules;
}

// Clauses over every converter and every kind of test that gives literals.
std::vector<Rule> fuzz_rules() {
  std::vector<Rule> rules = queries({
      "destination.port: (139 or 445)",
      "process.pid: 4",
      "process.pid >= 4 and process.pid <= 6",
      "source.port: 50003",
      "network.transport: tcp",
      "network.direction: egress",
      "network.protocol: (\"microsoft-ds\" or smb or ntlm)",
      "event.category: network",
      "event.code: 3",
      "event.type: start",
      "event.action: (\"connection_attempted\" or \"Network connection\" or connectionsuccess)",
      "event.action: \"connection-success\"",
      "event.outcome: success",
      "host.name: ws-0003",
      "host.name: ws-*3",
      "host.os.type: windows",
      "user.domain: \"NT AUTHORITY\"",
      "user.name: (SYSTEM or alice)",
      "user.name.caseless: ALICE",
      "user.id: \"S-1-5-18\"",
      "process.name: svchost.exe",
      "process.name.text: svchost",
      "process.executable: *\\\\Windows\\\\*",
      "process.executable: \"C:\\\\Windows\\\\explorer.exe\"",
      "process.command_line.text: \"enc zz\"",
      "process.command_line: *YWxpY2U*",
      "process.hash.sha256: cc33ff",
      "process.entity_id: \"{f3a1c5d0-0000-67c4-eb03-000000000001}\"",
      "file.extension: dll",
      "file.path: *system32*",
      "registry.value: Run",
      "registry.data.strings: 16",
      "dns.question.name: example.org",
      "destination.domain: srv.example",
      "message: \"network connection\"",
      "vendor.thing: 445",
      "destination.ip: 203.0.114.0/24 and destination.port: 445 and not process.name: x",
      "(destination.port: 139 and user.name: alice) or process.name: svchost.exe",
  });
  rules.push_back(*find_builtin_rule(kDefaultRule));
  rules.push_back(*find_builtin_rule("rare-smb-to-internet-wide"));
  if (const char* const more = std::getenv("FIRSTSEEN_RULES")) {
    for (Rule& rule : load_rules({more}).rules) rules.push_back(std::move(rule));
  }
  return rules;
}

// What the family of a shape can say besides.
std::vector<test::Pair> extra_of(const std::string& shape, std::mt19937& random) {
  std::vector<test::Pair> all;
  if (shape.starts_with("sysmon-")) {
    all = {{"User", "CORP\\alice"},
           {"Image", "C:\\Windows\\svchost.exe"},
           {"CommandLine", "powershell -enc zz YWxpY2U="},
           {"Hashes", "MD5=BB22,SHA256=CC33FF"},
           {"DestinationHostname", "srv.example"},
           {"DestinationPortName", "microsoft-ds"},
           {"ImageLoaded", "C:\\Windows\\system32\\x.dll"},
           {"TargetObject", "HKLM\\Software\\Run"},
           {"Details", "DWORD (0x00000010)"},
           {"QueryName", "example.org"},
           {"Protocol", random() % 2 == 0 ? "TCP" : "17"}};
  } else if (shape.starts_with("defender-")) {
    all = {{"InitiatingProcessFileName", "svchost.exe"},
           {"InitiatingProcessCommandLine", "powershell -enc zz YWxpY2U="},
           {"InitiatingProcessSHA256", "cc33ff"},
           {"InitiatingProcessAccountName", "alice"},
           {"RemoteUrl", "srv.example"},
           {"ActionType", random() % 2 == 0 ? "ConnectionSuccess" : "Connection Success"},
           {"Protocol", random() % 2 == 0 ? "Ntlm" : "TcpV6"},
           {"AdditionalFields", R"({"direction":"In"})"}};
  } else if (shape == "sentinelone-cloud-funnel") {
    all = {{"src.process.name", "svchost.exe"},   {"src.process.user", "NT AUTHORITY\\SYSTEM"},
           {"event.network.protocolName", "SMB"}, {"event.network.connectionStatus", "SUCCESS"},
           {"event.dns.request", "example.org"},  {"meta.event.name", random() % 2 == 0 ? "TCPV6" : "tcpv4"}};
  } else if (shape == "endgame-raw") {
    all = {{"process_path", "C:\\Windows\\explorer.exe"},
           {"user_name", "alice"},
           {"command_line", "x"},
           {"protocol", random() % 2 == 0 ? "6" : "TCP"},
           {"query_name", "example.org"}};
  }
  std::erase_if(all, [&](const test::Pair&) { return random() % 3 != 0; });
  return all;
}

std::string random_record(const test::Shape& shape, std::mt19937& random) {
  static const auto kConnections = test::connections(500);
  test::Connection c = kConnections[random() % kConnections.size()];
  c.extra = extra_of(shape.name, random);
  constexpr std::array<int, 6> kIds{3, 3, 1, 7, 13, 22};
  c.event_id = kIds[random() % kIds.size()];
  return test::respelt(shape.render(c), random);
}

// Notes which rules the records of a text match, by reading it.
class MatchReader final : public RecordReader {
 public:
  MatchReader(const RuleSet& rules, const Normalizer& normalizer)
      : RecordReader(normalizer, rules.fields, ReadRequest{}), rules_(rules), matched_(rules.rules.size()) {}

  const std::vector<bool>& read(std::string_view text) {
    matched_.assign(matched_.size(), false);
    storage_.assign(text);
    storage_.resize(text.size() + json::kPadding);
    Block block;
    block.lines = false;
    block.bytes = std::string_view(storage_).substr(0, text.size());
    block.spans = {{0, static_cast<std::uint32_t>(text.size()), 0}};
    read_block(block);
    return matched_;
  }

  std::uint64_t events() { return ledger().not_matched; }

 private:
  Fate take_event() override {
    for (std::size_t i = 0; i < matched_.size(); ++i) {
      if (rules_.rules[i].program.matches(event())) matched_[i] = true;
    }
    return Fate::kNotMatched;
  }

  const RuleSet& rules_;
  std::vector<bool> matched_;
  std::string storage_;
};

// The rules that have literals, ready to scan and to match.
struct Fuzz {
  RuleSet rules;
  std::vector<prefilter::RuleRequirement> requirements;
  std::unique_ptr<prefilter::LiteralSet> literals;

  explicit Fuzz(std::vector<Rule> all) {
    RuleSetOptions options;
    options.skip_bad_rules = true;
    options.suggest_fields = false;
    auto compiled = compile_rules(all, options);
    REQUIRE(compiled);
    const std::vector<SourceTable> tables = builtin_tables();
    prefilter::Preimages preimages(tables, compiled->fields, false);
    std::vector<CompiledRule> kept;
    for (CompiledRule& rule : compiled->rules) {
      auto requirement = prefilter::requirement_of(rule.rule.name, rule.tree, preimages, compiled->fields);
      if (!requirement.literals) continue;
      requirements.push_back(std::move(requirement));
      kept.push_back(std::move(rule));
    }
    rules = std::move(*compiled);
    rules.rules = std::move(kept);
    std::string why;
    literals = prefilter::LiteralSet::make(requirements, why);
    INFO(why);
    REQUIRE(literals != nullptr);
  }
};

// Whether the scan lets the text through for the rule.
bool lets_through(const Fuzz& fuzz, const std::vector<prefilter::Hit>& hits, std::size_t rule) {
  return std::any_of(hits.begin(), hits.end(), [&](const prefilter::Hit& hit) {
    return (fuzz.literals->rules(hit.literal)[rule / 64] >> (rule % 64) & 1) != 0;
  });
}

}  // namespace

TEST_CASE("prefilter: no text that matches a rule is passed over for it", "[differential]") {
  const Fuzz fuzz(fuzz_rules());
  CHECK(fuzz.rules.rules.size() > 25);
  const Normalizer normalizer(builtin_tables(), fuzz.rules.fields, fuzz.rules.needed, {});
  MatchReader reader(fuzz.rules, normalizer);
  prefilter::Scanner scanner(*fuzz.literals);
  std::mt19937 random(20261124);
  std::vector<std::uint64_t> matches(fuzz.rules.rules.size());
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
      if (lets_through(fuzz, hits, rule)) continue;
      CAPTURE(fuzz.rules.rules[rule].rule.query, shape.name, text);
      REQUIRE(lets_through(fuzz, hits, rule));
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
  const auto result = hunt(request);
  REQUIRE(result);
  const Ledger& ledger = result->ledger;
  CHECK(result->prefilter_off.empty());
  const bool small_blocks = request.block_bytes < 65'536;  // of a stream may be sampled as a whole
  CHECK((!request.prefilter || ledger.skipped > 0 || small_blocks));
  std::string out = std::to_string(ledger.matched) + " of " + std::to_string(ledger.texts()) + " texts, " +
                    std::to_string(ledger.blank) + " blank\n";
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
  Fuzz fuzz(queries({"destination.port: 445"}));
  prefilter::Scanner scanner(*fuzz.literals);
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
    Block block;
    block.offset = random() % 50;
    block.bytes = std::string_view(bytes).substr(0, size);
    std::vector<std::uint64_t> begins = first_texts(block, 1000);
    begins.push_back(block.offset + size);
    block.head_end = random() % 2 == 0 ? 0 : begins[random() % begins.size()];
    block.tail_begin = random() % 2 == 0 ? UINT64_MAX : begins[random() % begins.size()];
    std::vector<std::string> expected;
    std::uint64_t others = 0;
    TextCursor cursor(block);
    for (Text text; cursor.next(text);) {
      const bool has_hit = text.bytes == "445" || text.bytes == "{\"p\":445}";
      const bool wanted = block.sampled(text) || has_hit;
      if (wanted)
        expected.push_back(std::to_string(text.offset) + ":" + std::to_string(text.line) +
                           std::string(text.bytes));
      if (!wanted) ++others;
    }
    std::vector<std::string> got;
    Candidates candidates(block, scanner.scan(block.bytes), *fuzz.literals, 1'000);
    for (Text text; candidates.next(text);)
      got.push_back(std::to_string(text.offset) + ":" + std::to_string(text.line) + std::string(text.bytes));
    CAPTURE(bytes.substr(0, size), block.offset, block.head_end, block.tail_begin);
    CHECK(got == expected);
    CHECK(candidates.skipped() + candidates.blank() == others);
    CHECK(candidates.line_count() == cursor.line_count());
  }
}

}  // namespace firstseen
