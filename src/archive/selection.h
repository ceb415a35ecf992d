// Which files below directories and in archives are read.
#pragma once

#include <string_view>

namespace firstseen::archive {

// Reasons to pass over what was not asked for by name, below directories and in archives.
inline constexpr std::string_view kPassedOverHidden = "hidden";
inline constexpr std::string_view kPassedOverLink = "a symbolic link";
inline constexpr std::string_view kPassedOverSpecial = "not a regular file";
inline constexpr std::string_view kPassedOverName = "not named like an export";

// Whether a file of that name is taken from below a directory or out of an archive.
bool is_export_name(std::string_view name);

}  // namespace firstseen::archive
