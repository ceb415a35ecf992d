// The source tree as text, for the rules of the house, and a list of what breaks them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::test {

// The folders of src/. A file includes its own folder, and folders of lower layers: the numbers only order them.
const std::map<std::string, int>& layers();

struct SourceFile {
  std::string path;    // from the top of the tree
  std::string folder;  // of src/; for a public header the folder that it belongs to, empty when none is known
  std::string name_space;  // that its folder asks for: of src/sources/tables `firstseen::sources::tables`
  bool is_public = false;
  std::vector<std::string> lines;
};

// Every .h and .cc below include/ and src/, by path.
std::vector<SourceFile> read_tree();

// The folder of src/ that a public header belongs to, empty when it is unknown.
std::string folder_of_header(const std::string& stem);

// The offset of `word` in `text` as a whole word, at or after `at`; npos when it is not there.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t at);

class Complaints {
 public:
  void add(const SourceFile& file, std::size_t line, const std::string& what) {
    text_ += file.path + ":" + std::to_string(line) + ": " + what + "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace firstseen::test
