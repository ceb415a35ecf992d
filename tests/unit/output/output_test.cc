#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <utility>
#include <vector>

#include "json/writer.h"
#include "output/escape.h"
#include "output/finding_formats.h"
#include "output/inspection.h"
#include "output/progress.h"
#include "output/rule_report.h"
#include "output/sink.h"
#include "output/summary.h"
#include "output/warnings.h"
#include "rules/rule_set.h"
#include "support/hunting.h"
#include "support/temporary_folder.h"
#include "text/display_width.h"
#include "text/utf8.h"

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
  auto output = output::Output::open(path);
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
    CHECK(output::for_terminal(text) == shown);
  }
}

TEST_CASE("output: CSV cells are quoted, and no formula") {
  for (const auto& [text, cell] :
       {std::pair{"a", "a"}, std::pair{"a,b", "\"a,b\""}, std::pair{"a\"b", "\"a\"\"b\""},
        std::pair{"=1+1", "'=1+1"}, std::pair{"+1", "'+1"}, std::pair{"-1", "'-1"}, std::pair{"@x", "'@x"},
        std::pair{"a;=1;b;;-2", "a;'=1;b;;'-2"}, std::pair{"＝1", "'＝1"}, std::pair{"\tx", "'\\tx"},
        std::pair{"\rx", "'\\rx"}, std::pair{"x\ny", "x\\ny"}, std::pair{"a,=1", "\"a,'=1\""},
        std::pair{"a\t=1", "a\\t'=1"}, std::pair{"a;\"=cmd\"", "\"a;'\"\"=cmd\"\"\""},
        std::pair{"\"=cmd\"", "\"'\"\"=cmd\"\"\""}, std::pair{" \" +1", "\"' \"\" +1\""},
        std::pair{"a, b", "\"a, b\""}, std::pair{"a b-c", "a b-c"}}) {
    CAPTURE(text);
    CHECK(output::for_csv(text) == cell);
  }
}

// Splits a line as a reader does that knows one separator only, with or without quotes.
std::vector<std::string> cells_at(std::string_view line, char separator, bool knows_quotes) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (knows_quotes && c == '"') quoted = !quoted;
    if (c == separator && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

TEST_CASE("output: no reader of CSV finds a formula, wherever it splits") {
  constexpr std::string_view kAlphabet = "=+-@ \";,\ta";
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 8; i > 0; --i) text += kAlphabet[random() % kAlphabet.size()];
    const std::string line = "x," + output::for_csv(text) + ",y";
    CAPTURE(text, line);
    REQUIRE(line.find('\t') == std::string::npos);
    for (const char separator : {',', ';'}) {
      for (const bool knows_quotes : {true, false}) {
        // Quotes of a cell that was not quoted for this reader are text to it.
        for (std::string cell : cells_at(line, separator, knows_quotes)) {
          cell.erase(0, std::min(cell.find_first_not_of(" \""), cell.size()));
          REQUIRE((cell.empty() || std::string_view("=+-@").find(cell[0]) == std::string_view::npos));
        }
      }
    }
  }
}

