// Documents kept in a temporary file until they can be written in input order. One per thread.
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
  // Adds a document, in any order. Repeated calls for the same place add it once. Errors are
  // reported by write_all().
  void add(event::FileId file, std::uint64_t offset, std::string_view text);

  // Whether the first file precedes the second one in the output.
  using FileOrder = std::function<bool(const event::FileId&, const event::FileId&)>;

  // Writes the documents of all spools by file and offset, one per line, until the sink returns
  // false.
  static Result<void> write_all(const std::vector<const Spool*>& spools,
                                const std::function<bool(std::string_view)>& sink,
                                const FileOrder& order = std::less<>());

 private:
  struct Entry {
    event::FileId file;
    std::uint64_t offset;
    std::uint64_t at;  // offset in the temporary file
    std::uint64_t size;
    const Spool* spool;
  };

  Result<void> keep(std::string_view text);
  bool read(const Entry& entry, std::string& text) const;

  std::optional<file::File> kept_;  // the documents, concatenated
  std::vector<Entry> entries_;
  std::optional<Error> problem_;  // the first error; nothing is added after it
};

}  // namespace firstseen::pass
