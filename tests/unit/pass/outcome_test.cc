// What a pass amounts to, and which inputs gave nothing.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "file/status.h"
#include "output/summary.h"
#include "output/warnings.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

std::string paths(const std::vector<InputProblem>& inputs) {
  std::string out;
  for (const InputProblem& input : inputs) out += std::filesystem::path(input.path).filename().string() + " ";
  return out;
}

}  // namespace

TEST_CASE("outcome: inputs that give nothing are named, and complete is what the status is") {
  const test::TemporaryFolder folder;
  const std::string record = test::lines_of(test::mixed_records(1));
  const std::string good = folder.write("good.ndjson", record);
  std::filesystem::create_directory(folder.path("none"));
  const auto write = [&](const char* name, const std::string& bytes) { return folder.write(name, bytes); };
  const std::string evtx("ElfFile\0", 8);
  const std::string array = write("cut.json", "[\n" + record);
  const std::string not_named = write("d/a.evtx", evtx);
  write("d/b.json", evtx);
  struct Row {
    std::vector<std::string> inputs;
    Outcome outcome;
    std::string empty;
    std::string not_exports;
    std::string unread;
    std::string passed_over;
  };
  using enum Outcome;
  for (const Row& row : std::vector<Row>{
           {{good}, kComplete, "", "", "", ""},
           {{good, good}, kComplete, "", "", "", "good.ndjson "},
           {{write("a.json", "")}, kIncomplete, "a.json ", "", "", ""},
           {{good, write("a.json", ""), write("b.json", "\n \n"), write("c.json", "[]")},
            kComplete,
            "a.json b.json c.json ",
            "",
            "",
            ""},
           {{good, folder.path("none")}, kComplete, "none ", "", "", ""},
           {{folder.path("none")}, kNothingRead, "none ", "", "", ""},
           {{good, not_named}, kComplete, "", "a.evtx ", "", ""},
           {{not_named}, kIncomplete, "", "a.evtx ", "", ""},
           {{good, folder.path("d")}, kComplete, "", "", "", "a.evtx b.json "},
           {{good, write("e.zip", test::archived("zip", "", {{"x.txt", "text"}, {"y.json", "[]"}}))},
            kIncomplete,
            "e.zip!y.json ",
            "",
            "e.zip ",
            "e.zip!x.txt "},
           {{write("f.zip",
                   test::archived("zip", "",
                                  {{"export.txt", record}, {"1234.gz", test::compressed("gzip", record)}}))},
            kComplete,
            "",
            "",
            "",
            ""},
           {{good, write("g/g.zip", test::archived("zip", "", {}))}, kIncomplete, "", "", "g.zip ", ""},
           {{good, folder.path("g")}, kComplete, "g.zip ", "", "", ""},
           {{good, write("n.zip",
                         test::archived("zip", "",
                                        {{"x.ndjson", record}, {"e.zip", test::archived("zip", "", {})}}))},
            kComplete,
            "",
            "",
            "",
            "n.zip!e.zip "},
           {{good, write("a.7z", "7z\xbc\xaf\x27\x1c")}, kIncomplete, "", "", "a.7z ", ""},
           {{good, write("e.tar", std::string(10240, '\0'))}, kIncomplete, "", "", "e.tar ", ""},
           {{array}, kIncomplete, "", "", "", ""},
           {{write("u.json", "{\"of\":\"no known shape\"}")}, kIncomplete, "", "", "", ""},
       }) {
    CAPTURE(row.inputs);
    const HuntResult result = test::run(test::request_for(row.inputs));
    CHECK(result.outcome() == row.outcome);
    CHECK(result.complete() == (row.outcome == kComplete));
    CHECK(paths(result.empty) == row.empty);
    CHECK(paths(result.not_exports) == row.not_exports);
    CHECK(paths(result.unread) == row.unread);
    CHECK(paths(result.passed_over) == row.passed_over);
  }
}

