#include "cli/terminal.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "support/captured_output.h"

namespace firstseen::cli {
namespace {

TEST_CASE("terminal: --color decides, else only a terminal has colours") {
  const test::CapturedOutput file(STDOUT_FILENO, "/dev/null");
  ::setenv("NO_COLOR", "1", 1);
  CHECK(wants_colour("always", STDOUT_FILENO));
  CHECK_FALSE(wants_colour("auto", STDOUT_FILENO));
  CHECK_FALSE(wants_colour("never", STDOUT_FILENO));
  ::unsetenv("NO_COLOR");
  CHECK_FALSE(wants_colour("auto", STDOUT_FILENO));
}

}  // namespace
}  // namespace firstseen::cli
