// Iterates over the files of an archive and of the archives in it, depth first. Each entry has a
// FileId (input, member) and a path:
//
//   a.zip ─┬─ x.json          (0, 1)  a.zip!x.json
//          ├─ b.tar.gz ─┬─    (0, 2)
//          │            └ y   (0, 3)  a.zip!b.tar.gz!y
//          └─ z.json          (0, 4)  a.zip!z.json
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive_reader.h"
#include "archive/decoded_stream.h"
#include "archive/file_report.h"
#include "csv/header.h"

namespace firstseen::archive {

// The maximum nesting of archives; the input counts as 1. Deeper archives are reported as unread.
inline constexpr std::size_t kMaxArchiveDepth = 4;

// A member of an archive, or an archive that has ended.
struct ArchiveMember {
  event::FileId id;
  FileReport report;
  std::unique_ptr<bytes::ByteStream> bytes;  // of a file to read; must be destroyed before next() is called
};

class ArchiveWalk {
 public:
  // `archive` is the content of the file `id` at `path`. REQUIRES: it is an archive. At most
  // `max_members` entries are read, including those of nested archives.
  ArchiveWalk(event::FileId id, std::string path, DecodedStream archive, std::uint32_t max_members,
              const ExpansionBounds& bounds, csv::KnownColumns known = {});
  ~ArchiveWalk();

  // Advances by one entry. Returns a file to read, a member that is skipped or cannot be read, or
  // an archive that has ended, with its error if any. Returns nullopt if there is nothing to
  // report, as for a directory, and when done().
  std::optional<ArchiveMember> next();

  bool done() const { return levels_.empty(); }

  // The number of bytes read from the input so far.
  std::uint64_t consumed() const;

 private:
  // An open archive.
  struct Level {
    event::FileId id;
    std::string path;
    std::unique_ptr<ArchiveReader> reader;
    std::uint32_t entries = 0;  // read so far
  };

  std::optional<ArchiveMember> enter(const ArchiveReader::Entry& entry);
  std::optional<ArchiveMember> open(const ArchiveReader::Entry& entry, ArchiveMember member);
  std::optional<ArchiveMember> open_archive(ArchiveMember member, DecodedStream stream);
  ArchiveMember leave(std::optional<Error> error);

  std::vector<Level> levels_;  // each archive contains the next one
  std::uint32_t max_members_;
  ExpansionBounds bounds_;
  csv::KnownColumns known_;     // which tables are read whatever their name
  std::uint32_t members_ = 0;   // entries numbered so far, in all archives
  std::uint64_t consumed_ = 0;  // value of consumed() when done
};

}  // namespace firstseen::archive