TEST_CASE("outcome: a malformed document that may hold several records is a gap") {
  const test::TemporaryFolder folder;
  const std::string record = test::lines_of(test::mixed_records(1));
  const std::string bare = record.substr(0, record.find('\n'));
  struct Row {
    std::string line;
    std::uint64_t gaps;
    std::uint64_t malformed = 1;
  };
  for (const auto& [line, gaps, malformed] : std::vector<Row>{
           {"{\"a\":1,", 0},
           {"{\"records\":1,\"a\":[1", 0},
           {"{\"records\":1,\"a\":[", 1},
           {"[" + bare + ",", 1, 0},
           {"[" + bare + ",{\"a\"", 1},
           {"{\"hits\":{\"hits\" : [{\"_source\":" + bare + "},", 1},
           {"{\"records\":[" + bare + ",", 1},
           {"{\"a\":" + std::string(600, '\0') + "1}", 1},
           {"{\"value\":[" + bare + ",{\"a\":1,}]}", 0},
           {"{\"value\":[" + bare + ",{\"a\":1,}", 1},
           {"{\"a\":{\"value\":[" + bare + ",{\"a\":1,}]}}", 0},
           {"{\"a\":\"" + std::string(100, '\0') + "\"}", 0, 0},
           {"[1,2]", 0},
           {"{\"records\":[1,2", 0},
       }) {
    CAPTURE(line);
    const HuntResult result =
        test::run(test::request_for({folder.write("a.ndjson", record + line + "\n" + record)}));
    CHECK(result.ledger.malformed == malformed);
    CHECK(result.gap_count == gaps);
    CHECK(result.outcome() == (gaps > 0 ? Outcome::kIncomplete : Outcome::kComplete));
  }
}

TEST_CASE("outcome: records of unknown shape beside known ones are told with the first") {
  const test::TemporaryFolder folder;
  const std::string record = test::lines_of(test::mixed_records(1));
  const std::string strange = "{\"of\":\"no known shape\"}\n";
  const HuntResult result = test::run(test::request_for(
      {folder.write("a.ndjson", strange), folder.write("b.ndjson", record + strange + record + strange)}));
  CHECK(result.unrecognised.size() == 1);
  const std::string warnings = output::to_warnings_text(result);
  CHECK(warnings.find("not recognised: 2 records of unknown shape beside known ones, first " +
                      folder.path("b.ndjson") + ":2\n") != std::string::npos);
  CHECK(result.complete());
}

TEST_CASE("outcome: what is beyond a bound is a gap with its place") {
  const test::TemporaryFolder folder;
  const std::string record = test::lines_of(test::mixed_records(1));
  HuntRequest request =
      test::request_for({folder.write("a.ndjson", record + "{\"a\":\"" + std::string(9000, 'x') + "\"}\n")});
  request.max_document_bytes = 8000;
  const HuntResult result = test::run(request);
  CHECK(result.outcome() == Outcome::kIncomplete);
  REQUIRE(result.gaps.size() == 1);
  CHECK(result.gaps.front().line == 2);
  CHECK(result.gap_count == 1);
}

TEST_CASE("outcome: outputs of the caller are not read below directories") {
  const test::TemporaryFolder folder;
  const std::string record = test::lines_of(test::mixed_records(1));
  folder.write("d/a.ndjson", record);
  HuntRequest request = test::request_for({folder.path("d")});
  const std::uint64_t alone = test::run(request).ledger.documents();
  const auto ours = file::status_of(folder.write("d/n.tar.ndjson.a1B2c3", record));
  REQUIRE(ours);
  CHECK(test::run(request).ledger.documents() == 2 * alone);
  request.skipped = {ours->identity};
  const HuntResult result = test::run(request);
  CHECK(result.ledger.documents() == alone);
  CHECK(paths(result.passed_over) == "n.tar.ndjson.a1B2c3 ");
}

TEST_CASE("outcome: what is skipped is counted by its kind on the screen") {
  ReadReport report;
  report.passed_over = {
      {"a.evtx", "a Windows event log"}, {"b.evtx", "a Windows event log"}, {"c.png", "a PNG image"}};
  CHECK(output::to_warnings_text(report) ==
        "passed over: 3 files: a PNG image (c.png), 2 Windows event logs (a.evtx, …)\n");
}

}  // namespace firstseen
