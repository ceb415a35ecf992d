// Whole hunts against each other: what must not show in the result does not.
#include "firstseen/hunt.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>

#include "support/compress.h"
#include "support/hunting.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::content;
using test::contents;
using test::lines_of;
using test::mixed_records;
using test::place;
using test::request_for;
using test::run;
using test::TemporaryFolder;

// What the events of test::connections that match the built-in rule are, said plainly.
std::map<std::string, std::vector<Timestamp>> expected_sightings(
    const std::vector<test::Connection>& events) {
  std::map<std::string, std::vector<Timestamp>> out;
  for (const test::Connection& c : events) {
    if (c.pid == 4 && c.transport == "tcp" && c.destination_ip.starts_with("203.0.114.")) {
      out[c.destination_ip].push_back({c.seconds, c.millis * 1'000'000, 3});
    }
  }
  return out;
}

}  // namespace

TEST_CASE("hunt: threads and block sizes do not show", "[parallel]") {
  const TemporaryFolder folder;
  const std::string text = lines_of(mixed_records(500));
  const std::string plain = folder.write("a.ndjson", text);
  folder.write("b.ndjson.gz", test::compressed("gzip", text));
  const HuntRequest base = request_for({plain, folder.path("b.ndjson.gz")});
  const HuntResult expected = run(base);
  REQUIRE(expected.findings.size() > 5);
  for (const unsigned threads : {1U, 2U, 3U, 7U}) {
    for (const std::uint64_t block : {4096U, 10'000U, 65'536U, 8U << 20}) {
      HuntRequest request = base;
      request.threads = threads;
      request.block_bytes = block;
      CAPTURE(threads, block);
      const HuntResult result = run(request);
      CHECK(contents(result) == contents(expected));
      CHECK(result.ledger.documents() == expected.ledger.documents());
      for (std::size_t i = 0; i < result.findings.size(); ++i)
        CHECK(place(result.findings[i]) == place(expected.findings[i]));
    }
  }
}

TEST_CASE("hunt: the order of files and of texts does not show, and neither does how they are dealt out") {
  std::mt19937 random(11);
  std::vector<std::string> records = mixed_records(300);
  const TemporaryFolder whole;
  const auto expected = contents(run(request_for({whole.write("all.ndjson", lines_of(records))})), false);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(records.begin(), records.end(), random);
    const TemporaryFolder folder;
    std::vector<std::string> files(1 + random() % 5);
    std::vector<std::string> texts(files.size());
    for (const std::string& record : records) texts[random() % texts.size()] += record + "\n";
    for (std::size_t i = 0; i < files.size(); ++i)
      files[i] = folder.write(std::to_string(i) + ".json", texts[i]);
    CAPTURE(round);
    CHECK(contents(run(request_for(files)), false) == expected);
  }
}

