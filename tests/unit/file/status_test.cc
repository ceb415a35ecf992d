#include "file/status.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>

#include "support/temporary_folder.h"

namespace firstseen::file {
namespace {

TEST_CASE("status: a file is the same by all of its names") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a", "1234");
  std::filesystem::create_hard_link(path, folder.path("hard"));
  std::filesystem::create_symlink("a", folder.path("soft"));
  const auto status = status_of(path);
  REQUIRE(status);
  CHECK(status->kind == Kind::kRegular);
  CHECK(status->size_bytes == 4);
  CHECK(status_of(folder.path("hard"))->identity == status->identity);
  CHECK(status_of(folder.path("soft"))->identity == status->identity);
  CHECK(status_of_link(folder.path("soft"))->kind == Kind::kLink);
  CHECK(status_of_link(folder.path("soft"))->identity != status->identity);
  CHECK(status_of(folder.path("."))->kind == Kind::kDirectory);
  CHECK(status_of("/dev/null")->kind == Kind::kOther);
  REQUIRE_FALSE(status_of(folder.path("none")));
  CHECK(status_of(folder.path("none")).error().message == "No such file or directory");
}

TEST_CASE("status: links are followed to a file that need not exist") {
  const test::TemporaryFolder folder;
  std::filesystem::create_symlink("second", folder.path("first"));
  std::filesystem::create_symlink("none", folder.path("second"));
  std::filesystem::create_symlink("circle", folder.path("circle"));
  CHECK(follow_links(folder.path("first")).value() == folder.path("none"));
  CHECK(follow_links(folder.path("none")).value() == folder.path("none"));
  CHECK_FALSE(follow_links(folder.path("circle")));
}

TEST_CASE("status: a path is a name in a directory") {
  CHECK(entry_of("a/b").folder == "a");
  CHECK(entry_of("a/b").name == "b");
  CHECK(entry_of("/b").folder == "/");
  CHECK(entry_of("b").folder == ".");
}

}  // namespace
}  // namespace firstseen::file
