#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "archive/decoded_stream.h"
#include "archive/selection.h"
#include "config/node.h"
#include "file/status.h"
#include "file/text_file.h"
#include "input/file_list.h"
#include "input/layout.h"
#include "support/temporary_folder.h"
#include "toml/document.h"

namespace firstseen {

TEST_CASE("input: names below directories") {
  for (const char* const name : {"a.json", "a.jsonl", "a.ndjson", "a.LOG", "a.json.gz", "a.log.zst",
                                 "a.ndjson.xz", "a.zip", "a.tar", "a.tar.gz"}) {
    CAPTURE(name);
    CHECK(archive::is_export_name(name));
  }
  for (const char* const name : {"a.txt", "a.csv", "a.gz", "json", ".json", "a.json.bak", "a.evtx"}) {
    CAPTURE(name);
    CHECK_FALSE(archive::is_export_name(name));
  }
}

TEST_CASE("input: arguments are read whatever their name, directories in bytewise order, each file once") {
  const test::TemporaryFolder folder;
  const std::string odd = folder.write("odd.txt", "");
  folder.write("d/b.json", "");
  folder.write("d/a/z.json", "");
  folder.write("d/B.json", "");
  folder.write("d/.hidden.json", "");
  folder.write("d/notes.txt", "");
  std::filesystem::create_symlink(folder.path("d/b.json"), folder.path("d/link.json"));
  const input::FileList list =
      input::list_files({odd, folder.path("d"), folder.path("d/link.json"), folder.path("missing")});
  CHECK(list.files == std::vector<std::string>{odd, folder.path("d/B.json"), folder.path("d/a/z.json"),
                                               folder.path("d/b.json")});
  CHECK(list.passed_over.size() == 4);
  REQUIRE(list.unreadable.size() == 1);
  CHECK(list.unreadable.front().path == folder.path("missing"));
}

TEST_CASE("input: below directories first bytes decide about other names, and outputs are skipped") {
  const test::TemporaryFolder folder;
  const std::string record = "{\"a\":1}\n";
  for (const char* const name : {"d/x.json.1", "d/x.ndjson-20260301", "d/export.txt", "d/winlogbeat"})
    folder.write(name, record);
  folder.write("d/ours.ndjson", record);
  folder.write("d/a.evtx", std::string("ElfFile\0", 8));
  folder.write("d/notes.md", "text");
  folder.write("d/none", "");
  const auto ours = file::status_of(folder.path("d/ours.ndjson"));
  REQUIRE(ours);
  const input::FileList list = input::list_files({folder.path("d")}, {.skipped = {ours->identity}});
  CHECK(list.files == std::vector<std::string>{folder.path("d/export.txt"), folder.path("d/winlogbeat"),
                                               folder.path("d/x.json.1"),
                                               folder.path("d/x.ndjson-20260301")});
  CHECK(list.named.empty());
  std::string skipped;
  for (const InputProblem& one : list.passed_over) skipped += one.reason + "; ";
  CHECK(skipped ==
        "a Windows event log; an empty file; a file without a line of JSON; an output of this run; ");
  // What is an argument itself is read.
  CHECK(input::list_files({ours ? folder.path("d/ours.ndjson") : ""}, {.skipped = {ours->identity}})
            .files.size() == 1);
}

TEST_CASE("input: links below directories are followed on request, each file and directory once") {
  const test::TemporaryFolder folder;
  const std::string record = "{\"a\":1}\n";
  folder.write("d/a/x.json", record);
  folder.write("other/y.json", record);
  std::filesystem::create_directory_symlink(folder.path("d"), folder.path("d/a/loop"));
  std::filesystem::create_directory_symlink(folder.path("other"), folder.path("d/other"));
  std::filesystem::create_symlink(folder.path("d/a/x.json"), folder.path("d/z.json"));
  std::filesystem::create_symlink(folder.path("nowhere"), folder.path("d/broken.json"));
  const input::FileList plain = input::list_files({folder.path("d")});
  CHECK(plain.files == std::vector<std::string>{folder.path("d/a/x.json")});
  CHECK(plain.passed_over.size() == 4);
  CHECK(plain.unreadable.empty());
  const input::FileList followed = input::list_files({folder.path("d")}, {.follow_links = true});
  CHECK(followed.files == std::vector<std::string>{folder.path("d/a/x.json"), folder.path("d/other/y.json")});
  CHECK(followed.passed_over.size() == 2);
  REQUIRE(followed.unreadable.size() == 1);
  CHECK(followed.unreadable.front().path == folder.path("d/broken.json"));
}

TEST_CASE("input: names do not depend on the order of directories") {
  const test::TemporaryFolder folder;
  folder.write("d/a.json", "");
  const std::string plain = folder.path("d");
  const std::string dotted = folder.path("./d");
  const std::vector<std::string> smallest{std::min(plain, dotted) + "/a.json"};
  for (const auto& arguments : {std::vector{plain, dotted}, std::vector{dotted, plain}}) {
    const input::FileList list = input::list_files(arguments);
    CHECK(list.files == smallest);
    CHECK(list.without_file.empty());
    CHECK(list.passed_over.size() == 1);
  }
}

TEST_CASE("input: a directory without a file to read is reported") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("full/a.json", "");
  folder.write("other/notes.txt", "text");
  std::filesystem::create_directory(folder.path("none"));
  const input::FileList list =
      input::list_files({folder.path("none"), file, folder.path("full"), folder.path("other")});
  CHECK(list.without_file == std::vector<std::string>{folder.path("none"), folder.path("other")});
}

