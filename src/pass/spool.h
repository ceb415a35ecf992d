// Texts that are kept in a temporary file until all of them can be written in the order of the inputs. One per
// thread.
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

class Spool {
 public:
  // One text per place, in any order. write_all() reports what cannot be kept.
  void add(event::FileId file, std::uint64_t offset, std::string_view text);

  // Comes before another file when texts are written.
  using FileOrder = std::function<bool(const event::FileId&, const event::FileId&)>;

  // The texts of all spools by file and offset, a line each, until the sink returns false.
  static Result<void> write_all(const std::vector<const Spool*>& spools,
                                const std::function<bool(std::string_view)>& sink,
                                const FileOrder& order = std::less<event::FileId>());

 private:
  struct Entry {
    event::FileId file;
    std::uint64_t offset;
    std::uint64_t at;  // in the temporary file
    std::uint64_t size;
    const Spool* spool;
  };

  Result<void> keep(std::string_view text);
  bool read(const Entry& entry, std::string& text) const;

  std::optional<file::File> kept_;  // the texts, one behind another
  std::vector<Entry> entries_;
  std::optional<Error> problem_;  // the first
};

}  // namespace firstseen::pass
