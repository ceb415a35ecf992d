// What files are that are not exports, by their first bytes; and why files below directories and in
// archives are not read. One table, for all inputs.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace firstseen::archive {

struct FileKind {
  std::string_view name;    // `a Windows event log`
  std::string_view plural;  // `Windows event logs`
  std::string_view advice;  // what to do with it, FILE being its path; may be empty
  std::string_view magic;   // its bytes at `offset`
  std::size_t offset = 0;
  bool (*matches)(std::string_view head) = nullptr;  // instead of `magic`
  bool container = false;                            // may hold exports
};

// At least so many bytes of a file decide what it is, or all that it has.
inline constexpr std::size_t kKindHeadBytes = 64 * 1024;

// Returns the kind of a file that begins with `head`, which is decompressed UTF-8, or nullptr if it
// may be an export.
const FileKind* kind_of(std::string_view head);

// Whether a line of `head` begins an object, an array or an `<Event>`, after blanks, byte order marks
// or what a log writes before it.
bool has_record_line(std::string_view head);

// Why a file is skipped, in place of the name of its kind.
inline constexpr std::string_view kSkippedHidden = "hidden";
inline constexpr std::string_view kSkippedLink = "a symbolic link";
inline constexpr std::string_view kSkippedHardLink = "a hard link";
inline constexpr std::string_view kSkippedSpecial = "not a regular file";
inline constexpr std::string_view kSkippedNoBytes = "an empty file";
inline constexpr std::string_view kSkippedNoMember = "an empty archive";
inline constexpr std::string_view kSkippedOther = "a file without a line of JSON";
inline constexpr std::string_view kSkippedTable = "a table of unknown columns";
inline constexpr std::string_view kSkippedOutput = "an output of this run";
inline constexpr std::string_view kSkippedRepeated = "read under another name";

// Returns the plural of the name of a kind or of such a reason.
std::string_view plural_of(std::string_view reason);

const std::vector<FileKind>& file_kinds();

}  // namespace firstseen::archive
