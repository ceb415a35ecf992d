// Words against libunistring's segmentation, and those of ASCII characters against the path of all others.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <span>

#include "predicate/analysis.h"
#include "support/words_twin.h"

namespace firstseen {
namespace {

std::string random_text(std::span<const std::string_view> pieces, std::mt19937& random) {
  std::string text;
  for (std::size_t i = 0, n = random() % 40; i < n; ++i) text += pieces[random() % pieces.size()];
  return text;
}

constexpr std::string_view kAscii[] = {"a", "B",  "z", "0", "9",  "_", ":", ".",  ",", ";",
                                       "'", "\"", " ", "-", "\n", "#", "*", "\\", "/", "\x7f"};
// No Hebrew single quote, emoji or joiner before one, in which Lucene differs from UAX #29.
constexpr std::string_view kBeyond[] = {
    "a",      "B",      "1",  "_",      ":",  ".",  ",",      "'",      "\"",     " ",
    "é",      "É",      "ß",  "Σ",      "ж",  "’",  "“",      "–",      "·",      "٫",
    "٣",      "‿",      "カ", "ー",     "ひ", "東", "한",     "\u0301", "\u00ad", "\u200b",
    "\u00a0", "\u2028", "𝐀",  "\u0345", "ǅ",  "İ",  "\u212a", "٬",      "：",     "．"};

}  // namespace

TEST_CASE("words: the same as libunistring's segmentation", "[differential]") {
  std::mt19937 random(11);
  for (int i = 0; i < 40'000; ++i) {
    const std::string text = i % 2 == 0 ? random_text(kAscii, random) : random_text(kBeyond, random);
    for (const event::Analyzer analyzer : event::kAnalyzers) {
      CAPTURE(text, analyzer);
      REQUIRE(predicate::analyse(analyzer, text) == test::words_of(analyzer, text));
    }
  }
}

TEST_CASE("words: of ASCII characters, the same on the path of all others", "[differential]") {
  std::mt19937 random(12);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(kAscii, random);
    // The mark after the text belongs to its last character, which sends that word down the other path.
    std::vector<std::string> marked;
    std::string with_marks;
    for (const char c : text) (with_marks += c) += "\u0301";
    for (std::string word : predicate::analyse(event::Analyzer::kStandard, with_marks)) {
      for (std::size_t at; (at = word.find("\u0301")) != std::string::npos;) word.erase(at, 2);
      marked.push_back(std::move(word));
    }
    CAPTURE(text);
    REQUIRE(predicate::analyse(event::Analyzer::kStandard, text) == marked);
  }
}

}  // namespace firstseen
