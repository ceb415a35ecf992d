// The house rules of the source tree that a text search can hold: who may include whom, which folder is a
// library's only door, who may print, and how long a file may be.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/read_file.h"
#include "support/source_tree.h"

namespace firstseen {
namespace {

namespace fs = std::filesystem;

// What headers of a library or of the file system begin with, and the only folder that may include them.
struct Door {
  std::string_view header;
  std::string_view folder;
};
const std::vector<Door> kDoors{
    {"simdjson", "json"},   {"toml", "toml"},        {"CLI/", "cli"},        {"hs.h", "prefilter"},
    {"hs/", "prefilter"},   {"isa-l", "bytes"},      {"igzip", "bytes"},     {"zstd", "bytes"},
    {"zlib", "bytes"},      {"bzlib", "bytes"},      {"lzma", "bytes"},      {"archive", "archive"},
    {"uniwbrk", "unicode"}, {"unictype", "unicode"}, {"unicase", "unicode"}, {"unistr.h", "unicode"},
    {"filesystem", "file"}, {"fstream", "file"},     {"fcntl.h", "file"},    {"sys/stat.h", "file"},
};

// Functions that print or end the program, and what of std and fmt prints.
const std::vector<std::string_view> kPrintingCalls{"printf", "fprintf", "vprintf",   "vfprintf", "puts",
                                                   "fputs",  "putchar", "fputc",     "perror",   "exit",
                                                   "_exit",  "_Exit",   "quick_exit"};
const std::vector<std::string_view> kPrintingNames{"std::cout",    "std::cerr",    "std::clog",
                                                   "std::print",   "std::println", "fmt::print",
                                                   "fmt::println", "fmt::vprint"};

constexpr std::size_t kMaxHeaderLines = 150;
constexpr std::size_t kMaxSourceLines = 450;
constexpr std::size_t kMaxSources = 15;

struct Include {
  std::string target;
  bool quoted = false;
};

std::optional<Include> include_of(std::string_view line) {
  constexpr std::string_view kDirective = "#include ";
  if (!line.starts_with(kDirective)) return std::nullopt;
  line.remove_prefix(kDirective.size());
  const bool quoted = line.starts_with('"');
  const std::size_t end = line.find(quoted ? '"' : '>', 1);
  if (end == std::string_view::npos) return std::nullopt;
  return Include{std::string(line.substr(1, end - 1)), quoted};
}

// The folder that one of our own includes reaches into: `net/x.h`, or a public header. Empty when it is
// neither.
std::string folder_reached(const std::string& target) {
  const fs::path path(target);
  const std::string first = path.begin()->string();
  return first == "firstseen" ? test::folder_of_header(path.stem().string()) : first;
}

// A call of the function: not of a member of that name of an object.
bool calls(std::string_view line, std::string_view function) {
  for (std::size_t at = 0; (at = test::find_word(line, function, at)) != std::string_view::npos; ++at) {
    const std::string_view before = line.substr(0, at);
    const std::size_t after = line.find_first_not_of(' ', at + function.size());
    const bool member = before.ends_with('.') || before.ends_with("->");
    if (!member && after != std::string_view::npos && line[after] == '(') return true;
  }
  return false;
}

// Good enough for these rules: none of our texts holds `//` before code.
bool prints(std::string_view line) {
  const std::string_view code = line.substr(0, line.find("//"));
  return std::any_of(kPrintingCalls.begin(), kPrintingCalls.end(),
                     [&](std::string_view function) { return calls(code, function); }) ||
         std::any_of(kPrintingNames.begin(), kPrintingNames.end(), [&](std::string_view name) {
           return test::find_word(code, name, 0) != std::string_view::npos;
         });
}

void check_own_include(test::Complaints& complaints, const test::SourceFile& file, std::size_t line,
                       const std::string& target) {
  const std::string reached = folder_reached(target);
  const auto from = test::layers().find(file.folder);
  const auto to = test::layers().find(reached);
  if (to == test::layers().end()) {
    complaints.add(file, line, "\"" + target + "\" is in no folder of src/");
  } else if (file.folder == "cli" && !target.starts_with("firstseen/") && reached != "output" &&
             reached != "cli") {
    complaints.add(file, line, "cli includes \"" + target + "\", and not the public API");
  } else if (file.is_public && !target.starts_with("firstseen/")) {
    complaints.add(file, line, "a public header includes \"" + target + "\", which is not installed");
  } else if (reached != file.folder && from->second <= to->second) {
    complaints.add(file, line, file.folder + " includes " + reached + ", which is no lower layer");
  }
}

void check_library_include(test::Complaints& complaints, const test::SourceFile& file, std::size_t line,
                           const std::string& target) {
  for (const Door& door : kDoors) {
    if (file.folder != door.folder && target.starts_with(door.header)) {
      complaints.add(file, line, "<" + target + "> is for " + std::string(door.folder) + " only");
    }
  }
  // Headers of the standard library have no folder and no extension.
  if (file.is_public && target.find_first_of("./") != std::string::npos && target != "tl/expected.hpp") {
    complaints.add(file, line, "a public header includes <" + target + ">");
  }
}

TEST_CASE("A file includes only its own folder and lower layers, and each library has one door", "[house]") {
  test::Complaints complaints;
  for (const test::SourceFile& file : test::read_tree()) {
    if (test::layers().find(file.folder) == test::layers().end()) {
      complaints.add(file, 1, "is in no known layer: give it a row in tests/support/source_tree.cc");
      continue;
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const auto include = include_of(file.lines[i]);
      if (!include) continue;
      if (include->quoted) {
        check_own_include(complaints, file, i + 1, include->target);
      } else {
        check_library_include(complaints, file, i + 1, include->target);
      }
    }
  }
  CHECK(complaints.text() == "");
}

// The namespaces that a file opens at its left margin.
std::vector<std::string> opened_namespaces(const test::SourceFile& file) {
  constexpr std::string_view kOpening = "namespace ";
  std::vector<std::string> opened;
  for (const std::string& line : file.lines) {
    const std::size_t brace = line.find(" {");
    if (!line.starts_with("namespace firstseen") || brace == std::string::npos) continue;
    opened.push_back(line.substr(kOpening.size(), brace - kOpening.size()));
  }
  return opened;
}

// Whether a source file defines what a public header declares: then it may open the public namespace.
bool implements_public_header(const test::SourceFile& file) {
  for (const std::string& line : file.lines) {
    const auto include = include_of(line);
    if (include && include->quoted && include->target.starts_with("firstseen/"))
      return file.path.ends_with(".cc");
  }
  return false;
}

TEST_CASE("A namespace is its folder, and what is public is in firstseen", "[house]") {
  test::Complaints complaints;
  for (const test::SourceFile& file : test::read_tree()) {
    for (const std::string& name : opened_namespaces(file)) {
      if (name == file.name_space) continue;
      if (name == "firstseen" && implements_public_header(file)) continue;
      complaints.add(file, 1, "opens " + name + ", and its folder is " + file.name_space);
    }
  }
  CHECK(complaints.text() == "");
}

TEST_CASE("Each folder of unit tests is one of src/", "[house]") {
  const fs::path root = FIRSTSEEN_SOURCE_DIR;
  for (const auto& entry : fs::directory_iterator(root / "tests" / "unit")) {
    CAPTURE(entry.path().string());
    CHECK(test::layers().contains(entry.path().filename().string()));
  }
}

TEST_CASE("CONTRIBUTING.md shows the layers as they are", "[house]") {
  std::ifstream stream(fs::path(FIRSTSEEN_SOURCE_DIR) / "CONTRIBUTING.md");
  std::map<std::string, int> shown;
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line);
    int layer = 0;
    if (!line.starts_with(' ') && words >> layer) {
      for (std::string folder; words >> folder;) shown[folder] = layer;
    }
  }
  CHECK(shown == test::layers());
}

