#include "support/source_tree.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

namespace firstseen::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = FIRSTSEEN_SOURCE_DIR;

// A public header belongs to the folder of its .cc; these have none of their name.
const std::map<std::string, std::string> kHeaderFolders{
    {"expansion_bounds", "bytes"},
    {"export", "error"},
    {"finding", "hunt"},
    {"hunt", "hunt"},
    {"named_text", "file"},
    {"input", "pass"},
    {"normalize", "inspect"},
    {"output", "output"},
    {"firstseen", "cli"},
    {"quoted_text", "error"},
    {"rule", "rules"},
    {"input_problem", "input"},
    {"file_identity", "file"},
};

// `src/a/b` → `firstseen::a::b`.
std::string name_space_of(const fs::path& folder) {
  std::string out = "firstseen";
  for (auto part = std::next(folder.begin()); part != folder.end(); ++part) out += "::" + part->string();
  return out;
}

SourceFile read_file(const fs::path& path) {
  SourceFile file;
  file.path = fs::relative(path, kRoot).generic_string();
  file.is_public = file.path.starts_with("include/");
  file.folder = file.is_public ? folder_of_header(path.stem().string())
                               : std::next(fs::path(file.path).begin())->string();
  file.name_space = file.is_public ? "firstseen" : name_space_of(fs::path(file.path).parent_path());
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
  return file;
}

}  // namespace

const std::map<std::string, int>& layers() {
  static const std::map<std::string, int> rows{
      {"error", 0},         {"text", 0},       {"unicode", 1}, {"file", 1},    {"config", 1},
      {"windows_event", 1}, {"digest", 2},     {"net", 2},     {"json", 2},    {"toml", 2},
      {"event", 3},         {"bytes", 3},      {"csv", 4},     {"archive", 5}, {"input", 6},
      {"kql", 7},           {"predicate", 8},  {"program", 9}, {"sources", 9}, {"history", 9},
      {"rules", 10},        {"prefilter", 10}, {"pass", 11},   {"hunt", 12},   {"inspect", 12},
      {"output", 13},       {"cli", 14},
  };
  return rows;
}

std::string folder_of_header(const std::string& stem) {
  if (const auto known = kHeaderFolders.find(stem); known != kHeaderFolders.end()) return known->second;
  for (const auto& [folder, layer] : layers()) {
    if (fs::exists(kRoot / "src" / folder / (stem + ".cc"))) return folder;
  }
  return {};
}

std::vector<SourceFile> read_tree() {
  std::vector<SourceFile> files;
  for (const char* const top : {"include", "src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".cc" || extension == ".h") files.push_back(read_file(entry.path()));
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t at) {
  const auto in_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (; (at = text.find(word, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) return at;
  }
  return std::string_view::npos;
}

}  // namespace firstseen::test
