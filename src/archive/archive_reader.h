// Reads archives, and streams compressed with bzip2, xz, lz4 or compress.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/archive_format.h"
#include "archive/lookahead.h"
#include "archive/unpacker.h"
#include "archive/zip_records.h"
#include "bytes/byte_stream.h"
#include "bytes/expansion.h"
#include "firstseen/error.h"

namespace firstseen::archive {

// Reads the entries of an archive one after another, in the order of its bytes, and what is between and after them.
// Not thread-safe.
class ArchiveReader {
 public:
  struct Entry {
    std::string name = {};  // as stored in the archive; empty: unknown
    EntryKind kind = EntryKind::kFile;
    bool encrypted = false;
  };

  // `bounds` limits how far entries may expand.
  ArchiveReader(std::unique_ptr<bytes::ByteStream> bytes, ArchiveFormat format,
                const ExpansionBounds& bounds);

  ArchiveFormat format() const { return format_; }

  // Returns the next entry, no matter how much of the previous one was read; nullopt at the end. No
  // entry follows an error. Damage that can be skipped is reported as an error at the end.
  Result<std::optional<Entry>> next();

  // Reads up to `size` bytes of the current entry; returns 0 at its end. Damage is reported after
  // all bytes that precede it; the next entry may still be good.
  Result<std::size_t> read(char* out, std::size_t size);

  // See ByteStream::consumed() and take_rest(). REQUIRES of the latter: the format is kBare.
  std::uint64_t consumed() const { return source_.consumed(); }
  std::unique_ptr<bytes::ByteStream> take_rest();

  bool reads_zstd() const { return source_.reads_zstd(); }

 private:
  Result<void> leave_entry();
  void leave_member();
  bool unpack_rest();
  Result<std::optional<Entry>> next_of_zip();
  Result<std::optional<Entry>> next_unpacked();
  bool begins_unpacked();
  void read_more();
  void read_block();
  void read_beside();

  Lookahead source_;
  ArchiveFormat format_;
  ZipRecords records_;                // of a zip
  std::optional<Unpacker> unpacker_;  // of the current entry of a zip; of the others, of all entries
  bool started_ = false;              // of others but zip and tar
  std::uint64_t end_ = 0;             // of 7z: where its bytes end
  bytes::Expansion expansion_;
  std::optional<Error> passed_over_;  // damage that next() skipped; reported at the end

  // The current entry.
  std::optional<Entry> entry_;
  std::string aside_;             // its bytes, if they are not those of the source
  std::string_view block_;        // not returned yet
  std::uint64_t hole_bytes_ = 0;  // zeros to return before block_
  std::uint64_t offset_ = 0;      // end of block_ in the entry, holes included
  std::optional<Error> error_;    // reported after block_
  bool entry_ended_ = false;
};

}  // namespace firstseen::archive
