// Where an error in a rule's query is shown.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "rules/loader.h"
#include "rules/rule_set.h"
#include "support/temporary_folder.h"
#include "toml/document.h"
#include "toml/quoted_text.h"

namespace firstseen {
namespace {

// The error of the rule whose TOML file ends with `query`, with `~` for the file. The file is gone when the
// rule is compiled.
std::string error_of(std::string_view query) {
  const test::TemporaryFolder folder;
  const std::string text = "[rule]\nrule_id = 'x'\nname = 'n'\ntype = 'query'\n" + std::string(query);
  const std::string file = folder.write("a.toml", text);
  const LoadedRules loaded = rules::load_all({file});
  if (loaded.rules.size() != 1) return "not loaded";
  std::filesystem::remove(file);
  const auto set = rules::compile_rules(loaded.rules, {});
  if (set) {
    const Errors& told = set->unknown_fields.empty() ? set->warnings : set->unknown_fields;
    return told.empty() ? "" : "~" + to_text(told.front()).substr(file.size());
  }
  return "~" + to_text(set.error().front()).substr(file.size());
}

const std::string kNoQuery = ": expected a query before `or`\n";
const std::string kHint = "\n  as a word to search for it is written \\or or in quotes";

TEST_CASE("rules: an error in a query is shown at its place in the rule file", "[rules]") {
  struct Row {
    std::string query;
    std::string error;
  };
  const std::vector<Row> rows{
      {"query = 'a:1 and or b'\n",
       "~:5:18" + kNoQuery + "  query = 'a:1 and or b'\n  " + std::string(17, ' ') + "^~" + kHint},
      {"query = \"a:1 and or b\" # c",
       "~:5:18" + kNoQuery + "  query = \"a:1 and or b\" # c\n  " + std::string(17, ' ') + "^~" + kHint},
      {"query = '''a:1 and or b'''\n",
       "~:5:20" + kNoQuery + "  query = '''a:1 and or b'''\n  " + std::string(19, ' ') + "^~" + kHint},
      {"query = '''\na:1 and\n  or b\n'''\n", "~:7:3" + kNoQuery + "    or b\n    ^~" + kHint},
      {"query = '''a:1\n  and or b''' # c\n", "~:6:7" + kNoQuery + "    and or b''' # c\n        ^~" + kHint},
      {"query = '''\r\na:1 and\r\n  or b\r\n'''\r\n", "~:7:3" + kNoQuery + "    or b\n    ^~" + kHint},
      {"query = \"\"\"\na:1 and\n  or b\n\"\"\"\n", "~:7:3" + kNoQuery + "    or b\n    ^~" + kHint},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(error_of(row.query) == row.error);
  }
}

TEST_CASE("rules: an error after escapes of TOML is shown where it is written", "[rules]") {
  struct Row {
    std::string query;
    std::string error;
  };
  const std::vector<Row> rows{
      {R"(query = "a:\"x\\y\" and or b")", "~:5:25" + kNoQuery + R"(  query = "a:\"x\\y\" and or b")" +
                                               "\n  " + std::string(24, ' ') + "^~" + kHint},
      {R"(query = "a:\u00e9\U000020ac and or b")", "~:5:33" + kNoQuery +
                                                       R"(  query = "a:\u00e9\U000020ac and or b")" + "\n  " +
                                                       std::string(32, ' ') + "^~" + kHint},
      {R"(query = "a:1 and\nor b")",
       "~:5:19" + kNoQuery + R"(  query = "a:1 and\nor b")" + "\n  " + std::string(18, ' ') + "^~" + kHint},
      {"query = \"\"\"\na:\\\"x\\\" \\\n\n   and or b\"\"\"\n",
       "~:8:8" + kNoQuery + "     and or b\"\"\"\n         ^~" + kHint},
      {"query = \"destination.port: \\\"smb\\\" and a: b\"",
       "~:5:28: this value cannot be one of `destination.port`, which is of type long\n"
       "  query = \"destination.port: \\\"smb\\\" and a: b\"\n  " +
           std::string(27, ' ') + "^~~~~~~\n  write a decimal number"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(error_of(row.query) == row.error);
  }
}

TEST_CASE("rules: an error at the end of a query, and one of a query that the file holds twice", "[rules]") {
  CHECK(error_of("query = '''a:1 and'''\n") ==
        "~:5:19: expected a query, found the end of the query\n  query = '''a:1 and'''\n  " +
            std::string(18, ' ') + "^");
  CHECK(error_of("description = 'or'\nquery = 'or x and'\n")
            .starts_with("~:6:10: expected a query before `or`\n  query = 'or x and'\n           ^~\n"));
  CHECK(error_of("threat = [] # \xc3\xa9\nx = {y = '\xc3\xa9', z = 'a'}\nquery = 'host.nam:1'\n")
            .starts_with("~:7:10: `host.nam` is not a field of the Elastic Common Schema\n"));
}

// Every byte of the string `s` is found where it was written, or its escape is.
void check_bytes(const std::string& document) {
  CAPTURE(document);
  const auto node = toml::parse_document(document, "f");
  if (!node) FAIL(to_text(node.error()));
  const config::Node* const string = node->find("s");
  REQUIRE(string != nullptr);
  const QuotedText quoted = toml::quoted_text(document, *string);
  REQUIRE(!quoted.runs.empty());
  for (std::size_t i = 0; i < string->string.size(); ++i) {
    const char byte = string->string[i];
    if ((static_cast<unsigned char>(byte) & 0xc0) == 0x80) continue;  // inside a character
    const SourceSpot spot = spot_in_file(quoted, i, 1, "f");
    const char shown = spot.column <= spot.text.size() ? spot.text[spot.column - 1] : '\n';
    REQUIRE((shown == byte || shown == '\\'));
  }
}

TEST_CASE("TOML: the bytes of a string and where they are written", "[toml]") {
  for (const char* const document :
       {"s = ''", "s = '\xc3\xa9 b'", "\xef\xbb\xbfs = 'a'", "s = \"\"\"a\"\"b\"\"\"\"\"",
        "s = \"\"\"\\\n  a\\\r\n  b \\t\\u0041 c\n\n d\"\"\"",
        "t = {a = '\xe2\x82\xac', s = 'x'}\ns = '''\n\n'''"}) {
    check_bytes(document);
  }
  const auto number = toml::parse_document("s = 1", "f");
  CHECK(toml::quoted_text("s = 1", *number->find("s")).runs.empty());
}

TEST_CASE("TOML: the bytes of random strings and where they are written", "[toml]") {
  std::mt19937 random(20260305);
  const std::vector<std::string> pieces{
      "a",           "b c", "'",    "\xc3\xa9", "\xe2\x82\xac",  "\\\"", "\\\\", "\\n", "\\u00e9",
      "\\U0001F600", "\\t", "\\\n", "\\\n\t  ", "\\ \r\n\n\t  ", "\n",   "\r\n", "\" "};
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (auto i = random() % 12; i > 0; --i) text += pieces[random() % pieces.size()];
    check_bytes("\r\n'\xc3\xa9' = 0\nt.s = '\xc3\xa9'\ns = \"\"\"" + text + "\"\"\" # end\n");
  }
}

}  // namespace
}  // namespace firstseen
