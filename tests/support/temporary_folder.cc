#include "support/temporary_folder.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace firstseen::test {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "firstseen-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  root_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, std::string_view content) const {
  const std::filesystem::path file = root_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file.string();
}

std::string gzipped(const TemporaryFolder& folder, const std::string& name, std::string_view content) {
  const std::string plain = folder.write(name + ".plain", content);
  const std::string packed = folder.path(name);
  if (std::system(("gzip -c '" + plain + "' >'" + packed + "'").c_str()) != 0)
    throw std::runtime_error("gzip failed");
  std::ifstream file(packed, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  std::filesystem::remove(plain);
  return bytes.str();
}

}  // namespace firstseen::test
