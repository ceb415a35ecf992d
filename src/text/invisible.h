// Characters that a terminal, browser or editor may interpret instead of showing.
#pragma once

#include <cstdint>

namespace firstseen::text {

// C0 and C1 controls, DEL, line and paragraph separators, bidirectional controls, zero-width and
// other invisible format characters, the tag block and variation selectors of Unicode 15.
constexpr bool is_unsafe_to_show(std::uint32_t point) {
  if (point < 0x20 || (point >= 0x7f && point <= 0x9f)) return true;
  if (point < 0xad) return false;
  return point == 0xad || point == 0x34f || point == 0x61c || point == 0x115f || point == 0x1160 ||
         point == 0x17b4 || point == 0x17b5 || (point >= 0x180b && point <= 0x180f) ||
         (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
         (point >= 0x2060 && point <= 0x206f) || point == 0x3164 || (point >= 0xfe00 && point <= 0xfe0f) ||
         point == 0xfeff || point == 0xffa0 || (point >= 0xfff0 && point <= 0xfffb) ||
         (point >= 0x1d173 && point <= 0x1d17a) || (point >= 0xe0000 && point <= 0xe0fff);
}

}  // namespace firstseen::text
