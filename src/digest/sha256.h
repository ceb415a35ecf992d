// SHA-256 (FIPS 180-4), through nettle. The only user of nettle.
#pragma once

#include <string>
#include <string_view>

namespace firstseen::digest {

// Returns the digest as 64 hexadecimal digits in lower case.
std::string sha256(std::string_view bytes);

}  // namespace firstseen::digest