TEST_CASE("hunt: findings are those of a plain walk over the sorted sightings") {
  const auto events = test::connections(400);
  std::string text;
  for (const test::Connection& c : events) text += test::shapes().front().render(c) + "\n";
  const TemporaryFolder folder;
  HuntRequest request = request_for({folder.write("a.json", text)});
  request.window = 86'400;
  const HuntResult result = run(request);
  std::vector<std::pair<Timestamp, std::string>> expected;
  for (auto& [term, times] : expected_sightings(events)) {
    for (std::size_t i = 0; i < times.size(); ++i) {
      if (i == 0 || times[i - 1].plus(86'400) < times[i]) expected.emplace_back(times[i], "\"" + term + "\"");
    }
  }
  std::sort(expected.begin(), expected.end());
  std::vector<std::pair<Timestamp, std::string>> got;
  for (const Finding& finding : result.findings)
    got.emplace_back(finding.first_seen, finding.terms.front().second);
  CHECK(got == expected);
}

// The events in the middle of others that hold no literal of the built-in rule: more texts than are sampled.
std::vector<test::Connection> among_others(const std::vector<test::Connection>& events) {
  std::vector<test::Connection> all;
  for (std::size_t i = 0; i < 130; ++i) {
    test::Connection other = events.front();
    other.destination_port = 8080;
    other.source_port = 50'000;
    all.push_back(other);
  }
  const auto others = all;
  all.insert(all.end(), events.begin(), events.end());
  all.insert(all.end(), others.begin(), others.end());
  return all;
}

// Each shape in every `stride`-th wrapper, beginning at another one for each shape.
void compare_shapes_in_wrappers(std::size_t stride) {
  const auto events = among_others(test::connections(40));
  const std::vector<std::string> packings{"gzip", "zstd", "bzip2", "xz"};
  std::size_t round = 0;
  std::uint64_t skipped = 0;
  for (const test::Shape& shape : test::shapes()) {
    std::vector<std::string> records;
    for (const test::Connection& c : events) records.push_back(shape.render(c));
    std::vector<std::string> expected;
    const std::vector<test::Wrapping>& wrappings = test::wrappings();
    for (std::size_t i = round % stride; i < wrappings.size(); i += stride) {
      const test::Wrapping& wrapping = wrappings[i];
      const TemporaryFolder folder;
      const std::string text = wrapping.wrap(records);
      const std::string& packing = packings[round++ % packings.size()];
      CAPTURE(shape.name, wrapping.name, packing, text.substr(0, 300));
      HuntRequest request = request_for({folder.write("a.json", text)});
      request.prefilter = false;
      const HuntResult plain = run(request);
      request = request_for({folder.write("a.json.packed", test::compressed(packing, text))});
      const HuntResult packed = run(request);
      skipped += packed.ledger.skipped;
      const auto found = contents(plain);
      CHECK(contents(packed) == found);
      if (expected.empty()) expected = found;
      CHECK(found == expected);
      CHECK(found.size() > 5);
      CHECK(plain.ledger.unknown_shape == 0);
      CHECK(plain.ledger.malformed == 0);
      CHECK(plain.ledger.records() == records.size());
    }
  }
  CHECK(skipped > 2'000);
}

TEST_CASE("hunt: every shape in every wrapper, compressed or not, with and without prefilter, finds the same",
          "[slow]") {
  compare_shapes_in_wrappers(1);
}

TEST_CASE("hunt: each shape in some wrappers, and each wrapper around some shapes, finds the same") {
  compare_shapes_in_wrappers(5);
}

TEST_CASE("hunt: a finding is the same bytes whichever rules ran beside it") {
  const TemporaryFolder folder;
  HuntRequest request = request_for({folder.write("a.json", lines_of(mixed_records(200)))});
  const auto alone = contents(run(request));
  Rule other;
  other.id = other.name = "other";
  other.query = "process.parent.name: x or host.name: * or user.full_name: y";
  other.terms = {"host.name", "destination.port"};
  request.rules.push_back(other);
  std::vector<std::string> beside;
  for (const Finding& finding : run(request).findings) {
    if (finding.rule_id != "other") beside.push_back(content(finding));
  }
  CHECK(beside == alone);
}

TEST_CASE("hunt: patterns of field names and bare values search every shape, wrapped or not") {
  const auto events = test::connections(20);
  for (const test::Shape& shape : test::shapes()) {
    std::vector<std::string> records;
    for (const test::Connection& c : events) records.push_back(shape.render(c));
    const TemporaryFolder folder;
    HuntRequest request = request_for({folder.write("a.json", test::wrappings()[8].wrap(records))});
    Rule& rule = request.rules.front();
    const auto found = [&](const char* query) {
      rule.query = query;
      return run(request).ledger.matched;
    };
    CAPTURE(shape.name);
    const std::uint64_t expected = found("destination.port: 139");
    CHECK(expected == 7);
    CHECK(found("dest*.port: 139") == expected);
    CHECK(found("*.port: 139") == expected);
    CHECK(found("139") == expected);
    CHECK(found("no.such.*: *") == 0);
  }
}

TEST_CASE("hunt: nested groups are read element by element, names, patterns and bare values alike") {
  const TemporaryFolder folder;
  const std::string head = R"({"@timestamp":"2026-03-01T00:00:00Z","event":{"category":"network"},)";
  const std::string path = folder.write(
      "a.json",
      head + R"("r":[{"n":"a","m":{"k":1},"s":[{"t":"x"}]},{"n":"b","m":{"k":2},"s":[{"t":"y"},{"t":"z"}]}]})"
             "\n");
  HuntRequest request = request_for({path});
  const auto matches = [&](const char* query) {
    request.rules.front().query = query;
    request.rules.front().terms = {"event.category"};
    return run(request).ledger.matched == 1;
  };
  for (const auto& [query, expected] :
       {std::pair{"r:{ n: a and m.k: 1 }", true}, std::pair{"r:{ n: a and m.k: 2 }", false},
        std::pair{"r.n: a and r.m.k: 2", true}, std::pair{"r:{ n*: a }", true},
        std::pair{"r:{ n*: a and m.*: 2 }", false}, std::pair{"r:{ n*: b and m.*: 2 }", true},
        std::pair{"r:{ a }", true}, std::pair{"r:{ c }", false}, std::pair{"r:{ n: b and s:{ t: y } }", true},
        std::pair{"r:{ n: a and s:{ t: y } }", false},
        std::pair{"r:{ n: b and s:{ t: z } } and r.s:{ t: x }", true},
        std::pair{"r.s:{ t: x and t: y }", false}, std::pair{"r.n:{ x: a }", false}}) {
    CAPTURE(query);
    CHECK(matches(query) == expected);
  }
}

TEST_CASE("hunt: a message that only looks like JSON makes no record malformed") {
  const TemporaryFolder folder;
  for (const char* const message : {"[INFO] started", "{not json}", "[1,2]", "{\\\"a\\\":1"}) {
    CAPTURE(message);
    const HuntResult result =
        run(request_for({folder.write("a.json", R"({"x":1,"message":")" + std::string(message) + "\"}\n")}));
    CHECK(result.ledger.malformed == 0);
    CHECK(result.ledger.unknown_shape == 1);
  }
}

TEST_CASE("hunt: texts longer than the bound are rejects, and what follows is read") {
  const auto records = mixed_records(30);
  const std::string expected = lines_of(records);
  const std::string long_line = R"({"x":")" + std::string(50'000, 'a') + "\"}";
  const TemporaryFolder folder;
  const auto base = contents(run(request_for({folder.write("base.json", expected)})), false);
  for (const bool packed : {false, true}) {
    std::string text = long_line + "\n" + expected + long_line + "\n" + long_line;
    HuntRequest request = request_for({folder.write("a.json", text)});
    if (packed) {
      folder.write("a.json.gz", test::compressed("gzip", text));
      request = request_for({folder.path("a.json.gz")});
    }
    request.max_document_bytes = 10'000;
    request.block_bytes = 4096;
    const HuntResult result = run(request);
    CAPTURE(packed);
    CHECK(contents(result, false) == base);
    CHECK(result.ledger.rejected[static_cast<std::size_t>(Reject::kTooLong)] == 3);
  }
}

TEST_CASE("hunt: of a file that begins and ends with blank lines nobody says that it is not recognised") {
  const TemporaryFolder folder;
  const std::string blank(200, '\n');
  HuntRequest request = request_for({folder.write("in.ndjson", blank + "{\"a\":1}\n" + blank)});
  for (const bool prefilter : {true, false}) {
    CAPTURE(prefilter);
    request.prefilter = prefilter;
    CHECK(run(request).unrecognised.empty());
  }
  request.inputs = {folder.write("short.ndjson", "\n\n{\"a\":1}\n\n")};
  CHECK(run(request).unrecognised.size() == 1);
}

TEST_CASE(
    "hunt: interval mode is one execution: new is what was not seen in the window before and is seen after "
    "from") {
  const auto record = [](const char* time, const char* ip) {
    return R"({"@timestamp":")" + std::string(time) +
           R"(","event":{"category":"network"},"destination":{"ip":")" + ip + "\"}}\n";
  };
  std::string text = record("2026-03-01T00:00:00Z", "10.0.0.1");  // a: in the window, so not new
  text += record("2026-03-05T12:00:00Z", "10.0.0.1");
  text += record("2026-02-20T00:00:00Z", "10.0.0.2");  // b: before the window, so new
  text += record("2026-03-05T12:00:00Z", "10.0.0.2");
  text += record("2026-03-05T00:00:00Z", "10.0.0.3");  // c: exactly at from, so not strictly after
  text += record("2026-03-05T12:00:00Z", "10.0.0.3");
  text += record("2026-03-06T00:00:01Z", "10.0.0.4");  // d: after to
  text += record("2026-03-06T00:00:00Z", "10.0.0.5");  // e: exactly at to, new
  const TemporaryFolder folder;
  HuntRequest request = request_for({folder.write("a.json", text)});
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "event.category: network";
  rule.terms = {"destination.ip"};
  rule.window = 7 * 86'400;
  request.rules = {rule};
  request.from = parse_time_argument("2026-03-05");
  request.to = parse_time_argument("2026-03-06");
  std::vector<std::string> terms;
  for (const Finding& finding : run(request).findings) terms.push_back(finding.terms.front().second);
  CHECK(terms == std::vector<std::string>{"\"10.0.0.2\"", "\"10.0.0.5\""});
  request.from = parse_time_argument("2026-02-01");
  CHECK_FALSE(run_hunt(request));
}

TEST_CASE("hunt: what is passed over below directories and in archives is said") {
  const TemporaryFolder folder;
  folder.write("in/a.ndjson", test::lines_of(test::mixed_records(1)));
  folder.write("in/notes.txt", "x");
  folder.write("in/.hidden.json", "{}");
  const HuntResult result = run(request_for({folder.path("in")}));
  REQUIRE(result.passed_over.size() == 2);
  CHECK(result.passed_over[0].path == folder.path("in/.hidden.json"));
  CHECK(result.passed_over[1].path == folder.path("in/notes.txt"));
  CHECK(result.complete());
}

TEST_CASE("hunt: findings of one time are in the order of their rules, then of their terms") {
  const TemporaryFolder folder;
  std::string lines;
  test::Connection connection = test::connections(1).front();
  for (int i = 0; i < 300; ++i) {
    connection.host = "h" + std::to_string(i * 7919 % 300);
    lines += test::shapes().front().render(connection) + "\n";
  }
  HuntRequest request = request_for({folder.write("in.ndjson", lines)});
  Rule rule = request.rules.front();
  rule.query = "*";
  rule.terms = {"host.name"};
  rule.id = rule.name = "b";
  request.rules = {rule};
  rule.id = rule.name = "a";
  request.rules.push_back(rule);
  const auto findings = run(request).findings;
  REQUIRE(findings.size() == 600);
  CHECK(std::is_sorted(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.first_seen, a.rule_id, a.terms) < std::tie(b.first_seen, b.rule_id, b.terms);
  }));
}

