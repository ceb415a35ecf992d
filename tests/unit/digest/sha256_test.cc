#include "digest/sha256.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

namespace firstseen {

// The examples of FIPS 180-4 (NIST, Cryptographic Standards and Guidelines, SHA256.pdf), and a long text.
TEST_CASE("sha256: the published examples") {
  CHECK(digest::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(digest::sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

}  // namespace firstseen
