#include "file/text_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "firstseen/named_text.h"

namespace firstseen::file {
namespace {

tl::unexpected<Error> fail_in(const std::string& path, std::string message) {
  return fail(in_file(Error(std::move(message)), path));
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  if (problem) return fail_in(path, problem.message());
  if (size > kMaxTextFileBytes) return fail_in(path, "too large to be read whole");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || text.bad()) return fail_in(path, "cannot be read");
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
