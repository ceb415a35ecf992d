#include "file/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <vector>

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

TEST_CASE("new file: an incomplete one stays beside the old one, under a name of its own") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a", "old");
  std::filesystem::create_symlink("a", folder.path("link"));
  for (const char* const name : {"a", "a", "link"}) {
    auto file = NewFile::create(folder.path(name));
    REQUIRE(file);
    CHECK(file->write(name) == 0);
    const auto kept = file->keep_incomplete();
    REQUIRE(kept);
    CHECK(read_text_file(*kept).value() == name);
  }
  CHECK(names_in(folder.path(".")).value() ==
        std::vector<std::string>{"a", "a.incomplete", "a.incomplete.2", "a.incomplete.3", "link"});
  CHECK(read_text_file(path).value() == "old");
}

TEST_CASE("new file: a deleted file that a process holds open replaces none of its old name") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a", "held");
  const std::string other = folder.write("a (deleted)", "other");
  const int descriptor = ::open(path.c_str(), O_RDONLY);
  REQUIRE(descriptor >= 0);
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  CHECK(NewFile::create(link));
  std::filesystem::remove(path);
  CHECK_FALSE(NewFile::create(link));
  CHECK(read_text_file(other).value() == "other");
  ::close(descriptor);
}

TEST_CASE("new file: errors name the path") {
  const test::TemporaryFolder folder;
  const auto file = NewFile::create(folder.path("none/a"));
  REQUIRE_FALSE(file);
  CHECK(file.error().message == "cannot write " + folder.path("none/a") + ": No such file or directory");
}

}  // namespace
}  // namespace firstseen::file
