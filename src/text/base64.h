// Bytes as text: base64 (RFC 4648 §4 and §5), and arrays of their numbers, as exporters put them around records.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace firstseen::text {

// How JSON and XML begin in base64: `{"`, `{` and white space, `[{`, `["`, `[` and white space, `<E`, `<?`.
inline constexpr std::array<std::string_view, 10> kBase64Beginnings{"eyJ", "eyA", "ewo", "ew0", "ewk",
                                                                    "W3s", "Wwo", "WyA", "PEV", "PD9"};

// How an array begins that has the numbers of such bytes: of `{` and `[`.
inline constexpr std::array<std::string_view, 2> kByteArrayBeginnings{"[123", "[91"};

// Whether a text begins as JSON or XML does in base64, and as such an array.
bool begins_in_base64(std::string_view text);
bool begins_byte_array(std::string_view text);

// Returns the bytes of a text in base64, in either alphabet, with or without padding and line ends; nullopt if it is something else.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace firstseen::text
