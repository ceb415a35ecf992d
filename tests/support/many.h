// Texts and records in which something stands many times.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstseen::test {

std::string repeated(std::string_view text, std::size_t times);

// The fields that with_terms() fills.
extern const std::vector<std::string> kTermFields;

// The record, a JSON object, with 10,000 terms of these fields for each of so many tags.
std::string with_terms(std::string record, std::size_t tags);

}  // namespace firstseen::test
