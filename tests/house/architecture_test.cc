// docs/architecture.md leads to files and names that exist.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/read_file.h"
#include "support/source_tree.h"

namespace firstseen {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = FIRSTSEEN_SOURCE_DIR;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// What is between backticks, in order.
std::vector<std::string> code_of(std::string_view line) {
  std::vector<std::string> parts;
  for (std::size_t at = line.find('`'); at != std::string_view::npos; at = line.find('`', at)) {
    const std::size_t end = line.find('`', at + 1);
    if (end == std::string_view::npos) break;
    parts.emplace_back(line.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return parts;
}

bool has_word(std::string_view text, std::string_view word) {
  return test::find_word(text, word, 0) != std::string_view::npos;
}

// A step of a way: `| what | `file` | `name` … |`.
struct Step {
  std::string file;
  std::vector<std::string> names;
};

// The steps below each bold heading of the section.
std::vector<std::pair<std::string, std::vector<Step>>> ways_of(const std::string& document) {
  std::vector<std::pair<std::string, std::vector<Step>>> ways;
  bool inside = false;
  for (const std::string& line : lines_of(document)) {
    if (line.starts_with("## ")) inside = line == "## Five ways through the code";
    if (!inside) continue;
    if (line.starts_with("**")) ways.push_back({line, {}});
    if (ways.empty() || !line.starts_with("| ")) continue;
    // The first cell may quote fields and columns of exports.
    const std::vector<std::string> code = code_of(std::string_view(line).substr(line.find(" | ")));
    if (code.empty()) continue;
    ways.back().second.push_back({code.front(), {code.begin() + 1, code.end()}});
  }
  return ways;
}

TEST_CASE("docs/architecture.md: the five ways lead to names that are in their files", "[house]") {
  const auto ways = ways_of(test::read_file(kRoot / "docs" / "architecture.md"));
  CHECK(ways.size() == 5);
  for (const auto& [question, steps] : ways) {
    CAPTURE(question);
    CHECK(steps.size() >= 3);
    for (const Step& step : steps) {
      CAPTURE(step.file);
      const std::string source = test::read_file(kRoot / step.file);
      CHECK_FALSE(source.empty());
      CHECK_FALSE(step.names.empty());
      for (const std::string& name : step.names) {
        CAPTURE(name);
        CHECK(has_word(source, name));
      }
    }
  }
}

TEST_CASE("docs/architecture.md: each path and type that it names exists", "[house]") {
  std::string sources;
  for (const char* const top : {"include", "src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
      if (entry.is_regular_file()) sources += test::read_file(entry.path());
    }
  }
  std::size_t checked = 0;
  for (const std::string& line : lines_of(test::read_file(kRoot / "docs" / "architecture.md"))) {
    for (std::string code : code_of(line)) {
      CAPTURE(line, code);
      if (code.starts_with("--") || code.find_first_of(" !.") != std::string::npos || code.starts_with("-")) {
        // An option, a command, an example, or a path, which is checked here.
        if (code.starts_with("src/") || code.starts_with("include/")) CHECK(fs::exists(kRoot / code));
        if (code.starts_with("--")) CHECK(sources.find('"' + code + '"') != std::string::npos);
        continue;
      }
      ++checked;
      if (code.ends_with("()")) code.resize(code.size() - 2);
      if (const std::size_t scope = code.rfind("::"); scope != std::string::npos) code.erase(0, scope + 2);
      if (code.ends_with('/')) {
        CHECK((fs::exists(kRoot / code) || fs::exists(kRoot / "src" / "sources" / code)));
      } else {
        CHECK((fs::is_directory(kRoot / "src" / code) || has_word(sources, code)));
      }
    }
  }
  CHECK(checked > 40);
}

}  // namespace
}  // namespace firstseen
