#include "archive/unpacker.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace firstseen::archive {
namespace {

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

}  // namespace

// The callbacks through which libarchive reads the source.
struct Unpacker::Callbacks {
  // What libarchive was given and has not used, it has copied when it asks for more.
  static la_ssize_t give(::archive*, void* self, const void** bytes) {
    auto& unpacker = *static_cast<Unpacker*>(self);
    if (!std::exchange(unpacker.header_given_, true) && !unpacker.part_.header.empty()) {
      *bytes = unpacker.part_.header.data();
      return static_cast<la_ssize_t>(unpacker.part_.header.size());
    }
    unpacker.settle();
    const std::uint64_t left = unpacker.part_.size.value_or(UINT64_MAX) - unpacker.given_;
    if (left == 0) return 0;
    const auto unused = static_cast<std::size_t>(unpacker.given_ - unpacker.taken_);
    std::string_view more = unpacker.source_.ahead(unused + 1).substr(unused);
    more = more.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(more.size(), left)));
    if (more.empty() && unpacker.source_.error()) return ARCHIVE_FATAL;
    unpacker.given_ += more.size();
    *bytes = more.data();
    return static_cast<la_ssize_t>(more.size());
  }

  static la_int64_t seek(::archive*, void* self, la_int64_t offset, int whence) {
    auto& unpacker = *static_cast<Unpacker*>(self);
    unpacker.settle();
    const auto size = static_cast<la_int64_t>(unpacker.source_.seekable_size().value_or(0));
    const auto at = static_cast<la_int64_t>(unpacker.source_.position());
    const la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at : size;
    if (offset < -from || offset > size - from) return ARCHIVE_FATAL;
    unpacker.source_.seek(static_cast<std::uint64_t>(from + offset));
    return from + offset;
  }
};

Unpacker::Unpacker(Lookahead& source, UnpackedPart part)
    : source_(source), part_(std::move(part)), archive_(archive_read_new()) {}

Unpacker::~Unpacker() {
  archive_read_free(archive_);
}

// Returns a status of libarchive.
int Unpacker::open() {
  opened_ = true;
  switch (part_.format) {
    case ArchiveFormat::kZip:
      archive_read_support_format_zip_streamable(archive_);
      if (part_.ignores_checksum) archive_read_set_format_option(archive_, "zip", "ignorecrc32", "1");
      break;
    case ArchiveFormat::kTar: archive_read_support_format_tar(archive_); break;
    case ArchiveFormat::kSevenZip:
      archive_read_support_format_7zip(archive_);
      seeks_ = source_.seekable_size().has_value();
      break;
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
  if (seeks_) archive_read_set_seek_callback(archive_, Callbacks::seek);
  return archive_read_open1(archive_);
}

Unpacker::Step Unpacker::next() {
  const Utf8Names names;
  if (!opened_ && open() != ARCHIVE_OK) return Step::kFailed;
  switch (archive_read_next_header(archive_, &entry_)) {
    case ARCHIVE_OK:
    case ARCHIVE_WARN: return Step::kEntry;
    case ARCHIVE_EOF: return Step::kEnd;
    case ARCHIVE_RETRY: return Step::kSkipped;
    default: return Step::kFailed;
  }
}

std::string Unpacker::name() const {
  const Utf8Names names;
  const char* name = archive_entry_pathname(entry_);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry_);
  return name == nullptr ? "" : name;
}

EntryKind Unpacker::kind() const {
  if (archive_entry_hardlink(entry_) != nullptr) return EntryKind::kHardLink;
  switch (archive_entry_filetype(entry_)) {
    case AE_IFREG: return EntryKind::kFile;
    case AE_IFDIR: return EntryKind::kDirectory;
    case AE_IFLNK: return EntryKind::kSymbolicLink;
    default: return EntryKind::kOther;
  }
}

bool Unpacker::encrypted() const {
  return archive_entry_is_encrypted(entry_) != 0;
}

bool Unpacker::skip() {
  return archive_read_data_skip(archive_) != ARCHIVE_FATAL;
}

// libarchive returns some errors together with the last good bytes, such as a wrong checksum: as ARCHIVE_WARN in
// 3.6, as ARCHIVE_FAILED in 3.7.
Unpacker::Block Unpacker::read() {
  const void* bytes = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  const int status = archive_read_data_block(archive_, &bytes, &size, &offset);
  Block block;
  block.last = status != ARCHIVE_OK;
  if (status != ARCHIVE_OK && status != ARCHIVE_EOF) block.error = damage();
  const bool has_bytes =
      status == ARCHIVE_OK || status == ARCHIVE_WARN || (status == ARCHIVE_FAILED && size > 0);
  if (has_bytes) block.bytes = {static_cast<const char*>(bytes), size};
  block.offset = static_cast<std::uint64_t>(offset);
  return block;
}

// Where it seeks, nothing is given twice.
void Unpacker::settle() {
  constexpr int kClosestToFile = -1;
  const auto used = static_cast<std::uint64_t>(std::max<la_int64_t>(
      archive_filter_bytes(archive_, kClosestToFile), static_cast<la_int64_t>(part_.header.size())));
  const std::uint64_t taken = seeks_ ? given_ : std::min(used - part_.header.size(), given_);
  source_.take(static_cast<std::size_t>(taken - taken_));
  taken_ = taken;
}

Error Unpacker::damage() const {
  constexpr const char* kHint = "what precedes the damage counts";
  if (source_.error()) return *source_.error();
  if (part_.format == ArchiveFormat::kBare)
    return {"the compressed data is damaged or ends too early", kHint};
  const char* const what = archive_error_string(archive_);
  if (what == nullptr) return {"the archive is damaged or ends too early", kHint};
  return {"the archive is damaged or of a kind that is not read: " + std::string(what), kHint};
}

}  // namespace firstseen::archive
