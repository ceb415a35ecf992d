#include <catch2/catch_test_macros.hpp>

#include "output/escape.h"
#include "output/finding_writers.h"
#include "output/progress.h"
#include "output/sink.h"
#include "output/summary.h"
#include "support/hunting.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

// A finding whose every text was written by an attacker.
Finding hostile() {
  Finding finding;
  finding.rule_id = finding.rule_name = "r";
  finding.severity = "low";
  finding.terms = {{"host.name", R"("\u001b]0;x\u0007\u202ea")"}};
  finding.hosts = {"=cmd|' /C calc'!A0\x1b[2J"};
  finding.host_count = 1;
  finding.event = std::make_shared<const std::string>("{}");
  finding.source = "s";
  finding.file = "a\nb\x1b.json";
  finding.line = 1;
  return finding;
}

bool put(const std::string& path, std::string_view text) {
  auto output = Output::open(path);
  if (!output) return false;
  output->write(text);
  return output->finish().has_value();
}

bool is_plain(const std::string& text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r') return false;
  }
  return text.find("\xe2\x80\xae") == std::string::npos;
}

}  // namespace

TEST_CASE("output: what a terminal would act on is shown as escapes") {
  for (const auto& [text, shown] :
       {std::pair{"a\x1b[31m", "a\\x1b[31m"}, std::pair{"\n\t\r", "\\n\\t\\r"},
        std::pair{"\xe2\x80\xae", "\\u202e"}, std::pair{"\xff", "\\xff"}, std::pair{"\xc2\x9b", "\\x9b"},
        std::pair{"\xc3\xa9", "\xc3\xa9"}, std::pair{"\xf3\xa0\x80\x81", "\\U000e0001"}}) {
    CHECK(for_terminal(text) == shown);
  }
}

TEST_CASE("output: CSV cells are quoted, and no formula") {
  for (const auto& [text, cell] :
       {std::pair{"a", "a"}, std::pair{"a,b", "\"a,b\""}, std::pair{"a\"b", "\"a\"\"b\""},
        std::pair{"=1+1", "'=1+1"}, std::pair{"+1", "'+1"}, std::pair{"-1", "'-1"}, std::pair{"@x", "'@x"},
        std::pair{"a;=1;b;;-2", "a;'=1;b;;'-2"}, std::pair{"＝1", "'＝1"}, std::pair{"\tx", "'\\tx"},
        std::pair{"\rx", "'\\rx"}, std::pair{"x\ny", "x\\ny"}}) {
    CAPTURE(text);
    CHECK(for_csv(text) == cell);
  }
}

TEST_CASE("output: no format lets a field of a log act") {
  const std::vector<Finding> findings{hostile()};
  for (const Format format : {Format::kTable, Format::kCsv, Format::kNdjson})
    CHECK(is_plain(test::written(findings, format, {false, 80})));
  CHECK(test::written(findings, Format::kCsv).find("'=cmd") != std::string::npos);
}

TEST_CASE("output: the table keeps to a width by squeezing hosts only") {
  Finding finding = hostile();
  finding.terms = {{"destination.ip", "\"203.0.114.9\""}};
  finding.hosts = {std::string(200, 'h')};
  const std::string table = to_table({finding}, {false, 80});
  CHECK(table.find("203.0.114.9") != std::string::npos);
  CHECK(table.find("\xe2\x80\xa6") != std::string::npos);
  for (std::size_t begin = 0; begin < table.size(); begin = table.find('\n', begin) + 1) {
    CHECK(character_count(table.substr(begin, table.find('\n', begin) - begin)) <= 80);
  }
}

TEST_CASE("output: sizes and progress") {
  CHECK(bytes_text(999) == "999 B");
  CHECK(bytes_text(1'240'000'000) == "1.24 GB");
  CHECK(progress_text({500'000'000, 1'000'000'000, 3}, 1) ==
        " 50%  500 MB of 1 GB  500 MB/s  0:01 left  3 matches");
  CHECK(progress_text({500, 0, 1}, 1) == "500 B  500 B/s  1 match");
}

TEST_CASE("output: a file is written whole or not at all") {
  const test::TemporaryFolder folder;
  REQUIRE(put(folder.path("a"), "new"));
  CHECK(std::filesystem::file_size(folder.path("a")) == 3);
  CHECK_FALSE(put(folder.path("missing/a"), "x"));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.is_regular_file()) ++files;
  }
  CHECK(files == 1);
}

}  // namespace firstseen
