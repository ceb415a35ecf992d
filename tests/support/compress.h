// Bytes in compressed files and archives, made by libarchive.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstseen::test {

// One compressed stream: gzip, bzip2, xz or zstd.
std::string compressed(std::string_view filter, std::string_view content);

enum class MemberKind : unsigned char { kFile, kSparseFile, kDirectory, kSymbolicLink, kHardLink, kFifo };

// Of a sparse file the zeros that it begins with are a hole; pax only.
struct Member {
  std::string name;
  std::string content;  // of a link: where it leads
  MemberKind kind = MemberKind::kFile;
};
using Members = std::vector<Member>;

// An archive: zip, pax or gnutar, within `filter`, which may be none. Names are UTF-8, but gnutar takes any
// bytes.
std::string archived(std::string_view format, std::string_view filter, const Members& members);

// A zip whose files are all encrypted, by `method`: zipcrypt, aes128 or aes256.
std::string encrypted_zip(std::string_view method, const Members& members);

}  // namespace firstseen::test
