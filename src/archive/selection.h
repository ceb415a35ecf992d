// Selects the files to read below directories and in archives.
#pragma once

#include <string_view>

#include "csv/header.h"

namespace firstseen::archive {

// Whether a file with this name is read, no matter what it holds: *.json *.jsonl *.ndjson *.log, these
// with .gz .zst .bz2 .xz, *.zip and *.tar*. Ignores case.
bool is_export_name(std::string_view name);

// Returns why a file with another name that begins with `head`, at least kKindHeadBytes or all of it,
// is not read; empty if it is read: it is compressed, an archive, has a line that begins a record, or is a table of
// known columns, or of any if it is called *.csv or *.tsv.
std::string_view why_skipped(std::string_view name, std::string_view head, const csv::KnownColumns& known);

}  // namespace firstseen::archive
