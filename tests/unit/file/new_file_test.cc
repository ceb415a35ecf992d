#include "file/new_file.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>

#include "file/directory.h"
#include "file/text_file.h"
#include "support/temporary_folder.h"

namespace firstseen::file {
namespace {

TEST_CASE("new file: it appears whole with commit, and not at all without") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a", "old");
  for (const bool commits : {false, true}) {
    CAPTURE(commits);
    {
      auto file = NewFile::create(path);
      REQUIRE(file);
      CHECK(file->write("new ") == 0);
      CHECK(file->write("text") == 0);
      CHECK(read_text_file(path).value() == "old");
      if (commits) REQUIRE(file->commit());
    }
    CHECK(read_text_file(path).value() == (commits ? "new text" : "old"));
    CHECK(names_in(folder.path("."))->size() == 1);
  }
}

TEST_CASE("new file: a link stays and its target is replaced") {
  const test::TemporaryFolder folder;
  const std::string target = folder.write("a", "old");
  std::filesystem::create_symlink("a", folder.path("link"));
  auto file = NewFile::create(folder.path("link"));
  REQUIRE(file);
  CHECK(file->write("new") == 0);
  REQUIRE(file->commit());
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(read_text_file(target).value() == "new");
}

TEST_CASE("new file: errors name the path") {
  const test::TemporaryFolder folder;
  const auto file = NewFile::create(folder.path("none/a"));
  REQUIRE_FALSE(file);
  CHECK(file.error().message == "cannot write " + folder.path("none/a") + ": No such file or directory");
}

}  // namespace
}  // namespace firstseen::file