TEST_CASE("docs/embedding.md shows the embedding program as it is", "[house]") {
  const fs::path root = FIRSTSEEN_SOURCE_DIR;
  const std::string program = test::read_file(root / "tests/embed/main.cc");
  REQUIRE_FALSE(program.empty());
  CHECK(test::read_file(root / "docs/embedding.md").find("```cpp\n" + program + "```") != std::string::npos);
}

TEST_CASE("Only cli and output print, and only cli ends the program", "[house]") {
  test::Complaints complaints;
  for (const test::SourceFile& file : test::read_tree()) {
    if (file.folder == "cli" || file.folder == "output") continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (prints(file.lines[i])) complaints.add(file, i + 1, file.lines[i]);
    }
  }
  CHECK(complaints.text() == "");
}

TEST_CASE("The search for printing finds what prints, and nothing else", "[house]") {
  struct Row {
    std::string_view line;
    bool prints;
  };
  const std::vector<Row> rows{
      {"  std::cout << x;", true},
      {"  std::cerr << x;", true},
      {"  printf(\"x\");", true},
      {"  std::printf(\"x\");", true},
      {"  fprintf(stderr, \"x\");", true},
      {"  std::fputs(text, stderr);", true},
      {"  fmt::print(\"x\");", true},
      {"  fmt::println (stderr, \"x\");", true},
      {"  perror(\"x\");", true},
      {"  std::exit(1);", true},
      {"  exit(1);", true},
      {"  _exit(1);", true},
      {"  std::snprintf(buffer, sizeof buffer, \"x\");", false},
      {"  fmt::format_to(out, \"x\");", false},
      {"  std::string print() const;", false},
      {"  return set.print();", false},
      {"  writer.puts(text);", false},
      {"  on_exit_(1);", false},
      {"  out->printf(x);", false},
      {"  // printf(x) would print", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(prints(row.line) == row.prints);
  }
}

TEST_CASE("A header and a source file can be read in one sitting", "[house]") {
  test::Complaints complaints;
  for (const test::SourceFile& file : test::read_tree()) {
    const std::size_t limit = file.path.ends_with(".h") ? kMaxHeaderLines : kMaxSourceLines;
    if (file.lines.size() > limit) complaints.add(file, limit, std::to_string(file.lines.size()) + " lines");
  }
  CHECK(complaints.text() == "");
}

TEST_CASE("A folder holds at most fifteen source files", "[house]") {
  std::map<std::string, std::size_t> sources;
  for (const test::SourceFile& file : test::read_tree()) {
    if (!file.is_public && file.path.ends_with(".cc"))
      ++sources[fs::path(file.path).parent_path().generic_string()];
  }
  CHECK(sources.size() > 20);
  for (const auto& [folder, count] : sources) {
    CAPTURE(folder, count);
    CHECK(count <= kMaxSources);
  }
}

}  // namespace
}  // namespace firstseen
