// Reads zip and tar archives, and streams compressed with bzip2 or xz. The only user of libarchive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive_format.h"
#include "bytes/buffer.h"
#include "bytes/byte_stream.h"
#include "bytes/expansion.h"
#include "firstseen/error.h"

struct archive;

namespace firstseen::archive {

// Reads the entries of an archive one after another, in the order of the archive. Writes nothing to
// disk; memory does not grow with the size of the entries. Not thread-safe.
class ArchiveReader {
 public:
  enum class EntryKind : std::uint8_t { kFile, kDirectory, kSymbolicLink, kHardLink, kOther };

  struct Entry {
    std::string name;  // as stored in the archive; empty: unknown
    EntryKind kind = EntryKind::kFile;
    bool encrypted = false;
  };

  // If `bytes` is seekable, a zip is read by its central directory, if it has one. `bounds` limits
  // how far entries may expand.
  ArchiveReader(std::unique_ptr<bytes::ByteStream> bytes, ArchiveFormat format,
                const ExpansionBounds& bounds);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // Returns the next entry, no matter how much of the previous one was read; nullopt at the end. No
  // entry follows an error. Damage that can be skipped is reported as an error at the end.
  Result<std::optional<Entry>> next();

  // Reads up to `size` bytes of the current entry; returns 0 at its end. Damage is reported after
  // all bytes that precede it; the next entry may still be good.
  Result<std::size_t> read(char* out, std::size_t size);

  // See ByteStream::consumed() and take_rest(). REQUIRES of the latter: the format is kBare.
  std::uint64_t consumed() const { return bytes_ ? bytes_->consumed() : consumed_; }
  std::unique_ptr<bytes::ByteStream> take_rest();

  bool reads_zstd() const { return bytes_ && bytes_->reads_zstd(); }

 private:
  struct Callbacks;

  int open();
  Result<void> leave_entry();
  void read_block();
  void keep_end();
  Error damage() const;

  std::unique_ptr<bytes::ByteStream> bytes_;
  ArchiveFormat format_;
  bytes::Buffer buffer_;        // the bytes last passed to libarchive
  std::uint64_t given_ = 0;     // offset in bytes_ of the end of buffer_
  std::size_t last_given_ = 0;  // bytes of buffer_
  std::string end_;             // of what was given before; kBare only
  std::uint64_t consumed_ = 0;  // once the rest is taken
  ::archive* archive_;
  bool opened_ = false;
  bytes::Expansion expansion_;
  std::optional<Error> source_error_;  // a read error of bytes_
  std::optional<Error> passed_over_;   // damage that next() skipped; reported at the end

  // The current entry.
  std::string_view block_;        // not returned yet; libarchive owns the memory
  std::uint64_t hole_bytes_ = 0;  // zeros to return before block_
  std::uint64_t offset_ = 0;      // end of block_ in the entry, holes included
  std::optional<Error> error_;    // reported after block_
  bool entry_ended_ = false;
};

}  // namespace firstseen::archive
