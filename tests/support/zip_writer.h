// Zips whose records need not fit together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::test {

// A member, or bytes between members.
struct ZipPart {
  std::string name = {};
  std::string content = {};
  bool beside = false;  // `content` as it is, without headers
  bool deflated = false;
  bool described = false;           // sizes and checksum only in a data descriptor after the data
  bool magic = true;                // the descriptor begins with its magic
  bool wide = false;                // zip64
  bool named = true;                // by the central directory
  std::string extra = {};           // an extra field of the local header, with its own header
  std::string comment = {};         // in the central directory
  std::string directory_name = {};  // there, if it is another
  int size_error = 0;               // added to the size in the local header
  int directory_size_error = 0;     // in the central directory
};

// Returns the parts, a central directory and the end record with the comment.
std::string zip_of(const std::vector<ZipPart>& parts, std::string_view comment = {});

// Returns a zip of one stored member, whose data are `before` and a stored member `inner`. The central directory names
// both.
std::string overlapping_zip(const ZipPart& inner, const std::string& before);

}  // namespace firstseen::test
