// Where a whole number is written in another way than by its digits: 445 as 4.45e2, 00445 or 44500e-2.
//
// In each of these spellings the significant digits follow one another, but for one dot between them. So a scan for few
// texts comes to all of them, and what is around such a text shows whether it is the number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::prefilter {

// Returns texts of which each spelling of the number has one, besides its digits: `4.45` and `44.5`; of 80, `8.` and
// `8e`, in either letter case.
std::vector<std::string> pieces_of_spellings(std::string_view digits);

// Whether the bytes [begin, end), one of these texts or the digits themselves, may be part of a spelling of the number.
// Looks at a bounded number of bytes around them.
bool may_spell(std::string_view bytes, std::size_t begin, std::size_t end, std::string_view digits);

// Whether hexadecimal digits [begin, end) may be a whole number: `0x` and zeros precede them.
bool may_be_hexadecimal(std::string_view bytes, std::size_t begin, std::size_t end);

}  // namespace firstseen::prefilter
