// docs/output.md has the exit statuses as help prints them.
#include "cli/exit_status.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <regex>
#include <sstream>

namespace firstseen {

TEST_CASE("exit status: docs/output.md has the table") {
  std::ifstream stream(std::string(FIRSTSEEN_SOURCE_DIR) + "/docs/output.md");
  const std::string text = (std::ostringstream() << stream.rdbuf()).str();
  std::string shown = text.substr(text.find("## Exit status"));
  shown = std::regex_replace(shown, std::regex(R"(\[([^\]]*)\]\([^)]*\))"), "$1");  // links
  shown = std::regex_replace(shown, std::regex("`"), "");
  shown = shown.substr(shown.find("|---|---|\n") + 10);
  std::string expected;
  for (const cli::ExitStatusRow& row : cli::exit_statuses())
    expected += "| " + std::to_string(row.status) + " | " + std::string(row.meaning) + " |\n";
  CHECK(shown == expected);
}

}  // namespace firstseen
