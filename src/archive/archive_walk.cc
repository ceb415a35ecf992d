#include "archive/archive_walk.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "archive/file_kind.h"
#include "archive/selection.h"

namespace firstseen::archive {
namespace {

using Entry = ArchiveReader::Entry;

// Some zips use the separator of Windows.
constexpr std::string_view kSeparators = "/\\";

// The folder in which macOS stores resource forks and extended attributes.
constexpr std::string_view kMacFolder = "__MACOSX";

// The bytes of the current entry.
class EntryStream final : public bytes::ByteStream {
 public:
  explicit EntryStream(ArchiveReader& archive) : archive_(archive) {}

  Result<std::size_t> read(char* out, std::size_t room) override { return archive_.read(out, room); }
  std::uint64_t consumed() const override { return archive_.consumed(); }
  bool reads_zstd() const override { return archive_.reads_zstd(); }

 private:
  ArchiveReader& archive_;
};

std::string_view last_segment(std::string_view name) {
  const std::size_t separator = name.find_last_of(kSeparators);
  return separator == std::string_view::npos ? name : name.substr(separator + 1);
}

bool is_hidden(std::string_view name) {
  while (!name.empty()) {
    const std::string_view segment = name.substr(0, name.find_first_of(kSeparators));
    if (segment == kMacFolder) return true;
    if (segment.starts_with('.') && segment != "." && segment != "..") return true;
    name.remove_prefix(std::min(segment.size() + 1, name.size()));
  }
  return false;
}

// Returns the path of a member: `ARCHIVE!NAME`, or `ARCHIVE!#PLACE` if it has no name. `place` is
// the 1-based number of the entry in its archive.
std::string path_in(const std::string& archive, const Entry& entry, std::uint32_t place) {
  std::string path = archive + "!";
  if (!entry.name.empty()) return path + entry.name;
  path += '#';
  return path + std::to_string(place);
}

// Whether the entry is read no matter what it holds.
bool selected_by_name(const Entry& entry) {
  if (entry.kind != EntryKind::kFile || is_hidden(entry.name)) return false;
  return entry.name.empty() || is_export_name(last_segment(entry.name));
}

std::string_view why_no_text(std::string_view head) {
  return has_record_line(head) ? std::string_view{} : kSkippedOther;
}

// Returns why an entry is skipped in which no documents begin: `why`, if nothing else speaks against it.
std::string_view reason_of(const Entry& entry, std::string_view why) {
  switch (entry.kind) {
    case EntryKind::kSymbolicLink: return kSkippedLink;
    case EntryKind::kHardLink: return kSkippedHardLink;
    case EntryKind::kOther: return kSkippedSpecial;
    default: return is_hidden(entry.name) ? kSkippedHidden : why;
  }
}

// Returns the report of an entry that begins with `head` and is skipped; nullopt if there is nothing to report.
std::optional<ArchiveMember> skipped(const Entry& entry, ArchiveMember member, const bytes::Head& head,
                                     std::string_view why) {
  if (head.error) {
    member.report.error = head.error;
  } else if (entry.kind == EntryKind::kBeside || entry.kind == EntryKind::kAside) {
    member.report.error = Error("bytes that belong to no member are not read", "lines of documents would be");
  } else if (entry.kind == EntryKind::kDirectory && head.bytes.empty()) {
    return std::nullopt;
  } else {
    member.report.passed_over = reason_of(entry, why);
  }
  return member;
}

}  // namespace

ArchiveWalk::ArchiveWalk(event::FileId id, std::string path, DecodedStream archive, std::uint32_t max_members,
                         const ExpansionBounds& bounds, csv::KnownColumns known)
    : max_members_(max_members), bounds_(bounds), known_(std::move(known)) {
  auto reader = std::make_unique<ArchiveReader>(std::move(archive.bytes), *archive.archive, bounds_);
  levels_.push_back({id, std::move(path), std::move(reader)});
}

// Closes the innermost archive first, because it reads from the one that contains it.
ArchiveWalk::~ArchiveWalk() {
  while (!levels_.empty()) levels_.pop_back();
}

std::optional<ArchiveMember> ArchiveWalk::next() {
  if (done()) return std::nullopt;
  auto entry = levels_.back().reader->next();
  if (!entry) return leave(entry.error());
  if (!*entry) return leave(std::nullopt);
  if (members_ == max_members_) {  // ends the whole walk, with one error for the input
    while (levels_.size() > 1) levels_.pop_back();
    return leave(Error("more than " + std::to_string(max_members_) + " members; the others are not read"));
  }
  return enter(**entry);
}

// Numbers the entry and decides what to do with it. Returns nullopt if there is nothing to report.
std::optional<ArchiveMember> ArchiveWalk::enter(const Entry& entry) {
  Level& level = levels_.back();
  ++level.entries;
  ArchiveMember member;
  member.id = {level.id.input, ++members_};
  member.report.path = path_in(level.path, entry, level.entries);
  if (!entry.encrypted) return open(entry, std::move(member));
  member.report.error = Error("encrypted");
  return member;
}

// Opens the member: a file to read, or a nested archive. What is not selected by its name is selected by its first
// bytes.
std::optional<ArchiveMember> ArchiveWalk::open(const Entry& entry, ArchiveMember member) {
  ArchiveReader& within = *levels_.back().reader;
  auto stream = decoded(std::make_unique<EntryStream>(within), bounds_);
  if (!stream) {
    member.report.error = stream.error();
    return member;
  }
  // What begins as the archive does is a damaged part of it.
  const bool damaged = entry.kind == EntryKind::kBeside && stream->archive == within.format();
  if (stream->archive && !damaged) return open_archive(std::move(member), std::move(*stream));
  if (!selected_by_name(entry) && !stream->compressed) {
    const bytes::Head head = peek(*stream);
    const std::string_view why =
        damaged ? why_no_text(head.bytes) : why_skipped(last_segment(entry.name), head.bytes, known_);
    if (!why.empty()) return skipped(entry, std::move(member), head, why);
  }
  member.report.opened = true;
  member.bytes = std::move(stream->bytes);
  return member;
}

// Makes the archive the innermost level. It is reported when it ends.
std::optional<ArchiveMember> ArchiveWalk::open_archive(ArchiveMember member, DecodedStream stream) {
  if (levels_.size() == kMaxArchiveDepth) {
    member.report.error = Error("archives nested too deeply");
    return member;
  }
  auto reader = std::make_unique<ArchiveReader>(std::move(stream.bytes), *stream.archive, bounds_);
  levels_.push_back({member.id, std::move(member.report.path), std::move(reader)});
  return std::nullopt;
}

// Ends the innermost archive and returns its report.
ArchiveMember ArchiveWalk::leave(std::optional<Error> error) {
  ArchiveMember left;
  left.id = levels_.back().id;
  left.report.path = levels_.back().path;
  left.report.error = std::move(error);
  left.report.archive = true;
  if (levels_.size() > 1 && levels_.back().entries == 0 && !left.report.error)
    left.report.passed_over = kSkippedNoMember;
  consumed_ = consumed();
  levels_.pop_back();
  return left;
}

std::uint64_t ArchiveWalk::consumed() const {
  return done() ? consumed_ : levels_.front().reader->consumed();
}

}  // namespace firstseen::archive
