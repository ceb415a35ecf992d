// Whether a file holds one record text a line, decided by its first bytes.
#pragma once

#include <string_view>

namespace firstseen::input {

enum class Layout : unsigned char {
  kLines,      // NDJSON, and whatever else has lines
  kDocuments,  // one JSON array, or documents that span lines
};

// `head`: the first bytes of the file, at most kLayoutHeadBytes are looked at. An array, or an object that is
// still open at the end of its line and not followed by a line that begins another, is kDocuments.
Layout layout_of(std::string_view head);

inline constexpr std::size_t kLayoutHeadBytes = 64 * 1024;

inline constexpr std::string_view kUtf8Bom = "\xef\xbb\xbf";

}  // namespace firstseen::input
