// Whole hunts over compressed files and archives against the same texts in plain files.
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <tuple>

#include "support/compress.h"
#include "support/hunting.h"
#include "support/temporary_folder.h"

namespace firstseen {

using test::contents;
using test::everything;
using test::lines_of;
using test::mixed_records;
using test::place;
using test::request_for;
using test::run;
using test::TemporaryFolder;

TEST_CASE("hunt: a truncated gzip file gives what precedes the damage, and is named") {
  const TemporaryFolder folder;
  const std::string bytes = test::compressed("gzip", lines_of(mixed_records(500)));
  const HuntResult result = run(request_for({folder.write("cut.gz", bytes.substr(0, bytes.size() / 2))}));
  CHECK(result.ledger.parsed > 50);
  REQUIRE(result.unread.size() == 1);
  CHECK(result.unread.front().reason == "the compressed data ends too early");
  CHECK_FALSE(result.complete());
}

TEST_CASE("hunt: a file is read the same in any archive, however deep, and from a pipe", "[parallel]") {
  const std::string text = lines_of(mixed_records(300));
  const TemporaryFolder folder;
  const HuntResult plain = run(request_for({folder.write("a.json", text)}));
  REQUIRE(plain.findings.size() > 5);
  const std::string zip = test::archived("zip", "", {{"d/a.json", text}});
  const std::string tar = test::archived("pax", "", {{"d/a.json", text}});
  for (const auto& [name, bytes, member] :
       {std::tuple{"a.zip", zip, "!d/a.json"}, std::tuple{"a.tar", tar, "!d/a.json"},
        std::tuple{"a.tar.gz", test::compressed("gzip", tar), "!d/a.json"},
        std::tuple{"a.tar.zst", test::compressed("zstd", tar), "!d/a.json"},
        std::tuple{"a.tar.bz2", test::compressed("bzip2", tar), "!d/a.json"},
        std::tuple{"a.tar.xz", test::compressed("xz", tar), "!d/a.json"}, std::tuple{"odd", zip, "!d/a.json"},
        std::tuple{"packed.zip", test::archived("zip", "", {{"a.json.gz", test::compressed("gzip", text)}}),
                   "!a.json.gz"},
        std::tuple{"nested.zip", test::archived("zip", "", {{"b.tar.gz", test::compressed("gzip", tar)}}),
                   "!b.tar.gz!d/a.json"}}) {
    CAPTURE(name);
    const std::string path = folder.write(name, bytes);
    const std::string pipe = folder.path(std::string(name) + ".pipe");
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    std::thread writer([&pipe, &out = bytes] { std::ofstream(pipe, std::ios::binary) << out; });
    const HuntResult piped = run(request_for({pipe}));
    writer.join();
    const HuntResult packed = run(request_for({path}));
    for (const auto& [result, input] : {std::pair{&packed, path}, std::pair{&piped, pipe}}) {
      CHECK(contents(*result) == contents(plain));
      CHECK(result->complete());
      CHECK(result->files == 1);
      for (std::size_t i = 0; i < result->findings.size(); ++i) {
        CHECK(place(result->findings[i]) == place(plain.findings[i]));
        CHECK(result->findings[i].file == input + member);
      }
    }
  }
}

TEST_CASE("hunt: neither do threads show in archives", "[parallel]") {
  const TemporaryFolder folder;
  const std::string text = lines_of(mixed_records(200));
  const std::string inner =
      test::archived("pax", "gzip", {{"x.json", text + "{\n"}, {"notes.txt", ""}, {"y.json", text}});
  folder.write("d/a.zip", test::archived("zip", "",
                                         {{"same.json", text},
                                          {"same.json", "{\n" + text},
                                          {"b.tar.gz", inner},
                                          {"e.zip", test::encrypted_zip("zipcrypt", {{"s.json", text}})},
                                          {"other.json", "{\"a\":1}\n"}}));
  folder.write("d/b.tar.gz", inner.substr(0, inner.size() * 3 / 4));
  folder.write("d/c.ndjson", text);
  folder.write("d/d.zip", test::archived("zip", "", {{"z.json", text}}));
  HuntRequest request = request_for({folder.path("d")});
  request.threads = 1;
  const HuntResult base = run(request);
  CHECK(base.findings.size() > 5);
  CHECK(base.unread.size() == 3);
  CHECK(base.passed_over.size() == 2);
  CHECK(base.unrecognised.size() == 1);
  CHECK(base.files == 9);
  for (const unsigned threads : {1U, 2U, 3U, 7U}) {
    for (const std::uint64_t block : {4096U, 65'536U, 1U << 20}) {
      CAPTURE(threads, block);
      request.threads = threads;
      request.block_bytes = block;
      CHECK(everything(run(request)) == everything(base));
    }
  }
}

TEST_CASE("hunt: an archive with nothing to read is an input that was opened") {
  const TemporaryFolder folder;
  for (const auto& members : {test::Members{}, test::Members{{"notes.txt", "x"}}}) {
    const HuntResult result = run(request_for({folder.write("a.zip", test::archived("zip", "", members))}));
    CHECK(result.files == 1);
    CHECK(result.outcome() == Outcome::kIncomplete);
    REQUIRE(result.unread.size() == 1);
    CHECK(result.unread.front().reason == "no file in the archive holds a document");
    CHECK(result.passed_over.size() == members.size());
    CHECK(result.ledger.documents() == 0);
  }
  const std::string secret = test::encrypted_zip("aes256", {{"a.json", "{}"}});
  const HuntResult result = run(request_for({folder.write("a.zip", secret)}));
  CHECK(result.files == 1);
  REQUIRE(result.unread.size() == 1);
  CHECK(result.unread.front().path == folder.path("a.zip!a.json"));
  CHECK(result.unread.front().reason == "encrypted");
}

TEST_CASE("hunt: of a truncated archive the whole members count, and the archive is named") {
  const std::string text = lines_of(mixed_records(100));
  for (const char* const format : {"zip", "pax"}) {
    CAPTURE(format);
    const TemporaryFolder folder;
    const std::string whole = test::archived(format, "", {{"a.json", text}, {"b.json", text}});
    const std::string path = folder.write("a", whole.substr(0, whole.size() * 5 / 8));
    const HuntResult result = run(request_for({path}));
    const HuntResult first = run(request_for({folder.write("a.json", text)}));
    CHECK(result.ledger.parsed >= first.ledger.parsed);
    CHECK(result.findings.size() == first.findings.size());
    REQUIRE(result.unread.size() == 2);
    CHECK(result.unread[0].path == path);
    CHECK(result.unread[1].path == path + "!b.json");
  }
}

TEST_CASE("hunt: concatenated gzip members are one stream") {
  const TemporaryFolder folder;
  const auto records = mixed_records(60);
  const std::string first = test::compressed("gzip", lines_of({records.begin(), records.begin() + 30}));
  const std::string second = test::compressed("gzip", lines_of({records.begin() + 30, records.end()}));
  const HuntResult whole = run(request_for({folder.write("all.json", lines_of(records))}));
  const HuntResult packed = run(request_for({folder.write("all.gz", first + second)}));
  CHECK(contents(packed) == contents(whole));
  CHECK(packed.ledger.parsed == 60);
}

TEST_CASE("hunt: a regular file that has content, though its size is 0, is read") {
  const std::string text = "\n" + lines_of(mixed_records(40));
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sleep", text.c_str(), "600", nullptr);
    ::_exit(1);
  }
  const std::string path = "/proc/" + std::to_string(child) + "/cmdline";
  const auto has_text = [&] {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {}).starts_with("\n{");
  };
  for (int i = 0; i < 1000 && !has_text(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  struct stat status {};
  CHECK(::stat(path.c_str(), &status) == 0);
  CHECK(status.st_size == 0);
  const HuntResult result = run(request_for({path}));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  const TemporaryFolder folder;
  const HuntResult plain = run(request_for({folder.write("a.json", text)}));
  CHECK(plain.findings.size() > 1);
  CHECK(contents(result) == contents(plain));
}

}  // namespace firstseen
