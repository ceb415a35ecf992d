#include "unicode/letter_case.h"

#include <catch2/catch_test_macros.hpp>

#include "text/utf8.h"

namespace firstseen::unicode {

TEST_CASE("letter case: each character by itself, in no language", "[unicode]") {
  CHECK(lowered("ABC xyz 1") == "abc xyz 1");
  CHECK(lowered("ÉÖß ΣΑΣ ЖШ") == "éöß σασ жш");
  CHECK(lowered("I\u0130\u0131") == "ii\u0131");  // İ is i, ı stays
  CHECK(lowered("\u212a\u212b") == "k\u00e5");    // kelvin, angstrom
  CHECK(lowered("\U00010400") == "\U00010428");
  CHECK(lowered("A\xffÉ\xc3") == "a\xffé\xc3");  // not UTF-8
  CHECK(is_ascii("abc"));
  CHECK(!is_ascii("ab\xc3\xa9"));
}

TEST_CASE("letter case: only these characters beyond ASCII become ASCII", "[unicode]") {
  std::string found;
  for (std::uint32_t point = 0x80; point < 0x110000; ++point) {
    if (point >= 0xd800 && point < 0xe000) continue;
    std::string text;
    text::append_utf8(text, point);
    const std::string lower = lowered(text);
    if (is_ascii(lower)) found += text + lower;
  }
  std::string expected;
  for (const FoldedSpelling& spelling : kSpellingsOfAscii) (expected += spelling.utf8) += spelling.lower;
  CHECK(found == expected);
}

}  // namespace firstseen::unicode
