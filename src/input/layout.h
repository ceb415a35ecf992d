// Detects by the first bytes of a file whether each of its lines is a document.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "csv/header.h"

namespace firstseen::input {

enum class Layout : unsigned char {
  kLines,      // NDJSON, and any other lines
  kDocuments,  // one JSON array, or documents that span lines
  kRows,       // a table, each of whose rows becomes a document (csv/table_reader.h)
};

// Returns the layout of a file that begins with `head`, of which at most kLayoutHeadBytes are read.
// kRows if it begins with the header of a table (archive/table_head.h). Else kDocuments if the file begins with an array, or with an object that is still open at the end of
// its line, unless the next line is a whole object, or with an object that a comma or another object
// follows on its line; or if a line of `head` is only `{`, `[` or `[{`.
// Documents include lines: files of both, and damaged ones, are read to their end either way.
Layout layout_of(std::string_view head, const csv::KnownColumns& known = {});

// A longer document is read element by element, if it has an array of objects.
inline constexpr std::size_t kStreamedBytes = 1024 * 1024;

// Returns which of `lines`, counted from 0, is the first that cannot be a document by itself: it opens an object or array
// that goes on in the next line, or has more than kStreamedBytes and `max_document` allows more. From there on a file
// is read like kDocuments. `ends`: see text::add_line_ends(). A last line without a newline is looked at for its size only.
std::optional<std::size_t> first_open_line(std::string_view lines, std::span<const std::uint32_t> ends,
                                           std::uint64_t max_document);

inline constexpr std::size_t kLayoutHeadBytes = 64 * 1024;

}  // namespace firstseen::input
