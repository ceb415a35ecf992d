#include "archive/zip_records.h"

#include <algorithm>
#include <array>
#include <utility>

#include "archive/selection.h"

namespace firstseen::archive {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMember = "PK\3\4";
constexpr std::string_view kDirectoryEntry = "PK\1\2";
constexpr std::string_view kEnd = "PK\5\6";
constexpr std::string_view kEnd64 = "PK\6\6";
constexpr std::string_view kLocator64 = "PK\6\7";
constexpr std::size_t kMagicBytes = 4;

constexpr std::size_t kMemberBytes = 30;
constexpr std::size_t kDirectoryEntryBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocator64Bytes = 20;
constexpr std::uint64_t kLongestEnd64 = 64 * 1024;  // ours

constexpr std::uint64_t kIn64 = 0xffffffff;  // the extra field has the value
constexpr std::uint16_t kZip64Field = 0x0001;
constexpr std::uint16_t kUnicodePathField = 0x7075;

constexpr std::uint16_t kEncrypted = 1 << 0;
constexpr std::uint16_t kDescribed = 1 << 3;
constexpr std::uint16_t kCompressionFlags = 3 << 1;

// With and without magic and sizes of 8 bytes; or what is left of one of zip64 that was taken for a shorter one.
constexpr std::array<std::size_t, 6> kDescriptorBytes{0, 8, 12, 16, 20, 24};

bool is_descriptor_size(std::uint64_t bytes) {
  return std::find(kDescriptorBytes.begin(), kDescriptorBytes.end(), bytes) != kDescriptorBytes.end();
}

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::uint16_t short_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(number(bytes, at, 2));
}

std::string two_bytes(std::size_t value) {
  return {static_cast<char>(value & 0xff), static_cast<char>(value >> 8 & 0xff)};
}

// Where bytes that are no record end. Other records follow one of these.
bool begins_record(std::string_view bytes) {
  return bytes.starts_with(kMember) || bytes.starts_with(kDirectoryEntry) || bytes.starts_with(kEnd);
}

// Returns the content of a field of `extra`, nullopt if it is not there.
std::optional<std::string_view> extra_field(std::string_view extra, std::uint16_t id) {
  constexpr std::size_t kHeader = 4;
  while (extra.size() >= kHeader) {
    const std::string_view content = extra.substr(kHeader, short_at(extra, 2));
    if (short_at(extra, 0) == id) return content;
    extra.remove_prefix(kHeader + content.size());
  }
  return std::nullopt;
}

// The numbers of 64 bits that stand for those of 32 that do not suffice, in their order.
class Wide {
 public:
  explicit Wide(std::string_view extra) : left_(extra_field(extra, kZip64Field).value_or(""sv)) {}

  std::uint64_t operator()(std::uint64_t narrow) {
    constexpr std::size_t kSize = 8;
    if (narrow != kIn64 || left_.size() < kSize) return narrow;
    narrow = number(left_, 0, kSize);
    left_.remove_prefix(kSize);
    return narrow;
  }

 private:
  std::string_view left_;
};

// Info-ZIP stores a name in UTF-8 beside one in another charset.
std::string name_of(std::string_view name, std::string_view extra) {
  constexpr std::size_t kHeader = 5;  // version and checksum
  const auto field = extra_field(extra, kUnicodePathField);
  return std::string(field && field->size() > kHeader ? field->substr(kHeader) : name);
}

