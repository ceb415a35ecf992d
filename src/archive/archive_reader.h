// Zip and tar, and the streams that libarchive decompresses: the one door to libarchive.
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

// One file of an archive after another, in the order in which they lie there; nothing is extracted, and
// memory does not grow with their size. One thread at a time.
class ArchiveReader {
 public:
  enum class EntryKind : std::uint8_t { kFile, kDirectory, kSymbolicLink, kHardLink, kOther };

  struct Entry {
    std::string name;  // as the archive has it, with slashes; empty: it cannot be told
    EntryKind kind = EntryKind::kFile;
    bool encrypted = false;
  };

  // A zip in bytes that can be sought in is read by its central directory, where it has one.
  // Entries expand within the bounds.
  ArchiveReader(std::unique_ptr<bytes::ByteStream> bytes, ArchiveFormat format,
                const ExpansionBounds& bounds);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // The next entry, whatever was read of the one before; nothing at the end. After an error nothing more
  // comes. Damage that can be passed over is an error in the place of the end.
  Result<std::optional<Entry>> next();

  // Up to `wanted` further bytes of the entry; 0 at its end. Damage is an error after everything that could
  // be read before it; the next entry may still be good.
  Result<std::size_t> read(char* out, std::size_t wanted);

  // As of the bytes given.
  std::uint64_t consumed() const { return bytes_->consumed(); }

 private:
  struct Callbacks;

  int open();
  Result<void> leave_entry();
  void read_block();
  Error damage() const;

  std::unique_ptr<bytes::ByteStream> bytes_;
  ArchiveFormat format_;
  bytes::Buffer buffer_;     // what libarchive was given last
  std::uint64_t given_ = 0;  // where in bytes_ that ends
  ::archive* archive_;
  bool opened_ = false;
  bytes::Expansion expansion_;
  std::optional<Error> source_error_;  // of bytes_
  std::optional<Error> passed_over_;   // damage that next() went on after

  // The entry at hand: what was read of it and not handed out yet, as libarchive holds it.
  std::string_view block_;
  std::uint64_t hole_bytes_ = 0;  // zeros before block_
  std::uint64_t offset_ = 0;      // of what comes next, holes counted
  std::optional<Error> error_;    // comes when block_ is handed out
  bool entry_ended_ = false;
};

}  // namespace firstseen::archive
