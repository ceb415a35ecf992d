// A folder that is gone when the test is over.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace firstseen::test {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // Writes a file and returns its path.
  std::string write(const std::string& name, std::string_view content) const;
  std::string path(const std::string& name) const { return (root_ / name).string(); }
  std::string path() const { return root_.string(); }

 private:
  std::filesystem::path root_;
};

}  // namespace firstseen::test
