// The manual says of each shape how to export it.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <sstream>
#include <string>

#include "sources/tables/tables.h"
#include "support/read_file.h"

namespace firstseen {
namespace {

// The shapes in the rows of `## How to export`, each of which also names a tool and says how.
std::multiset<std::string> documented_shapes() {
  const std::string text = test::read_file(FIRSTSEEN_SOURCE_DIR "/docs/sources.md");
  const std::size_t begin = text.find("## How to export\n");
  REQUIRE(begin != std::string::npos);
  std::istringstream lines(text.substr(begin, text.find("\n## ", begin) - begin));
  std::multiset<std::string> shapes;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    const std::size_t end = line.find("` | ");
    const std::size_t how = line.find(" | ", end + 4);
    CAPTURE(line);
    CHECK(how < line.size() - 6);
    shapes.insert(line.substr(3, end - 3));
  }
  return shapes;
}

}  // namespace

TEST_CASE("docs: every shape has a line of how to export it, and no other has", "[docs]") {
  std::multiset<std::string> shapes;
  for (const sources::SourceTable& table : sources::tables::builtin_tables()) {
    if (!table.control) shapes.insert(table.shape);
  }
  CHECK(documented_shapes() == shapes);
}

}  // namespace firstseen