TEST_CASE("hunt: a text that is too long is a reject, with the prefilter and without") {
  const TemporaryFolder folder;
  std::string before;
  for (int i = 0; i < 300; ++i) before += "{\"x\":\"" + std::string(300, 'y') + "\"},\n";
  const std::string text = before + "{\"x\":\"" + std::string(30'000, 'x') + "\"},\n" + before + "{\"x\":1}";
  std::string lines = text;
  for (std::size_t at = 0; (at = lines.find(",\n", at)) != std::string::npos;) lines.erase(at, 1);
  for (const std::string& path : {folder.write("a.ndjson", lines), folder.write("b.json", "[" + text + "]"),
                                  folder.write("c.gz", test::compressed("gzip", lines))}) {
    for (const std::uint64_t block_bytes : {1'000U, 10'000U, 8U << 20}) {
      for (const bool prefilter : {false, true}) {
        CAPTURE(path, block_bytes, prefilter);
        HuntRequest request = request_for({path});
        request.block_bytes = block_bytes;
        request.prefilter = prefilter;
        request.max_document_bytes = 20'000;
        const HuntResult result = run(request);
        CHECK(result.ledger.rejected[static_cast<std::size_t>(Reject::kTooLong)] == 1);
        CHECK(result.ledger.documents() == 602);
      }
    }
  }
}

}  // namespace firstseen
