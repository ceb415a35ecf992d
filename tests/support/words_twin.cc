#include "support/words_twin.h"

#include <unicase.h>
#include <unictype.h>
#include <unistr.h>
#include <uniwbrk.h>

#include <algorithm>

namespace firstseen::test {
namespace {

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::vector<ucs4_t> points_of(std::string_view text) {
  std::vector<ucs4_t> points;
  while (!text.empty()) {
    ucs4_t point = 0;
    const int length = u8_mbtouc(&point, bytes_of(text), text.size());
    points.push_back(point);
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return points;
}

bool makes_word(ucs4_t point) {
  const int type = uc_wordbreak_property(point);
  if (type == WBP_ALETTER || type == WBP_HL || type == WBP_NUMERIC || type == WBP_KATAKANA) return true;
  const std::string_view script = uc_script(point) == nullptr ? "" : uc_script(point)->name;
  return type == WBP_OTHER && (script == "Han" || script == "Hiragana");
}

std::vector<std::string> script_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool inside = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (inside) {
      words.back() += lower;
    } else {
      words.emplace_back();
    }
  }
  std::erase(words, "");
  return words;
}

}  // namespace

std::string lower_of(std::string_view text) {
  std::string lower;
  for (const ucs4_t point : points_of(text)) {
    std::uint8_t buffer[4];
    const int length = u8_uctomb(buffer, uc_tolower(point), sizeof buffer);
    lower.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
  }
  return lower;
}

std::vector<std::string> words_of(event::Analyzer analyzer, std::string_view text) {
  if (analyzer == event::Analyzer::kScript) return script_words(text);
  std::vector<char> breaks(text.size() + 1);
  u8_wordbreaks(bytes_of(text), text.size(), breaks.data());
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    while (end < text.size() && breaks[end] == 0) ++end;
    const auto points = points_of(text.substr(begin, end - begin));
    if (std::any_of(points.begin(), points.end(), makes_word))
      words.push_back(lower_of(text.substr(begin, end - begin)));
    begin = end;
  }
  return words;
}

}  // namespace firstseen::test
