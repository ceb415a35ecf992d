#include "archive/archive_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "archive/tar_header.h"

namespace firstseen::archive {
namespace {

// A hole in a sparse file reads as zeros, as on disk. A larger hole is treated as damage.
constexpr std::uint64_t kMaxHoleBytes = 1024 * 1024 * 1024;

constexpr std::size_t kPieceBytes = 64 * 1024;  // read at a time

// Returns where the first entry or record in `bytes` begins, npos if there is none.
std::size_t find_entry(ArchiveFormat format, std::string_view bytes) {
  switch (format) {
    case ArchiveFormat::kZip: return find_zip_record(bytes);
    case ArchiveFormat::kTar: return find_tar_header(bytes);
    case ArchiveFormat::kSevenZip:
    case ArchiveFormat::kBare: break;
  }
  return std::string_view::npos;
}

bool is_zero_block(std::string_view bytes) {
  bytes = bytes.substr(0, kTarBlockBytes);
  return bytes.size() == kTarBlockBytes && bytes.find_first_not_of('\0') == std::string_view::npos;
}

// Returns where a 7z that begins with `header` ends (7zFormat.txt, SignatureHeader).
std::uint64_t end_of_seven_zip(std::string_view header) {
  constexpr std::size_t kHeaderBytes = 32;
  if (header.size() < kHeaderBytes) return header.size();
  const auto number = [&](std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(header[at + i]);
    return value;
  };
  return kHeaderBytes + number(12) + number(20);
}

}  // namespace

ArchiveReader::ArchiveReader(std::unique_ptr<bytes::ByteStream> bytes, ArchiveFormat format,
                             const ExpansionBounds& bounds)
    : source_(std::move(bytes)), format_(format), records_(source_), expansion_(bounds) {}

Result<std::optional<ArchiveReader::Entry>> ArchiveReader::next() {
  if (auto left = leave_entry(); !left) return fail(left.error());
  auto entry = format_ == ArchiveFormat::kZip ? next_of_zip() : next_unpacked();
  if (entry) entry_ = *entry;
  return entry;
}

// Skips the rest of the current entry. Ignores damage in its data, unless the archive cannot be
// read further.
Result<void> ArchiveReader::leave_entry() {
  const std::optional<Entry> left = entry_;
  if (left && left->kind == EntryKind::kBeside) {
    while (!entry_ended_) read_beside();
  } else if (left && left->kind != EntryKind::kAside && format_ == ArchiveFormat::kZip) {
    leave_member();
  } else if (left && unpacker_ && !unpacker_->skip()) {
    return fail(unpacker_->damage());
  }
  entry_.reset();
  aside_.clear();
  block_ = {};
  hole_bytes_ = offset_ = 0;
  error_.reset();
  entry_ended_ = false;
  expansion_.begin_file();
  return {};
}

// Goes to the end of a member of a zip. Where its size is unknown, that is where unpacking ends.
void ArchiveReader::leave_member() {
  const ZipRecords::Member& member = records_.member();
  const bool ended = unpacker_ && (member.data_size || (unpack_rest() && unpacker_->skip()));
  std::uint64_t taken = 0;
  if (unpacker_) {
    unpacker_->settle();
    taken = unpacker_->taken();
  }
  if (!member.data_size) {
    if (!ended) records_.skip_to_record();
  } else if (!source_.skip(*member.data_size - taken) && !passed_over_) {
    passed_over_ = Error("the archive ends too early");
  }
  unpacker_.reset();
  records_.end_member();
}

// Returns whether the end of the current entry was reached.
bool ArchiveReader::unpack_rest() {
  std::string piece(kPieceBytes, '\0');
  while (true) {
    const auto got = read(piece.data(), piece.size());
    if (!got || *got == 0) return got.has_value();
  }
}

Result<std::optional<ArchiveReader::Entry>> ArchiveReader::next_of_zip() {
  switch (records_.next()) {
    case ZipRecords::Kind::kMember: break;
    case ZipRecords::Kind::kAside: aside_ = records_.take_aside(); return Entry{.kind = EntryKind::kAside};
    case ZipRecords::Kind::kBeside: return Entry{.kind = EntryKind::kBeside};
    case ZipRecords::Kind::kEnd:
      if (source_.error()) return fail(*source_.error());
      if (!passed_over_) passed_over_ = records_.problem();
      if (passed_over_) return fail(*passed_over_);
      return std::nullopt;
  }
  const ZipRecords::Member& member = records_.member();
  Entry entry{.name = member.name, .encrypted = member.encrypted};
  if (member.name.ends_with('/')) entry.kind = EntryKind::kDirectory;
  if (member.encrypted) return entry;
  unpacker_.emplace(source_, UnpackedPart{format_, member.header, member.data_size, member.lacks_checksum});
  if (unpacker_->next() == Unpacker::Step::kEntry) return entry;
  error_ = unpacker_->damage();
  return entry;
}

Result<std::optional<ArchiveReader::Entry>> ArchiveReader::next_unpacked() {
  while (begins_unpacked()) {
    switch (unpacker_->next()) {
      case Unpacker::Step::kEntry:
        return Entry{
            .name = unpacker_->name(), .kind = unpacker_->kind(), .encrypted = unpacker_->encrypted()};
      case Unpacker::Step::kFailed: return fail(unpacker_->damage());
      case Unpacker::Step::kSkipped:
        passed_over_ = unpacker_->damage();
        unpacker_->settle();
        source_.go_back(kTarBlockBytes);  // a header that is damaged
        unpacker_.reset();
        return Entry{.kind = EntryKind::kBeside};
      case Unpacker::Step::kEnd:
        unpacker_->settle();
        if (format_ == ArchiveFormat::kSevenZip)
          source_.seek(std::min(end_, source_.seekable_size().value_or(0)));
        unpacker_.reset();
    }
  }
  source_.skip_zeros();
  if (!source_.ahead(1).empty()) return Entry{.kind = EntryKind::kBeside};
  if (source_.error()) return fail(*source_.error());
  if (passed_over_) return fail(*passed_over_);
  return std::nullopt;
}

// Returns whether entries follow that libarchive unpacks.
bool ArchiveReader::begins_unpacked() {
  if (unpacker_) return true;
  if (format_ == ArchiveFormat::kTar) {
    // A header without a name begins with a zero.
    while (is_zero_block(source_.ahead(kTarBlockBytes))) source_.take(kTarBlockBytes);
    if (!is_tar_header(source_.ahead(kTarBlockBytes))) return false;
  } else if (std::exchange(started_, true)) {
    return false;
  }
  if (format_ == ArchiveFormat::kSevenZip) end_ = end_of_seven_zip(source_.ahead(32));
  unpacker_.emplace(source_, UnpackedPart{format_});
  return true;
}

Result<std::size_t> ArchiveReader::read(char* out, std::size_t size) {
  auto allowed = expansion_.allowed(size, consumed());
  if (!allowed) return allowed;
  const std::size_t room = *allowed;
  while (block_.empty() && hole_bytes_ == 0) {
    if (error_) return fail(*error_);
    if (entry_ended_) return 0;
    read_more();
  }
  const std::size_t zeros = std::min<std::uint64_t>(room, hole_bytes_);
  std::memset(out, 0, zeros);
  hole_bytes_ -= zeros;
  const std::size_t count = std::min(room - zeros, block_.size());
  std::memcpy(out + zeros, block_.data(), count);
  block_.remove_prefix(count);
  expansion_.add(zeros + count);
  return zeros + count;
}

void ArchiveReader::read_more() {
  switch (entry_->kind) {
    case EntryKind::kAside:
      entry_ended_ = true;
      block_ = aside_;
      break;
    case EntryKind::kBeside: read_beside(); break;
    default: read_block();
  }
}

// Reads the next block of an entry that is unpacked.
void ArchiveReader::read_block() {
  Unpacker::Block block = unpacker_->read();
  entry_ended_ = block.last;
  error_ = std::move(block.error);
  if (block.bytes.empty()) return;
  const std::uint64_t hole = std::max(block.offset, offset_) - offset_;
  if (hole > kMaxHoleBytes) {
    error_ = Error("a hole in a sparse file is too large");
    return;
  }
  hole_bytes_ = hole;
  block_ = block.bytes;
  offset_ += hole + block.bytes.size();
}

// Reads what belongs to no entry, up to the next entry or record. Where it begins, there is none that could be read.
void ArchiveReader::read_beside() {
  const std::size_t begin = offset_ == 0 ? 1 : 0;
  const std::string_view bytes = source_.ahead(kPieceBytes);
  const std::size_t found = find_entry(format_, bytes.substr(std::min(begin, bytes.size())));
  std::size_t size = bytes.size();
  if (found != std::string_view::npos) {
    size = begin + found;
    entry_ended_ = true;
  } else if (bytes.size() >= kPieceBytes) {
    size -= kTarBlockBytes;  // an entry may begin there
  } else {
    entry_ended_ = true;
    error_ = source_.error();
  }
  block_ = bytes.substr(0, size);
  offset_ += size;
  source_.take(size);
}

std::unique_ptr<bytes::ByteStream> ArchiveReader::take_rest() {
  if (!unpacker_ || error_ || source_.error()) return nullptr;
  unpacker_->settle();
  return source_.take_rest();
}

}  // namespace firstseen::archive