// Returns a header for libarchive: of a file whatever its name, without extra fields but those that sizes need. Of data
// whose size is unknown it reads no more than the header has, unless they are stored or deflated.
std::string plain_header(std::string_view record, std::string_view extra, bool size_known) {
  constexpr std::size_t kFlags = 6;
  constexpr std::size_t kDataSize = 18;
  constexpr std::size_t kLengths = 26;
  const std::string most{"\xff\xff\xff\xff\xff\xff\xff\x3f", 8};
  const std::uint16_t kept = kCompressionFlags | (size_known ? 0 : kDescribed);
  std::string header(record.substr(0, kLengths));
  header.replace(kFlags, 2, two_bytes(short_at(record, kFlags) & kept));
  std::string wide(extra_field(extra, kZip64Field).value_or(""sv));
  if (!size_known) {
    header.replace(kDataSize, 8, 8, wide.empty() ? '\xfe' : '\xff');
    if (!wide.empty()) wide = most + most;
  }
  header += two_bytes(1) + two_bytes(wide.empty() ? 0 : wide.size() + 4) + "x";
  if (!wide.empty()) header += two_bytes(kZip64Field) + two_bytes(wide.size()) + wide;
  return header;
}

}  // namespace

std::size_t find_zip_record(std::string_view bytes) {
  for (std::size_t at = bytes.find("PK"); at != std::string_view::npos; at = bytes.find("PK", at + 1)) {
    if (begins_record(bytes.substr(at, kMagicBytes))) return at;
  }
  return std::string_view::npos;
}

ZipRecords::Kind ZipRecords::next() {
  while (true) {
    if (!aside_.empty()) return Kind::kAside;
    source_.skip_zeros();
    const std::string_view record = source_.ahead(kEnd64Bytes);
    if (record.empty()) break;
    const bool is_member = record.starts_with(kMember);
    if (!take_record(record)) return Kind::kBeside;
    if (is_member) return Kind::kMember;
  }
  if (!members_.empty() || !named_.empty()) open_ = true;
  return Kind::kEnd;
}

// Takes the record that the source is at. Returns false if there is none, or not all of it.
bool ZipRecords::take_record(std::string_view record) {
  if (record.starts_with(kMember)) return take_member(record);
  if (record.starts_with(kDirectoryEntry)) return take_directory_entry(record);
  if (record.starts_with(kEnd)) return take_end(record);
  if (record.starts_with(kLocator64) && record.size() >= kLocator64Bytes) {
    source_.take(kLocator64Bytes);
    return true;
  }
  if (!record.starts_with(kEnd64) || record.size() < kEnd64Bytes) return false;
  constexpr std::uint64_t kUncounted = 12;  // magic and size
  const std::uint64_t size = number(record, 4, 8);
  if (size < kEnd64Bytes - kUncounted || size > kLongestEnd64) return false;
  if (!directory_) directory_ = source_.position();
  zip64_directory_ = number(record, 48, 8);
  return source_.skip(kUncounted + size);
}

bool ZipRecords::take_member(std::string_view record) {
  if (record.size() < kMemberBytes) return false;
  const std::size_t name_size = short_at(record, 26);
  const std::size_t size = kMemberBytes + name_size + short_at(record, 28);
  record = source_.ahead(size).substr(0, size);
  if (record.size() < size) return false;
  const std::string_view name = record.substr(kMemberBytes, name_size);
  const std::string_view extra = record.substr(kMemberBytes + name_size);
  const std::uint16_t flags = short_at(record, 6);
  Wide wide(extra);
  wide(number(record, 22, 4));  // the size of what is unpacked comes first
  const std::uint64_t data_size = wide(number(record, 18, 4));
  member_ = {};
  member_.name = name_of(name, extra);
  member_.encrypted = (flags & kEncrypted) != 0;
  member_.described = (flags & kDescribed) != 0;
  if (!member_.described || data_size > 0) member_.data_size = data_size;
  member_.header = plain_header(record, extra, member_.data_size.has_value());
  member_.lacks_checksum = member_.described && member_.data_size && number(record, 14, 4) == 0;
  look_aside(extra);
  Described found;
  found.header = source_.position();
  found.data = found.header + size;
  found.method = short_at(record, 8);
  found.encrypted = member_.encrypted;
  found.export_name = is_export_name(name);
  members_.push_back(found);
  source_.take(size);
  return true;
}

void ZipRecords::end_member() {
  members_.back().has_descriptor = member_.described;
  if (member_.described) {
    const std::string_view ahead = source_.ahead(kDescriptorBytes.back() + kMagicBytes);
    for (const std::size_t size : kDescriptorBytes) {
      if (size > ahead.size() || !begins_record(ahead.substr(size))) continue;
      source_.take(size);
      break;
    }
  }
  members_.back().end = source_.position();
}

