// docs/output.md has the exit statuses as help prints them.
#include "cli/exit_status.h"

#include <catch2/catch_test_macros.hpp>

#include "support/read_file.h"

namespace firstseen {
namespace {

// Markdown as it reads: `[text](target)` is its text, and backticks are gone.
std::string without_markup(std::string_view markdown) {
  std::string out;
  for (std::size_t at = 0; at < markdown.size(); ++at) {
    if (markdown.substr(at).starts_with("](")) {
      at = markdown.find(')', at);
      REQUIRE(at != std::string_view::npos);
    } else if (markdown[at] != '[' && markdown[at] != '`') {
      out += markdown[at];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("exit status: docs/output.md has the table") {
  const std::string text = test::read_file(FIRSTSEEN_SOURCE_DIR "/docs/output.md");
  std::string shown = text.substr(text.find("## Exit status"));
  shown = without_markup(shown.substr(shown.find("|---|---|\n") + 10));
  std::string expected;
  for (const cli::ExitStatusRow& row : cli::exit_statuses())
    expected += "| " + std::to_string(row.status) + " | " + std::string(row.meaning) + " |\n";
  CHECK(shown == expected);
}

}  // namespace firstseen