TEST_CASE("output: no code point of Unicode that cannot be seen leaves unescaped") {
  // General category Cf, Default_Ignorable_Code_Point, Noncharacter_Code_Point of the first plane and Co
  // of Unicode 14, controls and separators of lines, and the blank Braille pattern.
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> invisible{{0xad, 0xad},
                                                                       {0x600, 0x605},
                                                                       {0x61c, 0x61c},
                                                                       {0x6dd, 0x6dd},
                                                                       {0x70f, 0x70f},
                                                                       {0x890, 0x891},
                                                                       {0x8e2, 0x8e2},
                                                                       {0x180e, 0x180e},
                                                                       {0x200b, 0x200f},
                                                                       {0x202a, 0x202e},
                                                                       {0x2060, 0x2064},
                                                                       {0x2066, 0x206f},
                                                                       {0xfeff, 0xfeff},
                                                                       {0xfff9, 0xfffb},
                                                                       {0x110bd, 0x110bd},
                                                                       {0x110cd, 0x110cd},
                                                                       {0x13430, 0x13438},
                                                                       {0x1bca0, 0x1bca3},
                                                                       {0x1d173, 0x1d17a},
                                                                       {0xe0001, 0xe0001},
                                                                       {0xe0020, 0xe007f},
                                                                       {0x34f, 0x34f},
                                                                       {0x115f, 0x1160},
                                                                       {0x17b4, 0x17b5},
                                                                       {0x180b, 0x180f},
                                                                       {0x2060, 0x206f},
                                                                       {0x3164, 0x3164},
                                                                       {0xfe00, 0xfe0f},
                                                                       {0xffa0, 0xffa0},
                                                                       {0xfff0, 0xfff8},
                                                                       {0xe0000, 0xe0fff},
                                                                       {0xfdd0, 0xfdef},
                                                                       {0xe000, 0xf8ff},
                                                                       {0xf0000, 0x10ffff},
                                                                       {0x0, 0x1f},
                                                                       {0x7f, 0x9f},
                                                                       {0x2028, 0x2029},
                                                                       {0x2800, 0x2800},
                                                                       // Of Unicode 15.
                                                                       {0x13439, 0x1343f}};
  for (std::uint32_t point = 0; point <= 0x10ffff; ++point) {
    if (point >= 0xd800 && point <= 0xdfff) continue;  // no characters
    const bool noncharacter = point % 0x10000 >= 0xfffe;
    const bool hidden =
        noncharacter || std::any_of(invisible.begin(), invisible.end(), [&](const auto& range) {
          return range.first <= point && point <= range.second;
        });
    std::string text;
    text::append_utf8(text, point);
    std::string in_json;
    json::append_string(in_json, text);
    const bool raw = output::for_terminal(text) == text;
    if (raw == !hidden && (output::for_csv(text).find(text) != std::string::npos) == raw &&
        (in_json.find(text) != std::string::npos) == raw)
      continue;
    CAPTURE(point, hidden);
    FAIL("escaped in one format only, or not as expected");
  }
}

TEST_CASE("output: names of files that are no UTF-8 stay distinct") {
  for (const auto& [path, shown] :
       {std::pair{"a/b.ndjson", "a/b.ndjson"}, std::pair{"a\\xff", "a\\xff"}, std::pair{"a\xff", "$'a\\xff'"},
        std::pair{"a\xfe", "$'a\\xfe'"}, std::pair{"$'a\\xff'", "$'$\\'a\\\\xff\\''"},
        std::pair{"\xc3\xa9", "\xc3\xa9"}, std::pair{"\xc3\xa9\xc3", "$'\xc3\xa9\\xc3'"},
        std::pair{"$a", "$a"}}) {
    CAPTURE(path);
    CHECK(text::shown_path(path) == shown);
  }
}

TEST_CASE("output: no format lets a field of a log act") {
  const std::vector<Finding> findings{hostile()};
  for (const output::FindingFormat& format : output::finding_formats())
    CHECK(is_plain(test::written(findings, format.name, {false, 80})));
  CHECK(test::written(findings, "csv").find("'=cmd") != std::string::npos);
}

TEST_CASE("output: the table keeps to a width by squeezing hosts only") {
  Finding finding = hostile();
  finding.terms = {{"destination.ip", "\"203.0.114.9\""}};
  finding.hosts = {std::string(200, 'h')};
  const std::string table = test::written({finding}, "table", {false, 80});
  CHECK(table.find("203.0.114.9") != std::string::npos);
  CHECK(table.find("\xe2\x80\xa6") != std::string::npos);
  for (std::size_t begin = 0; begin < table.size(); begin = table.find('\n', begin) + 1) {
    CHECK(text::display_width(table.substr(begin, table.find('\n', begin) - begin)) <= 80);
  }
}

