// Unpacks archives and compressed streams. The only user of libarchive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/archive_format.h"
#include "archive/lookahead.h"
#include "firstseen/error.h"

struct archive;
struct archive_entry;

namespace firstseen::archive {

enum class EntryKind : std::uint8_t {
  kFile,
  kDirectory,
  kSymbolicLink,
  kHardLink,
  kOther,
  kAside,   // the content of an extra field or a comment
  kBeside,  // bytes of the archive that begin no entry, up to those that do
};

// What libarchive is given of a stream.
struct UnpackedPart {
  ArchiveFormat format = ArchiveFormat::kBare;
  std::string header = {};                 // in front of what it takes from the stream
  std::optional<std::uint64_t> size = {};  // of that at most
  bool ignores_checksum = false;           // of a zip
};

// Writes nothing to disk; memory does not grow with the size of entries. Not thread-safe.
class Unpacker {
 public:
  enum class Step : std::uint8_t {
    kEntry,
    kEnd,
    kSkipped,  // what was taken is damaged, what follows may be good
    kFailed
  };

  // A piece of an entry.
  struct Block {
    std::string_view bytes;    // libarchive owns the memory, until the next call
    std::uint64_t offset = 0;  // in the entry
    bool last = false;
    std::optional<Error> error = {};  // occurred after `bytes`
  };

  // Takes from `source`, which must outlive it, from its position.
  Unpacker(Lookahead& source, UnpackedPart part);
  ~Unpacker();
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  Step next();

  // Of the current entry.
  std::string name() const;  // as stored in the archive; empty: unknown
  EntryKind kind() const;
  bool encrypted() const;
  Block read();
  // Skips what was not read of it. Ignores damage in its data; returns false if nothing can be read after it.
  bool skip();

  // Takes from the source what was unpacked, no more.
  void settle();
  std::uint64_t taken() const { return taken_; }

  // The error of the last failed call: a read error of the source, or that of libarchive.
  Error damage() const;

 private:
  struct Callbacks;

  int open();

  Lookahead& source_;
  UnpackedPart part_;
  ::archive* archive_;
  ::archive_entry* entry_ = nullptr;
  bool opened_ = false;
  bool seeks_ = false;
  bool header_given_ = false;
  std::uint64_t given_ = 0;  // bytes of the source
  std::uint64_t taken_ = 0;  // of these, from the source
};

}  // namespace firstseen::archive
