// Reads whole numbers in any decimal spelling.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace firstseen::text {

// Reads the number that a decimal text spells, by value: `445`, `+445`, `00445`, `445.0`, `4.45e2`, `44500E-2`, with
// blanks around it. Returns nullopt for fractions, for other texts, and beyond 64 bits. These are the spellings that
// Elasticsearch reads as a long, but that it truncates fractions and refuses blanks
// (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/coerce).
std::optional<std::int64_t> whole_number(std::string_view text);

// The same for `0x1BD`, in either letter case. nullopt without the prefix.
std::optional<std::int64_t> hexadecimal_number(std::string_view text);

// Returns the digits of a whole number that is spelled in another way; nullopt for digits as they are usually written
// and for other texts.
std::optional<std::string> digits_of_respelled(std::string_view text);

}  // namespace firstseen::text
