// Words against Unicode's own break tests, Lucene's additions to them, and the longest word.
#include "unicode/words.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "text/utf8.h"

namespace firstseen::unicode {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  WordCursor cursor(text);
  for (std::string_view word; cursor.next(word);) words.emplace_back(word);
  return words;
}

std::string repeated(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

const char* const kUnicodeRows[] = {
#define WORD_BREAK_ROW(row) row,
#include "word_break_rows.inc"
#undef WORD_BREAK_ROW
};

}  // namespace

TEST_CASE("words: Unicode's own tests of word boundaries", "[unicode]") {
  for (const std::string_view row : kUnicodeRows) {
    std::string text;
    std::vector<std::string> expected;
    bool inside = false;
    for (std::size_t at = 0; at < row.size();) {
      if (row[at] == '[') {
        inside = true;
        expected.emplace_back();
      }
      inside = inside && row[at] != ']';
      const std::size_t end = std::min(row.find_first_not_of("0123456789ABCDEF", at), row.size());
      if (end > at) {
        const auto point =
            static_cast<std::uint32_t>(std::stoul(std::string(row.substr(at, end - at)), nullptr, 16));
        text::append_utf8(text, point);
        if (inside) text::append_utf8(expected.back(), point);
      }
      at = std::max(end, at + 1);
    }
    CAPTURE(row);
    CHECK(words_of(text) == expected);
  }
}

TEST_CASE("words: what Lucene makes of texts", "[unicode]") {
  struct Row {
    std::string text;
    std::vector<std::string> words;
  };
  const std::vector<Row> rows{
      {"", {}},
      {" .,;!_ ", {}},
      {"a.b a..b a.1 1.a 1,2 1;2 a:b 1:2 o'neil 'x'",
       {"a.b", "a", "b", "a", "1", "1", "a", "1,2", "1;2", "a:b", "1", "2", "o'neil", "x"}},
      {"“quoted”–text—dash a\u00a0b a\u2003b a\u2028b",
       {"quoted", "text", "dash", "a", "b", "a", "b", "a", "b"}},
      {"o’neil don’t ‘x’", {"o’neil", "don’t", "x"}},
      {"Straße ΣΊΣΥΦΟΣ Привет-мир", {"Straße", "ΣΊΣΥΦΟΣ", "Привет", "мир"}},
      {"e\u0301t\u00ade", {"e\u0301t\u00ade"}},  // combining accent, soft hyphen
      {"\u0301a", {"a"}},                        // a mark without a character
      {"東京都 ひらがな カタカナ 한국어", {"東", "京", "都", "ひ", "ら", "が", "な", "カタカナ", "한국어"}},
      {"a東b", {"a", "東", "b"}},
      {"สวัสดีครับ ພາສາ a", {"สวัสดีครับ", "ພາສາ", "a"}},
      {"１２３ ａｂｃ", {"１２３", "ａｂｃ"}},  // fullwidth
      {"a💩b 👍🏽 👨‍👩‍👧 🇩🇪🇫🇷 🇩 #️⃣ 1️⃣ # *",
       {"a", "💩", "b", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇫🇷", "#️⃣", "1️⃣"}},
      {"\u05d0\"\u05d1 \u05d0' a'", {"\u05d0\"\u05d1", "\u05d0'", "a"}},  // Hebrew
      {"a\xff"
       "b \xc3 \xe2\x82",
       {"a", "b"}},  // not UTF-8
      {"a.\xff"
       "b",
       {"a", "b"}},
      {"__ö__ _", {"__ö__"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(words_of(row.text) == row.words);
  }
}

TEST_CASE("words: a word of more than 255 units of UTF-16 is cut", "[unicode]") {
  struct Row {
    std::string text;
    std::vector<std::string> words;
  };
  const std::string a254 = repeated("a", 254);
  const std::string e254 = repeated("é", 254);
  const std::vector<Row> rows{
      {a254 + "b", {a254 + "b"}},
      {a254 + "bc", {a254 + "b", "c"}},
      {repeated("a", 600), {repeated("a", 255), repeated("a", 255), repeated("a", 90)}},
      {a254 + ".b", {a254, "b"}},  // the dot is the last that fits: not between two letters
      {a254 + "b.c", {a254 + "b", "c"}},
      {repeated("a", 253) + ".b", {repeated("a", 253) + ".b"}},
      {a254 + "_b", {a254 + "_", "b"}},
      {a254 + "b_c", {a254 + "b", "_c"}},
      {a254 + "b___", {a254 + "b"}},
      {e254 + "b", {e254 + "b"}},
      {e254 + "bc", {e254 + "b", "c"}},
      {e254 + ".b", {e254, "b"}},
      {e254 + "b\u0301c", {e254 + "b", "c"}},
      {repeated("𝐀", 128), {repeated("𝐀", 127), "𝐀"}},  // two units each
      {repeated("한", 256), {repeated("한", 255), "한"}},
      {repeated("ก", 256), {repeated("ก", 255), "ก"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(words_of(row.text) == row.words);
  }
}

}  // namespace firstseen::unicode
