#include "support/compress.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

namespace firstseen::test {
namespace {

la_ssize_t append(archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void check(archive* a, int status) {
  if (status != ARCHIVE_OK) throw std::runtime_error(archive_error_string(a));
}

void add_member(archive* a, const std::string& name, std::string_view content) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                            archive_entry_free);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  check(a, archive_write_header(a, entry.get()));
  if (archive_write_data(a, content.data(), content.size()) < 0)
    throw std::runtime_error(archive_error_string(a));
}

}  // namespace

std::string archived(std::string_view format, std::string_view filter,
                     const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out;
  const std::unique_ptr<archive, decltype(&archive_write_free)> a(archive_write_new(), archive_write_free);
  check(a.get(), archive_write_set_format_by_name(a.get(), std::string(format).c_str()));
  if (!filter.empty()) check(a.get(), archive_write_add_filter_by_name(a.get(), std::string(filter).c_str()));
  archive_write_set_bytes_in_last_block(a.get(), 1);
  check(a.get(), archive_write_open(a.get(), &out, nullptr, append, nullptr));
  for (const auto& [name, content] : members) add_member(a.get(), name, content);
  check(a.get(), archive_write_close(a.get()));
  return out;
}

std::string compressed(std::string_view filter, std::string_view content) {
  return archived("raw", filter, {{"data", std::string(content)}});
}

}  // namespace firstseen::test
