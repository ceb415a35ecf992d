#include "text/display_width.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "text/utf8.h"

namespace firstseen::text {
namespace {

TEST_CASE("display width: wide characters count double, combining ones nothing") {
  for (const auto& [text, width] :
       {std::tuple{"", 0U}, std::tuple{"abc", 3U}, std::tuple{"日本", 4U}, std::tuple{"e\xcc\x81", 1U},
        std::tuple{"é", 1U}, std::tuple{"ｱ", 1U}, std::tuple{"Ａ", 2U}, std::tuple{"😀", 2U},
        std::tuple{"한", 2U}, std::tuple{"…", 1U}}) {
    CAPTURE(text);
    CHECK(display_width(text) == width);
  }
}

TEST_CASE("shortened: at the end, in the middle, at the start") {
  struct Row {
    std::string_view text;
    std::size_t width;
    std::string end;
    std::string middle;
    std::string start;
  };
  for (const auto& [text, width, end, middle, start] : {
           Row{"abcdef", 6, "abcdef", "abcdef", "abcdef"},
           Row{"abcdefg", 6, "abcde…", "abc…fg", "…cdefg"},
           Row{"abcdefg", 2, "a…", "a…", "…g"},
           Row{"abcdefg", 1, "…", "…", "…"},
           Row{"日本語日本語", 6, "日本…", "日…語", "…本語"},
           Row{"ae\xcc\x81"
               "bce\xcc\x81"
               "d",
               4,
               "ae\xcc\x81"
               "b…",
               "ae\xcc\x81…d",
               "…ce\xcc\x81"
               "d"},
       }) {
    CAPTURE(text, width);
    CHECK(shortened(text, width) == end);
    CHECK(shortened(text, width, Cut::kMiddle) == middle);
    CHECK(shortened(text, width, Cut::kStart) == start);
  }
}

TEST_CASE("shortened: never wider, and always well-formed") {
  const std::vector<std::string> kParts{"a", "é", "日", "\xcc\x81", "😀", " "};
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = random() % 12; i > 0; --i) text += kParts[random() % kParts.size()];
    const std::size_t width = 1 + random() % 10;
    for (const Cut cut : {Cut::kEnd, Cut::kMiddle, Cut::kStart}) {
      const std::string cut_text = shortened(text, width, cut);
      REQUIRE(display_width(cut_text) <= std::max<std::size_t>(width, 1));
      REQUIRE(repair_utf8(cut_text) == cut_text);
      if (display_width(text) <= width) REQUIRE(cut_text == text);
    }
  }
}

TEST_CASE("wrapped: at blanks, with an indent, and never within a word") {
  struct Row {
    std::string_view text;
    std::size_t width;
    std::string wrapped;
  };
  for (const auto& [text, width, expected] : {
           Row{"a b c\n", 0, "a b c\n"},
           Row{"aa bb cc\n", 5, "aa bb\n  cc\n"},
           Row{"  aa bb cc dd\n", 8, "  aa bb\n    cc\n    dd\n"},
           Row{"aaaaaaaaaa bb\n", 4, "aaaaaaaaaa\n  bb\n"},
           Row{"a  b\nc", 4, "a  b\nc"},
           Row{"", 4, ""},
       }) {
    CAPTURE(text, width);
    CHECK(wrapped(text, width) == expected);
  }
}

}  // namespace
}  // namespace firstseen::text
