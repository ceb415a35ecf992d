// Characters that a terminal, browser or editor may interpret, or show as nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace firstseen::text {

struct CharacterRange {
  std::uint32_t first;
  std::uint32_t last;
};

// Controls, line and paragraph separators, format characters (general category Cf), code points that
// are ignorable by default, private use, and the blank Braille pattern, of Unicode 15.1: UnicodeData
// and DerivedCoreProperties. Ascending. The last two code points of each plane, which are no
// characters, are not listed.
inline constexpr CharacterRange kInvisible[] = {
    {0x0, 0x1f},         {0x7f, 0x9f},       {0xad, 0xad},       {0x34f, 0x34f},     {0x600, 0x605},
    {0x61c, 0x61c},      {0x6dd, 0x6dd},     {0x70f, 0x70f},     {0x890, 0x891},     {0x8e2, 0x8e2},
    {0x115f, 0x1160},    {0x17b4, 0x17b5},   {0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},
    {0x2060, 0x206f},    {0x2800, 0x2800},   {0x3164, 0x3164},   {0xe000, 0xf8ff},   {0xfdd0, 0xfdef},
    {0xfe00, 0xfe0f},    {0xfeff, 0xfeff},   {0xffa0, 0xffa0},   {0xfff0, 0xfffb},   {0x110bd, 0x110bd},
    {0x110cd, 0x110cd},  {0x13430, 0x1343f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
    {0xf0000, 0x10ffff},
};

constexpr bool is_unsafe_to_show(std::uint32_t point) {
  if (point >= 0x20 && point < 0x7f) return false;
  if ((point & 0xfffe) == 0xfffe) return true;
  const auto* const range =
      std::lower_bound(std::begin(kInvisible), std::end(kInvisible), point,
                       [](const CharacterRange& r, std::uint32_t p) { return r.last < p; });
  return range != std::end(kInvisible) && range->first <= point;
}

}  // namespace firstseen::text
