// Selects the files to read below directories and in archives.
#pragma once

#include <string_view>

namespace firstseen::archive {

// Why files below directories and in archives are skipped. Files named as arguments are not.
inline constexpr std::string_view kPassedOverHidden = "hidden";
inline constexpr std::string_view kPassedOverLink = "a symbolic link";
inline constexpr std::string_view kPassedOverSpecial = "not a regular file";
inline constexpr std::string_view kPassedOverName = "not named like an export";

// Whether a file with this name is read: *.json *.jsonl *.ndjson *.log, these with .gz .zst .bz2
// .xz, *.zip and *.tar*. Ignores case.
bool is_export_name(std::string_view name);

}  // namespace firstseen::archive