void ZipRecords::skip_to_record() {
  while (true) {
    const std::string_view bytes = source_.ahead(kMagicBytes);
    const std::size_t found = find_zip_record(bytes);
    if (found != std::string_view::npos) return source_.take(found);
    if (bytes.size() < kMagicBytes) return source_.take(bytes.size());
    source_.take(bytes.size() - kMagicBytes + 1);
  }
}

bool ZipRecords::take_directory_entry(std::string_view record) {
  if (record.size() < kDirectoryEntryBytes) return false;
  const std::size_t name_size = short_at(record, 28);
  const std::size_t extra_size = short_at(record, 30);
  const std::size_t size = kDirectoryEntryBytes + name_size + extra_size + short_at(record, 32);
  record = source_.ahead(size).substr(0, size);
  if (record.size() < size) return false;
  const std::string_view extra = record.substr(kDirectoryEntryBytes + name_size, extra_size);
  if (!directory_) directory_ = source_.position();
  Wide wide(extra);
  wide(number(record, 24, 4));  // the size of what is unpacked
  Described named;
  named.data = wide(number(record, 20, 4));
  named.header = wide(number(record, 42, 4));
  named.method = short_at(record, 10);
  named.encrypted = (short_at(record, 8) & kEncrypted) != 0;
  named.export_name = is_export_name(record.substr(kDirectoryEntryBytes, name_size));
  // More than there are members do not fit; so many are not kept.
  if (named_.size() < members_.size()) {
    named_.push_back(named);
  } else {
    differs_ = true;
  }
  look_aside(record.substr(kDirectoryEntryBytes + name_size));
  source_.take(size);
  return true;
}

bool ZipRecords::take_end(std::string_view record) {
  if (record.size() < kEndBytes) return false;
  const std::size_t size = kEndBytes + short_at(record, 20);
  record = source_.ahead(size).substr(0, size);
  if (record.size() < size) return false;
  if (!directory_) directory_ = source_.position();
  const std::uint64_t offset = number(record, 16, 4);
  compare(*directory_ - (offset == kIn64 ? zip64_directory_ : offset));
  look_aside(record.substr(kEndBytes));
  source_.take(size);
  members_.clear();
  named_.clear();
  directory_.reset();
  return true;
}

// Notes whether the central directory names what is no member. Its offsets count from `begin`; Info-ZIP may write
// that wrong, and they count from the first member then.
void ZipRecords::compare(std::uint64_t begin) {
  const auto fit_from = [&](std::uint64_t from) {
    return std::all_of(named_.begin(), named_.end(), [&](const Described& one) { return fits(one, from); });
  };
  differs_ |= !fit_from(begin) && !fit_from(members_.front().header);
}

// Whether a member is what the central directory names.
bool ZipRecords::fits(const Described& named, std::uint64_t begin) const {
  const std::uint64_t header = begin + named.header;
  const auto found = std::lower_bound(members_.begin(), members_.end(), header,
                                      [](const Described& one, std::uint64_t at) { return one.header < at; });
  if (found == members_.end() || found->header != header) return false;
  const std::uint64_t after = found->end - found->data - named.data;
  const bool same_size = after == 0 || (found->has_descriptor && is_descriptor_size(after));
  return same_size && found->method == named.method && found->encrypted == named.encrypted &&
         found->export_name == named.export_name;
}

void ZipRecords::look_aside(std::string_view bytes) {
  const bool may_be = find_zip_record(bytes) != std::string_view::npos || why_skipped({}, bytes, {}).empty();
  if (may_be) aside_ += bytes;
}

std::optional<Error> ZipRecords::problem() const {
  if (open_) return Error("the archive ends too early", "what precedes the end counts");
  if (differs_) return Error("the central directory does not describe the members that are in the archive");
  return std::nullopt;
}

}  // namespace firstseen::archive
