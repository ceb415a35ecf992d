// Raw texts of rejects, kept outside of memory until all of them can be written in the order of the inputs.
// One a thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "event/place.h"
#include "file/file.h"
#include "firstseen/error.h"

namespace firstseen::pass {

class RejectSpool {
 public:
  // Each text once, in any order. What cannot be written is remembered and said by write_all().
  void add(event::FileId file, std::uint64_t offset, std::string_view text);

  // The texts of all spools by file and offset, a line each, until the sink returns false.
  static Result<void> write_all(const std::vector<const RejectSpool*>& spools,
                                const std::function<bool(std::string_view)>& sink);

 private:
  struct Entry {
    event::FileId file;
    std::uint64_t offset;
    std::uint64_t at;  // in the temporary file
    std::uint64_t size;
    const RejectSpool* spool;
  };

  Result<void> keep(std::string_view text);
  bool read(const Entry& entry, std::string& text) const;

  std::optional<file::File> kept_;  // the texts, one behind another
  std::vector<Entry> entries_;
  std::optional<Error> problem_;  // the first
};

}  // namespace firstseen::pass
