#include "file/text_file.h"

#include <utility>

#include "file/file.h"
#include "firstseen/named_text.h"

namespace firstseen::file {
namespace {

tl::unexpected<Error> fail_in(const std::string& path, std::string message) {
  return fail(in_file(Error(std::move(message)), path));
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  auto file = File::open(path);
  if (!file) return fail_in(path, file.error().message);
  std::string text;
  while (true) {
    constexpr std::size_t kPiece = 64 * 1024;
    const std::size_t size = text.size();
    if (size > kMaxTextFileBytes) return fail_in(path, "too large to be read whole");
    text.resize(size + kPiece);
    const auto got = file->seekable() ? file->read_at(size, text.data() + size, kPiece)
                                      : file->read(text.data() + size, kPiece);
    if (!got) return fail_in(path, got.error().message);
    text.resize(size + *got);
    if (*got == 0) return text;
  }
}

}  // namespace firstseen::file

namespace firstseen {

Result<NamedText> read_named_text(const std::string& path) {
  auto text = file::read_text_file(path);
  if (!text) return fail(text.error());
  return NamedText{path, std::move(*text)};
}

}  // namespace firstseen
