#include "firstseen/error.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen {
namespace {

std::string print(const SourceSpot& spot) {
  return spot.file + ":" + std::to_string(spot.line) + ":" + std::to_string(spot.column) + "+" +
         std::to_string(spot.length) + " " + spot.text;
}

TEST_CASE("spot_at finds the line and column of an offset", "[error]") {
  struct Row {
    std::string_view text;
    std::size_t offset;
    std::size_t length;
    std::string_view spot;
  };
  const std::vector<Row> rows{
      {"", 0, 1, "f:1:1+1 "},
      {"abc", 0, 2, "f:1:1+2 abc"},
      {"abc", 2, 5, "f:1:3+1 abc"},
      {"abc", 3, 1, "f:1:4+1 abc"},
      {"abc", 99, 1, "f:1:4+1 abc"},
      {"abc", 1, 0, "f:1:2+1 abc"},
      {"abc\n", 3, 1, "f:1:4+1 abc"},
      {"abc\n", 4, 1, "f:2:1+1 "},
      {"a\nbcd\ne", 2, 3, "f:2:1+3 bcd"},
      {"a\nbcd\ne", 4, 9, "f:2:3+1 bcd"},
      {"a\r\nbcd\r\ne", 4, 1, "f:2:2+1 bcd"},
      {"\n\n\nx", 3, 1, "f:4:1+1 x"},
      {"\n", 0, 1, "f:1:1+1 "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.offset, row.length);
    CHECK(print(spot_at(row.text, row.offset, row.length, "f")) == row.spot);
  }
}

TEST_CASE("to_text puts a caret under the spot", "[error]") {
  struct Row {
    std::string_view file;
    std::string_view text;
    std::size_t offset;
    std::size_t length;
    std::string_view hint;
    std::string_view shown;
  };
  const std::vector<Row> rows{
      {"", "a and", 2, 3, "", "1:3: wrong\n  a and\n    ^~~"},
      {"q.kql", "a and", 2, 3, "", "q.kql:1:3: wrong\n  a and\n    ^~~"},
      {"", "a and", 5, 1, "write a term", "1:6: wrong\n  a and\n       ^\n  write a term"},
      {"", "a and", 0, 99, "", "1:1: wrong\n  a and\n  ^~~~~"},
      {"", "one\ntwo", 4, 1, "", "2:1: wrong\n  two\n  ^"},
      // Control characters, those of C1 as UTF-8 included, cannot steer the terminal.
      {"", "\x1b[31m\tx", 6, 1, "", "1:7: wrong\n   [31m x\n        ^"},
      {"",
       "a\xc2\x9b"
       "31mx",
       6, 1, "", "1:7: wrong\n  a 31mx\n       ^"},
      {"a\x1b[2J", "x", 0, 1, "", "a [2J:1:1: wrong\n  x\n  ^"},
      // The column counts bytes; the caret stands under the character.
      {"", "n:\"\xc3\xa9t\xc3\xa9\" or", 9, 2, "", "1:10: wrong\n  n:\"\xc3\xa9t\xc3\xa9\" or\n         ^~"},
      {"", "\xc3\xa9\xc3\xa9", 0, 4, "", "1:1: wrong\n  \xc3\xa9\xc3\xa9\n  ^~"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file, row.text, row.offset, row.length);
    Error error("wrong", std::string(row.hint));
    error.spot = spot_at(row.text, row.offset, row.length, std::string(row.file));
    CHECK(to_text(error) == row.shown);
  }
}

TEST_CASE("to_text without a place in a text", "[error]") {
  Error error("cannot read it");
  CHECK(to_text(error) == "cannot read it");
  error.spot.file = "a.json";
  CHECK(to_text(error) == "a.json: cannot read it");
  error.hint = "is it there?";
  CHECK(to_text(error) == "a.json: cannot read it\n  is it there?");
}

TEST_CASE("to_text shows a window of a long line", "[error]") {
  const std::string line = std::string(1000, 'a') + "X" + std::string(1000, 'b');
  Error error("wrong");
  error.spot = spot_at(line, 1000, 1);
  const std::string shown = to_text(error);
  const std::size_t first = shown.find('\n') + 1;
  const std::size_t second = shown.find('\n', first) + 1;
  CHECK(shown.starts_with("1:1001: wrong\n"));
  CHECK(second - first <= 170);
  REQUIRE(shown.back() == '^');
  CHECK(shown[first + (shown.size() - 1 - second)] == 'X');
}

TEST_CASE("to_text cuts a long line between characters", "[error]") {
  std::string line;
  for (int i = 0; i < 500; ++i) line += "\xe2\x82\xac";  // €, three bytes
  for (const std::size_t offset : {0U, 300U, 600U, 750U, 1497U}) {
    CAPTURE(offset);
    Error error("wrong");
    error.spot = spot_at(line, offset, 3);
    const std::string shown = to_text(error);
    const std::string window = shown.substr(shown.find('\n') + 3, shown.rfind('\n') - shown.find('\n') - 3);
    CHECK(window.size() % 3 == 0);
    CHECK(window.starts_with("\xe2\x82\xac"));
    CHECK(shown.ends_with(" ^"));
  }
}

TEST_CASE("fail makes a failed Result of any type", "[error]") {
  const Result<int> number = fail("no", "yes");
  REQUIRE(!number);
  CHECK(number.error().message == "no");
  CHECK(number.error().hint == "yes");
  const Result<std::string> text = fail(number.error());
  REQUIRE(!text);
  CHECK(text.error().message == "no");
}

}  // namespace
TEST_CASE("to_text has a space for each control character", "[error]") {
  const std::string bad =
      "a\x1b[1m\x7f\xc2\x9b"
      "b\n\tc";
  Error error(bad, bad);
  error.spot = spot_at(
      "x\x1b\x7f\xc2\x9b"
      "y",
      4, 1, bad);
  std::string shown = to_text(error);
  CHECK(std::count(shown.begin(), shown.end(), '\n') == 3);
  for (const char* const control : {"\x1b", "\x7f", "\xc2\x9b", "\t"})
    CHECK(shown.find(control) == std::string::npos);
  CHECK(shown.starts_with("a [1m  b  c:1:"));
}

}  // namespace firstseen
