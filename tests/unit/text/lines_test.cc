#include "text/lines.h"

#include <catch2/catch_test_macros.hpp>
#include <string_view>
#include <vector>

namespace firstseen::text {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) lines.push_back(take_line(text));
  return lines;
}

TEST_CASE("lines: the last one may lack its newline") {
  using Lines = std::vector<std::string_view>;
  CHECK(lines_of("") == Lines{});
  CHECK(lines_of("\n") == Lines{""});
  CHECK(lines_of("a") == Lines{"a"});
  CHECK(lines_of("a\n") == Lines{"a"});
  CHECK(lines_of("a\n\nb\r\n") == Lines{"a", "", "b\r"});
}

TEST_CASE("lines: a line knows where the next begins and whether it ended") {
  const Line first = line_at("ab\nc", 0);
  CHECK(first.text == "ab");
  CHECK(first.next == 3);
  CHECK(first.ended);
  const Line last = line_at("ab\nc", 3);
  CHECK(last.text == "c");
  CHECK(last.next == 4);
  CHECK_FALSE(last.ended);
}

TEST_CASE("lines: a carriage return at the end is not part of a line") {
  CHECK(without_cr("a\r") == "a");
  CHECK(without_cr("a\r\r") == "a\r");
  CHECK(without_cr("\ra") == "\ra");
  CHECK(without_cr("").empty());
}

TEST_CASE("lines: where a line begins") {
  CHECK(begin_of_line("a\nbc\nd", 1) == 0);
  CHECK(begin_of_line("a\nbc\nd", 2) == 2);
  CHECK(begin_of_line("a\nbc\nd", 3) == 5);
  CHECK(begin_of_line("a\nbc\nd", 4) == 6);
}

}  // namespace
}  // namespace firstseen::text
