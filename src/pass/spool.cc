#include "pass/spool.h"

#include <algorithm>
#include <string>
#include <tuple>

namespace firstseen::pass {

void Spool::add(event::FileId file, std::uint64_t offset, std::string_view text) {
  const bool repeated = !entries_.empty() && entries_.back().file == file && entries_.back().offset == offset;
  if (repeated || problem_) return;
  const std::uint64_t at = kept_ ? kept_->size() : 0;
  if (auto done = keep(text); !done) {
    problem_ = done.error();
    return;
  }
  entries_.push_back({file, offset, at, text.size(), this});
}

Result<void> Spool::keep(std::string_view text) {
  if (!kept_) {
    auto made = file::File::temporary();
    if (!made) return fail(made.error());
    kept_ = std::move(*made);
  }
  return kept_->append(text);
}

bool Spool::read(const Entry& entry, std::string& text) const {
  text.resize(entry.size);
  const auto got = kept_->read_at(entry.at, text.data(), text.size());
  return got && *got == text.size();
}

Result<void> Spool::write_all(const std::vector<const Spool*>& spools,
                              const std::function<bool(std::string_view)>& sink, const FileOrder& order) {
  std::vector<Entry> all;
  for (const Spool* const spool : spools) {
    if (spool->problem_) return fail("cannot be kept: " + spool->problem_->message);
    all.insert(all.end(), spool->entries_.begin(), spool->entries_.end());
  }
  std::sort(all.begin(), all.end(), [&](const Entry& a, const Entry& b) {
    return a.file == b.file ? a.offset < b.offset : order(a.file, b.file);
  });
  std::string text;
  for (const Entry& entry : all) {
    if (!entry.spool->read(entry, text)) return fail("cannot be read back");
    text += '\n';
    if (!sink(text)) break;
  }
  return {};
}

}  // namespace firstseen::pass
