// The files within an archive, and within the archives in it, depth first:
//
//   a.zip ─┬─ x.json          (0, 1)  a.zip!x.json
//          ├─ b.tar.gz ─┬─    (0, 2)
//          │            └ y   (0, 3)  a.zip!b.tar.gz!y
//          └─ z.json          (0, 4)  a.zip!z.json
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive_reader.h"
#include "archive/decoded_stream.h"
#include "archive/file_report.h"

namespace firstseen::archive {

// An archive in an archive counts one more. Deeper ones are named as unread.
inline constexpr std::size_t kMaxArchiveDepth = 4;

// Something that the walk has come by.
struct ArchiveMember {
  event::FileId id;
  FileReport report;
  std::unique_ptr<bytes::ByteStream> bytes;  // of a file that is read; dies before the walk goes on
};

class ArchiveWalk {
 public:
  // `archive`: what the file `id` at `path` holds, which is an archive. Of further entries than
  // `max_members` none is looked at.
  ArchiveWalk(event::FileId id, std::string path, DecodedStream archive, std::uint32_t max_members,
              const ExpansionBounds& bounds);
  ~ArchiveWalk();

  // Goes on by one entry, and says what there is to say of it: a file to read; one that cannot be read, or is
  // passed over; at the end of an archive how that went. Nothing: a directory, say, or done().
  std::optional<ArchiveMember> next();

  bool done() const { return levels_.empty(); }

  // Bytes taken from the file so far.
  std::uint64_t consumed() const;

 private:
  // An archive that is open, and those that it lies in below.
  struct Level {
    event::FileId id;
    std::string path;
    std::unique_ptr<ArchiveReader> reader;
    std::uint32_t entries = 0;
  };

  std::optional<ArchiveMember> enter(const ArchiveReader::Entry& entry);
  std::optional<ArchiveMember> open(ArchiveMember member);
  ArchiveMember leave(std::optional<Error> error);

  std::vector<Level> levels_;
  std::uint32_t max_members_;
  ExpansionBounds bounds_;
  std::uint32_t members_ = 0;  // numbered so far
  bool any_opened_ = false;
  std::uint64_t consumed_ = 0;  // when done
};

}  // namespace firstseen::archive
