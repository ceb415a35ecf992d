#include "hunt/reject_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <tuple>

namespace firstseen {
namespace {

// A file that nobody can open and that is gone with its descriptor; -1 and errno when there is none to be
// had.
int unnamed_file() {
  std::error_code ignored;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(ignored);
  std::string name = (folder.empty() ? "/tmp" : folder.string()) + "/firstseen-XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) ::unlink(name.c_str());
  return descriptor;
}

bool write_whole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

RejectSpool::RejectSpool() = default;

RejectSpool::~RejectSpool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void RejectSpool::add(FileId file, std::uint64_t offset, std::string_view text) {
  const bool repeated = !entries_.empty() && entries_.back().file == file && entries_.back().offset == offset;
  if (repeated || problem_ != 0) return;
  if (descriptor_ < 0) descriptor_ = unnamed_file();
  if (descriptor_ < 0 || !write_whole(descriptor_, text)) {
    problem_ = errno;
    return;
  }
  entries_.push_back({file, offset, size_, text.size(), this});
  size_ += text.size();
}

bool RejectSpool::read(const Entry& entry, std::string& text) const {
  text.resize(entry.size);
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t got =
        ::pread(descriptor_, text.data() + done, text.size() - done, static_cast<off_t>(entry.at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

Result<void> RejectSpool::write_all(const std::vector<const RejectSpool*>& spools,
                                    const std::function<bool(std::string_view)>& sink) {
  std::vector<Entry> all;
  for (const RejectSpool* const spool : spools) {
    if (spool->problem_ != 0)
      return fail(std::string("rejects cannot be kept: ") + std::strerror(spool->problem_));
    all.insert(all.end(), spool->entries_.begin(), spool->entries_.end());
  }
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.file, a.offset) < std::tie(b.file, b.offset);
  });
  std::string text;
  for (const Entry& entry : all) {
    if (!entry.spool->read(entry, text)) return fail("rejects cannot be read back");
    text += '\n';
    if (!sink(text)) break;
  }
  return {};
}

}  // namespace firstseen
