#include "archive/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

#include "bytes/headed_stream.h"

namespace firstseen::archive {
namespace {

constexpr std::size_t kGivenBytes = 64 * 1024;  // passed to libarchive at a time

// A hole in a sparse file reads as zeros, as on disk. A larger hole is treated as damage.
constexpr std::uint64_t kMaxHoleBytes = 1024 * 1024 * 1024;

// libarchive converts names to the charset of the current locale. In the "C" locale, which a
// program has until it sets another, it drops names that are not ASCII. While this object exists,
// the calling thread uses a UTF-8 locale.
class Utf8Names {
 public:
  Utf8Names() : before_(::uselocale(utf8())) {}
  ~Utf8Names() { ::uselocale(before_); }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  // Returns null if the system has no such locale; uselocale() then changes nothing.
  static locale_t utf8() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }

  locale_t before_;
};

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return name == nullptr ? "" : name;
}

ArchiveReader::EntryKind kind_of(archive_entry* entry) {
  using Kind = ArchiveReader::EntryKind;
  if (archive_entry_hardlink(entry) != nullptr) return Kind::kHardLink;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG: return Kind::kFile;
    case AE_IFDIR: return Kind::kDirectory;
    case AE_IFLNK: return Kind::kSymbolicLink;
    default: return Kind::kOther;
  }
}

}  // namespace

// The callbacks through which libarchive reads `bytes_`.
struct ArchiveReader::Callbacks {
  static la_ssize_t give(::archive*, void* self, const void** bytes) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    if (reader.format_ == ArchiveFormat::kBare) reader.keep_end();
    const auto got = reader.bytes_->read(reader.buffer_.data(), reader.buffer_.size());
    if (!got) {
      reader.source_error_ = got.error();
      return ARCHIVE_FATAL;
    }
    reader.given_ += *got;
    reader.last_given_ = *got;
    *bytes = reader.buffer_.data();
    return static_cast<la_ssize_t>(*got);
  }

  static la_int64_t seek(::archive*, void* self, la_int64_t offset, int whence) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    const auto size = static_cast<la_int64_t>(reader.bytes_->seekable_size().value_or(0));
    const auto given = static_cast<la_int64_t>(reader.given_);
    const la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? given : size;
    if (offset < -from || offset > size - from) return ARCHIVE_FATAL;
    reader.given_ = static_cast<std::uint64_t>(from + offset);
    reader.bytes_->seek(reader.given_);
    return from + offset;
  }
};

ArchiveReader::ArchiveReader(std::unique_ptr<bytes::ByteStream> bytes, ArchiveFormat format,
                             const ExpansionBounds& bounds)
    : bytes_(std::move(bytes)),
      format_(format),
      buffer_(kGivenBytes),
      archive_(archive_read_new()),
      expansion_(bounds) {}

ArchiveReader::~ArchiveReader() {
  archive_read_free(archive_);
}

// Returns a status of libarchive.
int ArchiveReader::open() {
  opened_ = true;
  switch (format_) {
    case ArchiveFormat::kZip: archive_read_support_format_zip(archive_); break;
    case ArchiveFormat::kTar:
      archive_read_support_format_tar(archive_);
      archive_read_set_format_option(archive_, "tar", "read_concatenated_archives", "1");
      break;
    case ArchiveFormat::kSevenZip: archive_read_support_format_7zip(archive_); break;
    case ArchiveFormat::kBare:
      archive_read_support_filter_bzip2(archive_);
      archive_read_support_filter_xz(archive_);
      archive_read_support_filter_lz4(archive_);
      archive_read_support_filter_compress(archive_);
      archive_read_support_format_raw(archive_);
      break;
  }
  archive_read_set_callback_data(archive_, this);
  archive_read_set_read_callback(archive_, Callbacks::give);
  if (bytes_->seekable_size()) archive_read_set_seek_callback(archive_, Callbacks::seek);
  return archive_read_open1(archive_);
}