TEST_CASE("output: sizes and progress") {
  CHECK(output::bytes_text(999) == "999 B");
  CHECK(output::bytes_text(1'240'000'000) == "1.24 GB");
  CHECK(output::progress_text({500'000'000, 1'000'000'000, 3}, 1) ==
        " 50%  500 MB of 1 GB  500 MB/s  0:01 left  3 matches");
  CHECK(output::progress_text({500, 0, 1}, 1) == "500 B  500 B/s  1 match");
  CHECK(output::progress_line({500, 0, 1}, 1, 0) == "\r\x1b[K500 B  500 B/s  1 match");
  CHECK(output::progress_line({500, 0, 1}, 1, 8) == "\r\x1b[K500 B …");
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

TEST_CASE("output: each kind begins with its marker, and with no other") {
  const std::vector<Finding> findings{hostile()};
  const std::vector<std::pair<std::string_view, std::string>> kinds{
      {output::find_format("table")->marker, test::written(findings, "table")},
      {output::find_format("ndjson")->marker, test::written(findings, "ndjson")},
      {output::find_format("csv")->marker, test::written(findings, "csv")},
      {output::kInspectionMarker, output::to_inspection_json({})},
      {output::kSummaryMarker, output::to_summary_json({}, {})}};
  for (const auto& [marker, own] : kinds) {
    CHECK_FALSE(marker.empty());
    for (const auto& [other, text] : kinds) {
      CAPTURE(marker, text);
      CHECK(text.starts_with(marker) == (marker == other));
    }
  }
  CHECK(test::written({}, "csv").starts_with(output::find_format("csv")->marker));
}

TEST_CASE("output: a symbolic link is followed, not replaced") {
  namespace fs = std::filesystem;
  const test::TemporaryFolder folder;
  fs::create_directory(folder.path("elsewhere"));
  const std::string target = folder.write("elsewhere/old", "old text");
  fs::create_symlink("elsewhere/old", folder.path("relative"));
  fs::create_symlink(folder.path("relative"), folder.path("twice"));
  fs::create_symlink("elsewhere/new", folder.path("dangling"));
  fs::create_symlink("circle", folder.path("circle"));
  REQUIRE(put(folder.path("twice"), "new"));
  CHECK(fs::is_symlink(folder.path("twice")));
  CHECK(fs::is_symlink(folder.path("relative")));
  CHECK(fs::file_size(target) == 3);
  REQUIRE(put(folder.path("dangling"), "new"));
  CHECK(fs::is_symlink(folder.path("dangling")));
  CHECK(fs::is_regular_file(folder.path("elsewhere/new")));
  CHECK_FALSE(put(folder.path("circle"), "new"));
  CHECK(fs::is_symlink(folder.path("circle")));
}

TEST_CASE("output: neither rules nor what is said of an input act") {
  const std::string bad = "x\x1b[2J\xe2\x80\xae";
  Rule rule;
  rule.id = rule.name = rule.description = rule.severity = rule.from = rule.interval = rule.file = bad;
  rule.filters = rule.exceptions = rule.terms = rule.index = {bad};
  rule.threats = {{{bad, bad}, {{bad, bad}}, {{bad, bad}}}};
  CHECK(is_plain(output::to_rule_list({rule})));
  rule.type = RuleType::kThreshold;
  rule.threshold.cardinality = {{bad, 2}};
  CHECK(is_plain(output::to_rules_json({rule})));
  Rule sound;
  sound.id = sound.name = "r";
  sound.query = "host.name: x";
  sound.terms = {"host.name"};
  auto set = rules::compile_rules({sound}, {});
  REQUIRE(set);
  for (const RuleType type : {RuleType::kNewTerms, RuleType::kThreshold}) {
    rule.type = type;
    rule.query = bad;
    rule.threshold.cardinality = {{bad, 2}};
    set->rules.front().rule = rule;
    CHECK(is_plain(output::compiled_rule_text(set->rules.front(), set->fields)));
  }
  LoadedRules loaded;
  loaded.rules = {rule, rule};
  loaded.unsupported = loaded.bad = {Error(bad, bad)};
  const std::vector<Result<RuleCheck>> checks{RuleCheck{{Error(bad, bad)}, {bad}, {Error(bad, bad)}},
                                              fail(Error(bad, bad))};
  CHECK(is_plain(output::to_check_text(loaded, checks)));
  CHECK(is_plain(output::to_checks_json(loaded, checks)));

  HuntResult result;
  result.unread = result.passed_over = {{bad, bad}};
  result.malformed = {{bad, 1, 0, "r"}};
  result.unrecognised = {{bad, bad}};
  result.lost = {{bad, "number", 2, {bad, 1, 0, bad}}, {"", "no_time", 1, {bad, 1, 0, ""}}};
  result.ledger.sources[bad] = result.ledger.derived[bad] = 1;
  result.prefilter_off = bad;
  result.excluded = {{bad, 1}};
  BlindSpot spot{"a" + bad, bad, bad, 1, true, false, bad, bad, {bad}, {bad}, 2};
  result.blind_spots = {spot};
  spot.unrelated = true;
  spot.shape += "b";
  result.blind_spots.push_back(spot);
  for (int i = 0; i < 4; ++i)
    result.blind_spots.push_back({"b" + bad, bad, bad, 1, false, false, bad, bad, {bad}, {}, 0});
  CHECK(is_plain(output::to_warnings_text(result)));
  CHECK(is_plain(output::to_summary_text(result, {})));
  CHECK(is_plain(output::to_summary_text(static_cast<const ReadReport&>(result), {})));
  CHECK(is_plain(output::to_summary_json(result, {})));

  Inspection inspection;
  inspection.fields = {bad};
  inspection.shapes = {{bad, bad, 1, {}, {}, {1}}};
  inspection.inspected = {{bad, inspection.shapes, {{"r", 1, 1, 0, 0, bad}}}, {bad, {}, {}}};
  inspection.mapping_rows = {{bad, bad, bad, "verbatim", 1}};
  CHECK(is_plain(output::to_inspection_text(inspection)));
  CHECK(is_plain(output::to_inspection_json(inspection)));
  CHECK(is_plain(output::to_mapping_text(inspection)));

  Finding other = hostile();
  other.rule_id = other.rule_name = other.source = other.severity = bad;
  other.derived = {bad};
  const std::vector<Finding> findings{hostile(), other};
  for (const output::FindingFormat& format : output::finding_formats())
    CHECK(is_plain(test::written(findings, format.name, {false, 0})));
}

TEST_CASE("output: CSV cells that begin with any sign of a formula") {
  for (const char* const sign : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) {
    CAPTURE(sign);
    CHECK(output::for_csv(sign + std::string("1")).starts_with('\''));
    CHECK(output::for_csv("a;" + std::string(sign) + "1").starts_with("a;'"));
  }
}
TEST_CASE("output: a new file may be read as the umask says") {
  const test::TemporaryFolder folder;
  const mode_t before = ::umask(027);
  auto output = output::Output::open(folder.path("a"));
  REQUIRE(output);
  output->write("x");
  CHECK(output->finish());
  ::umask(before);
  CHECK(std::filesystem::status(folder.path("a")).permissions() == std::filesystem::perms{0640});
}

TEST_CASE("output: paths in proposed commands are words of a shell", "[output]") {
  CHECK(output::shell_word("rules/my-rules.d/a_1.toml") == "rules/my-rules.d/a_1.toml");
  CHECK(output::shell_word("C:/rules@2,x=y+z%") == "C:/rules@2,x=y+z%");
  CHECK(output::shell_word("") == "''");
  CHECK(output::shell_word("my rules") == "'my rules'");
  CHECK(output::shell_word("$(rm -rf ~);`x`\"*") == "'$(rm -rf ~);`x`\"*'");
  CHECK(output::shell_word("it's") == "'it'\\''s'");
  CHECK(output::shell_word("~root") == "'~root'");
}

}  // namespace firstseen
