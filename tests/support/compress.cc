#include "support/compress.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <memory>
#include <stdexcept>

namespace firstseen::test {
namespace {

// libarchive writes names that are not ASCII only under a locale that has them.
class Utf8Names {
 public:
  Utf8Names() : utf8_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(::uselocale(utf8_)) {}
  ~Utf8Names() {
    ::uselocale(before_);
    ::freelocale(utf8_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t utf8_;
  locale_t before_;
};

la_ssize_t append(archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void check(archive* a, int status) {
  if (status != ARCHIVE_OK) throw std::runtime_error(archive_error_string(a));
}

void set_kind(archive_entry* entry, const Member& member) {
  const auto size = static_cast<la_int64_t>(member.content.size());
  const auto hole = static_cast<la_int64_t>(member.content.find_first_not_of('\0'));
  switch (member.kind) {
    case MemberKind::kFile:
    case MemberKind::kSparseFile:
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_size(entry, size);
      if (member.kind == MemberKind::kSparseFile) archive_entry_sparse_add_entry(entry, hole, size - hole);
      return;
    case MemberKind::kDirectory: archive_entry_set_filetype(entry, AE_IFDIR); return;
    case MemberKind::kSymbolicLink:
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, member.content.c_str());
      return;
    case MemberKind::kHardLink:
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_hardlink(entry, member.content.c_str());
      return;
    case MemberKind::kFifo: archive_entry_set_filetype(entry, AE_IFIFO); return;
  }
}

void add_member(archive* a, const Member& member) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                            archive_entry_free);
  archive_entry_set_pathname(entry.get(), member.name.c_str());
  archive_entry_set_perm(entry.get(), 0644);
  set_kind(entry.get(), member);
  check(a, archive_write_header(a, entry.get()));
  if (member.kind != MemberKind::kFile && member.kind != MemberKind::kSparseFile) return;
  if (archive_write_data(a, member.content.data(), member.content.size()) < 0)
    throw std::runtime_error(archive_error_string(a));
}

std::string written(std::string_view format, std::string_view filter, std::string_view encryption,
                    const Members& members) {
  const Utf8Names names;
  std::string out;
  const std::unique_ptr<archive, decltype(&archive_write_free)> a(archive_write_new(), archive_write_free);
  check(a.get(), archive_write_set_format_by_name(a.get(), std::string(format).c_str()));
  if (!filter.empty()) check(a.get(), archive_write_add_filter_by_name(a.get(), std::string(filter).c_str()));
  if (!encryption.empty()) {
    check(a.get(), archive_write_set_passphrase(a.get(), "secret"));
    check(a.get(),
          archive_write_set_format_option(a.get(), "zip", "encryption", std::string(encryption).c_str()));
  }
  archive_write_set_bytes_in_last_block(a.get(), 1);
  check(a.get(), archive_write_open(a.get(), &out, nullptr, append, nullptr));
  for (const Member& member : members) add_member(a.get(), member);
  check(a.get(), archive_write_close(a.get()));
  return out;
}

}  // namespace

std::string archived(std::string_view format, std::string_view filter, const Members& members) {
  return written(format, filter, {}, members);
}

std::string encrypted_zip(std::string_view method, const Members& members) {
  return written("zip", {}, method, members);
}

std::string compressed(std::string_view filter, std::string_view content) {
  return archived("raw", filter, {{"data", std::string(content)}});
}

}  // namespace firstseen::test
