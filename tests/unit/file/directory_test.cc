#include "file/directory.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "support/temporary_folder.h"

namespace firstseen::file {
namespace {

TEST_CASE("directory: names are in bytewise order, of all kinds") {
  const test::TemporaryFolder folder;
  folder.write("b", "");
  folder.write("a/c", "");
  folder.write(".d", "");
  const auto names = names_in(folder.path("."));
  REQUIRE(names);
  CHECK(*names == std::vector<std::string>{".d", "a", "b"});
  const auto none = names_in(folder.path("none"));
  REQUIRE_FALSE(none);
  CHECK(none.error().message == "No such file or directory");
}

TEST_CASE("directory: files below are regular files and links to them") {
  const test::TemporaryFolder folder;
  folder.write("d/b", "");
  folder.write("d/e/a", "");
  std::filesystem::create_symlink("b", folder.path("d/link"));
  std::filesystem::create_symlink("circle", folder.path("d/circle"));
  std::filesystem::create_directory_symlink("e", folder.path("d/f"));
  const FilesBelow below = files_below(folder.path("d"));
  CHECK_FALSE(below.problem);
  CHECK(below.paths ==
        std::vector<std::string>{folder.path("d/b"), folder.path("d/e/a"), folder.path("d/link")});
  CHECK(files_below(folder.path("none")).problem);
}

}  // namespace
}  // namespace firstseen::file
