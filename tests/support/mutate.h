// The same record, spelt in other ways that JSON, XML and vendors allow, and in some that they do not.
#pragma once

#include <random>
#include <string>

namespace firstseen::test {

// Escapes of letters, digits and punctuation (\u00XX), white space between tokens, numbers as strings and
// with fractions, exponents and leading zeros, other letter cases, XML character references. Most results are
// still well-formed JSON and mean the same, or another number.
std::string respelt(std::string text, std::mt19937& random);

}  // namespace firstseen::test