TEST_CASE("input: the first bytes decide between lines and documents") {
  for (const auto& [head, layout] :
       {std::pair{"{\"a\":1}\n{\"b\":2}\n", input::Layout::kLines},
        std::pair{"[{\"a\":1}]", input::Layout::kDocuments},
        std::pair{"{\n  \"a\": 1\n}\n", input::Layout::kDocuments},
        std::pair{"{\"a\":1}", input::Layout::kLines}, std::pair{"\n\n{\"a\":1}\n", input::Layout::kLines},
        std::pair{"\xef\xbb\xbf[\n", input::Layout::kDocuments},
        std::pair{"Record 1\n{\n \"a\":1}", input::Layout::kDocuments},
        std::pair{"Record 1\n{\"a\":1}\n", input::Layout::kLines},
        std::pair{"{\"broken\":\n{\"b\":2}\n{\"c\":3}\n", input::Layout::kLines},
        std::pair{"{\"a\":1}\n[\n{\"b\":2}\n]\n", input::Layout::kDocuments},
        std::pair{"{\"a\":1}\n  {\n  \"b\":2\n}\n", input::Layout::kDocuments},
        std::pair{"{\"a\":1}\n[", input::Layout::kLines},
        std::pair{"\t{\"a\":1},\n\t{\"b\":2},\n", input::Layout::kDocuments},
        std::pair{"{\"a\":1}{\"b\":2}\n", input::Layout::kDocuments},
        std::pair{"{\"a\":1}{\"b\":2}", input::Layout::kDocuments},
        std::pair{"{\"a\":1} text\n", input::Layout::kLines},
        std::pair{"{\"records\":[{\"a\":1},\n{\"b\":2}]}\n", input::Layout::kDocuments},
        std::pair{"", input::Layout::kLines}, std::pair{"text\n", input::Layout::kLines}}) {
    CAPTURE(head);
    CHECK(input::layout_of(head) == layout);
  }
}

TEST_CASE("toml: documents to trees, and errors with their place") {
  const auto node = toml::parse_document("a = 1\n[b]\nc = ['x', 2.5, true]\nd = 2026-03-01\n", "f");
  REQUIRE(node);
  CHECK(node->find("a")->integer == 1);
  const config::Node* const b = node->find("b");
  REQUIRE(b != nullptr);
  CHECK(b->find("c")->items.size() == 3);
  CHECK(b->find("c")->strings() == std::vector<std::string>{"x"});
  CHECK(b->text("d") == "2026-03-01");
  const auto bad = toml::parse_document("a = 1\nb = [\n", "f");
  REQUIRE_FALSE(bad);
  CHECK(bad.error().spot.file == "f");
  CHECK(bad.error().spot.line >= 2);
  const auto beyond_ascii = toml::parse_document("a = '\xc3\xa9' b\n", "f");
  REQUIRE_FALSE(beyond_ascii);
  CHECK(beyond_ascii.error().spot.column == 10);
}

TEST_CASE("input: files of rules, mappings and exclusions are read up to a bound") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("a.toml", "");
  std::filesystem::resize_file(path, file::kMaxTextFileBytes);
  const auto most = file::read_text_file(path);
  REQUIRE(most);
  CHECK(most->size() == file::kMaxTextFileBytes);
  std::filesystem::resize_file(path, file::kMaxTextFileBytes + 1);
  const auto more = file::read_text_file(path);
  REQUIRE_FALSE(more);
  CHECK(more.error().message == "too large to be read whole");
  CHECK(more.error().spot.file == path);
}

}  // namespace firstseen