Result<std::optional<ArchiveReader::Entry>> ArchiveReader::next() {
  const Utf8Names names;
  if (!opened_) {
    if (open() != ARCHIVE_OK) return fail(damage());
  } else if (auto left = leave_entry(); !left) {
    return fail(left.error());
  }
  archive_entry* entry = nullptr;
  // ARCHIVE_RETRY: this header is damaged, but later ones may be good.
  int status = archive_read_next_header(archive_, &entry);
  for (; status == ARCHIVE_RETRY; status = archive_read_next_header(archive_, &entry))
    passed_over_ = damage();
  if (status == ARCHIVE_EOF && passed_over_) return fail(*passed_over_);
  if (status == ARCHIVE_EOF) return std::nullopt;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return fail(damage());
  return Entry{name_of(entry), kind_of(entry), archive_entry_is_encrypted(entry) != 0};
}

// Skips the rest of the current entry. Ignores damage in its data, unless the archive cannot be
// read further.
Result<void> ArchiveReader::leave_entry() {
  block_ = {};
  hole_bytes_ = offset_ = 0;
  error_.reset();
  entry_ended_ = false;
  expansion_.begin_file();
  if (archive_read_data_skip(archive_) == ARCHIVE_FATAL) return fail(damage());
  return {};
}

Result<std::size_t> ArchiveReader::read(char* out, std::size_t size) {
  auto allowed = expansion_.allowed(size, consumed());
  if (!allowed) return allowed;
  const std::size_t room = *allowed;
  while (block_.empty() && hole_bytes_ == 0) {
    if (error_) return fail(*error_);
    if (entry_ended_) return 0;
    read_block();
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

// Keeps the last bytes that were given.
void ArchiveReader::keep_end() {
  constexpr std::size_t kKept = 64;  // more than a decompressor looks ahead
  end_.append(buffer_.data(), last_given_);
  end_.erase(0, end_.size() - std::min(end_.size(), kKept));
  last_given_ = 0;
}

// What libarchive was given and has not decompressed is the end of what it was given.
std::unique_ptr<bytes::ByteStream> ArchiveReader::take_rest() {
  constexpr int kClosestToFile = -1;
  if (!bytes_ || error_ || source_error_) return nullptr;
  const auto used = static_cast<std::uint64_t>(archive_filter_bytes(archive_, kClosestToFile));
  const std::size_t left = given_ - std::min(used, given_);
  std::string given = end_ + std::string(buffer_.data(), last_given_);
  given.erase(0, given.size() - std::min(given.size(), left));
  consumed_ = bytes_->consumed();
  return bytes::headed({std::move(given)}, std::move(bytes_));
}

// Reads the next block of the entry. libarchive returns some errors together with the last good
// bytes, such as a wrong checksum: as ARCHIVE_WARN in 3.6, as ARCHIVE_FAILED in 3.7.
void ArchiveReader::read_block() {
  const void* bytes = nullptr;
  std::size_t size = 0;
  la_int64_t begin = 0;
  const int status = archive_read_data_block(archive_, &bytes, &size, &begin);
  entry_ended_ = status != ARCHIVE_OK;
  if (status != ARCHIVE_OK && status != ARCHIVE_EOF) error_ = damage();
  const bool has_bytes =
      status == ARCHIVE_OK || status == ARCHIVE_WARN || (status == ARCHIVE_FAILED && size > 0);
  if (!has_bytes) return;
  const std::uint64_t hole = std::max(static_cast<std::uint64_t>(begin), offset_) - offset_;
  if (hole > kMaxHoleBytes) {
    error_ = Error("a hole in a sparse file is too large");
    return;
  }
  hole_bytes_ = hole;
  block_ = {static_cast<const char*>(bytes), size};
  offset_ += hole + size;
}

// Returns the error of the last failed call: a read error of bytes_, or that of libarchive.
Error ArchiveReader::damage() const {
  constexpr const char* kHint = "what precedes the damage counts";
  if (source_error_) return *source_error_;
  if (format_ == ArchiveFormat::kBare) return {"the compressed data is damaged or ends too early", kHint};
  const char* const what = archive_error_string(archive_);
  if (what == nullptr) return {"the archive is damaged or ends too early", kHint};
  return {"the archive is damaged or of a kind that is not read: " + std::string(what), kHint};
}

}  // namespace firstseen::archive
