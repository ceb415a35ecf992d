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

namespace firstseen {
namespace {

namespace fs = std::filesystem;

// A file includes its own folder, and folders of lower layers. From the ground: numbers only order them.
const std::map<std::string, int> kLayers{
    {"error", 0},   {"text", 0},    {"file", 1},     {"config", 1},  {"windows_event", 1},
    {"digest", 2},  {"net", 2},     {"json", 2},     {"toml", 2},    {"event", 3},
    {"bytes", 3},   {"archive", 4}, {"input", 5},    {"kql", 6},     {"predicate", 7},
    {"program", 8}, {"sources", 8}, {"history", 8},  {"rules", 9},   {"prefilter", 9},
    {"pass", 10},   {"hunt", 11},   {"inspect", 11}, {"output", 12}, {"cli", 13},
};

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
};

// What headers of a library or of the file system begin with, and the only folder that may include them.
struct Door {
  std::string_view header;
  std::string_view folder;
};
const std::vector<Door> kDoors{
    {"simdjson", "json"},   {"toml", "toml"},    {"CLI/", "cli"},     {"hs.h", "prefilter"},
    {"hs/", "prefilter"},   {"isa-l", "bytes"},  {"igzip", "bytes"},  {"zstd", "bytes"},
    {"zlib", "bytes"},      {"bzlib", "bytes"},  {"lzma", "bytes"},   {"archive", "archive"},
    {"filesystem", "file"}, {"fstream", "file"}, {"fcntl.h", "file"}, {"sys/stat.h", "file"},
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

struct SourceFile {
  std::string path;    // from the top of the tree
  std::string folder;  // of src/; for a public header the folder that it belongs to, empty when none is known
  std::string name_space;  // that its folder asks for: of src/sources/tables `firstseen::sources::tables`
  bool is_public = false;
  std::vector<std::string> lines;
};

// The tree's folder of src/ that a public header belongs to.
std::string folder_of_header(const fs::path& root, const std::string& stem) {
  if (const auto known = kHeaderFolders.find(stem); known != kHeaderFolders.end()) return known->second;
  for (const auto& [folder, layer] : kLayers) {
    if (fs::exists(root / "src" / folder / (stem + ".cc"))) return folder;
  }
  return {};
}

// `src/a/b` → `firstseen::a::b`.
std::string name_space_of(const fs::path& folder) {
  std::string out = "firstseen";
  for (auto part = std::next(folder.begin()); part != folder.end(); ++part) out += "::" + part->string();
  return out;
}

SourceFile read_file(const fs::path& root, const fs::path& path) {
  SourceFile file;
  file.path = fs::relative(path, root).generic_string();
  file.is_public = file.path.starts_with("include/");
  file.folder = file.is_public ? folder_of_header(root, path.stem().string())
                               : std::next(fs::path(file.path).begin())->string();
  file.name_space = file.is_public ? "firstseen" : name_space_of(fs::path(file.path).parent_path());
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
  return file;
}

std::vector<SourceFile> read_tree(const fs::path& root) {
  std::vector<SourceFile> files;
  for (const char* const top : {"include", "src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".cc" || extension == ".h") files.push_back(read_file(root, entry.path()));
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

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
std::string folder_reached(const fs::path& root, const std::string& target) {
  const fs::path path(target);
  const std::string first = path.begin()->string();
  return first == "firstseen" ? folder_of_header(root, path.stem().string()) : first;
}

bool in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Where `word` stands in `line` as a whole word, at or after `at`.
std::size_t find_word(std::string_view line, std::string_view word, std::size_t at) {
  for (; (at = line.find(word, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !in_word(line[at - 1])) && (end == line.size() || !in_word(line[end]))) return at;
  }
  return std::string_view::npos;
}

// A call of the function: not of a member of that name of an object.
bool calls(std::string_view line, std::string_view function) {
  for (std::size_t at = 0; (at = find_word(line, function, at)) != std::string_view::npos; ++at) {
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
           return find_word(code, name, 0) != std::string_view::npos;
         });
}

class Complaints {
 public:
  void add(const SourceFile& file, std::size_t line, const std::string& what) {
    text_ += file.path + ":" + std::to_string(line) + ": " + what + "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void check_own_include(Complaints& complaints, const fs::path& root, const SourceFile& file, std::size_t line,
                       const std::string& target) {
  const std::string reached = folder_reached(root, target);
  const auto from = kLayers.find(file.folder);
  const auto to = kLayers.find(reached);
  if (to == kLayers.end()) {
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

void check_library_include(Complaints& complaints, const SourceFile& file, std::size_t line,
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
  const fs::path root = FIRSTSEEN_SOURCE_DIR;
  Complaints complaints;
  for (const SourceFile& file : read_tree(root)) {
    if (kLayers.find(file.folder) == kLayers.end()) {
      complaints.add(file, 1, "is in no known layer: give it a row in tests/house/layering_test.cc");
      continue;
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const auto include = include_of(file.lines[i]);
      if (!include) continue;
      if (include->quoted) {
        check_own_include(complaints, root, file, i + 1, include->target);
      } else {
        check_library_include(complaints, file, i + 1, include->target);
      }
    }
  }
  CHECK(complaints.text() == "");
}

// The namespaces that a file opens at its left margin.
std::vector<std::string> opened_namespaces(const SourceFile& file) {
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
bool implements_public_header(const SourceFile& file) {
  for (const std::string& line : file.lines) {
    const auto include = include_of(line);
    if (include && include->quoted && include->target.starts_with("firstseen/"))
      return file.path.ends_with(".cc");
  }
  return false;
}

TEST_CASE("A namespace is its folder, and what is public is in firstseen", "[house]") {
  Complaints complaints;
  for (const SourceFile& file : read_tree(FIRSTSEEN_SOURCE_DIR)) {
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
    CHECK(kLayers.contains(entry.path().filename().string()));
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
  CHECK(shown == kLayers);
}

TEST_CASE("docs/embedding.md shows the embedding program as it is", "[house]") {
  const fs::path root = FIRSTSEEN_SOURCE_DIR;
  const auto content = [&](const fs::path& path) {
    std::ifstream stream(root / path);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  const std::string program = content("tests/embed/main.cc");
  REQUIRE_FALSE(program.empty());
  CHECK(content("docs/embedding.md").find("```cpp\n" + program + "```") != std::string::npos);
}

TEST_CASE("Only cli and output print, and only cli ends the program", "[house]") {
  Complaints complaints;
  for (const SourceFile& file : read_tree(FIRSTSEEN_SOURCE_DIR)) {
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
  Complaints complaints;
  for (const SourceFile& file : read_tree(FIRSTSEEN_SOURCE_DIR)) {
    const std::size_t limit = file.path.ends_with(".h") ? kMaxHeaderLines : kMaxSourceLines;
    if (file.lines.size() > limit) complaints.add(file, limit, std::to_string(file.lines.size()) + " lines");
  }
  CHECK(complaints.text() == "");
}

}  // namespace
}  // namespace firstseen
