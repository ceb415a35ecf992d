#include "text/wildcard.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::text {
namespace {

TEST_CASE("wildcard: patterns over whole texts") {
  struct Row {
    std::string_view pattern;  // in the query DSL's spelling
    std::string_view text;
    bool matches;
  };
  const std::vector<Row> rows{
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"a*", "a", true},
      {"a*", "ba", false},
      {"*a", "ba", true},
      {"*a", "ab", false},
      {"*a*", "bab", true},
      {"a*a", "a", false},
      {"a*a", "aa", true},
      {"a*b*c", "abbc", true},
      {"a*b*c", "acb", false},
      {"ab*bc", "abc", false},
      {"*ab*ab*", "ab", false},
      {"*ab*ab*", "abab", true},
      {"**", "x", true},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"a?c",
       "a\xc3\xa9"
       "c",
       true},
      {"a??c",
       "a\xc3\xa9"
       "c",
       false},
      {"?", "\xf0\x9f\x98\x80", true},
      {"?*", "", false},
      {"*?", "a", true},
      {"*a?*b", "xaab", true},
      {R"(\*)", "*", true},
      {R"(\*)", "a", false},
      {R"(\?)", "?", true},
      {R"(\?)", "a", false},
      {R"(a\\b)", R"(a\b)", true},
      {"A", "a", false},
      {"*C*", "abc", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern, row.text);
    CHECK(Wildcard::from_dsl(row.pattern, false).matches(row.text) == row.matches);
  }
  CHECK(Wildcard::of_stars(R"(a.*\?)").matches(R"(a.b\?)"));
  CHECK_FALSE(Wildcard::of_stars("a.?").matches("a.b"));
  CHECK(Wildcard::with_runs("a**", {2}, true).matches("A*b"));
  CHECK_FALSE(Wildcard::with_runs("a**", {2}, false).matches("abc"));
  CHECK(Wildcard::from_dsl("*C*d", true).matches("abcD"));
  CHECK(Wildcard::from_dsl("?C", true).matches("Xc"));
  CHECK(Wildcard::from_dsl("a*", false).ignoring_case().matches("AB"));
}

TEST_CASE("wildcard: a pattern tells the texts that every match holds") {
  CHECK(Wildcard::from_dsl("*", false).literals().empty());
  CHECK(Wildcard::from_dsl("a*b?c", false).literals() == std::vector<std::string>{"a", "b", "c"});
  CHECK(Wildcard::from_dsl("*Ab*", true).literals() == std::vector<std::string>{"ab"});
  CHECK(Wildcard::from_dsl(R"(a\*?)", false).print() == R"(a\*?)");
}

bool naive(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*')
    return naive(pattern.substr(1), text) || (!text.empty() && naive(pattern, text.substr(1)));
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
         naive(pattern.substr(1), text.substr(1));
}

TEST_CASE("wildcard: patterns agree with a naive matcher") {
  std::mt19937 random(5);
  const auto any_of = [&](std::string_view alphabet, std::size_t longest) {
    std::string text;
    for (auto i = random() % (longest + 1); i > 0; --i) text += alphabet[random() % alphabet.size()];
    return text;
  };
  for (int round = 0; round < 50'000; ++round) {
    const std::string pattern = any_of(round % 2 == 0 ? "ab*" : "ab*?", 6);
    const std::string text = any_of("ab", 8);
    CAPTURE(pattern, text);
    const bool matches = naive(pattern, text);
    REQUIRE(Wildcard::from_dsl(pattern, false).matches(text) == matches);
    if (round % 2 == 0) REQUIRE(Wildcard::of_stars(pattern).matches(text) == matches);
  }
}

}  // namespace
}  // namespace firstseen::text
