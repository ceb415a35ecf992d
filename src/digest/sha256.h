// SHA-256 (FIPS 180-4), through nettle: the one door to it.
#pragma once

#include <string>
#include <string_view>

namespace firstseen::digest {

// In hexadecimal, 64 digits in lower case.
std::string sha256(std::string_view bytes);

}  // namespace firstseen::digest
