#include "file/text_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "firstseen/named_text.h"

namespace firstseen::file {
namespace {

tl::unexpected<Error> about_file(std::string message, const std::string& path) {
  Error error(std::move(message));
  error.spot.file = path;
  return fail(std::move(error));
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  if (problem) return about_file(problem.message(), path);
  if (size > kMaxTextFileBytes) return about_file("too large to be read whole", path);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || text.bad()) return about_file("cannot be read", path);
  return std::move(text).str();
}

}  // namespace firstseen::file

namespace firstseen {

Result<NamedText> read_named_text(const std::string& path) {
  auto text = file::read_text_file(path);
  if (!text) return fail(text.error());
  return NamedText{path, std::move(*text)};
}

}  // namespace firstseen
