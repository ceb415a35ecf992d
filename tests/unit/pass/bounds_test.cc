// Every bound on what an input can cost, at its edge: the last that is read, and the first that is not.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "archive/archive_walk.h"
#include "firstseen/normalize.h"
#include "input/file_list.h"
#include "input/input.h"
#include "input/stream_file.h"
#include "json/reader.h"
#include "json/wrappers.h"
#include "json/writer.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/many.h"
#include "support/read_paths.h"
#include "support/render.h"
#include "support/temporary_folder.h"
#include "windows_event/event_xml.h"

namespace firstseen {
namespace {

using test::repeated;
using test::request_for;
using test::run;
using test::TemporaryFolder;

std::uint64_t rejected(const HuntResult& result, Reject reason) {
  return result.ledger.rejected[static_cast<std::size_t>(reason)];
}

// A record of Elastic Defend that the built-in rule matches.
std::string matching_record() {
  for (const test::Connection& connection : test::connections(300)) {
    if (connection.pid == 4 && connection.transport == "tcp" &&
        connection.destination_ip.starts_with("203.0.114."))
      return test::shape("elastic-defend-ecs").render(connection);
  }
  return {};
}

HuntResult hunt_over(std::string_view text, const char* query = nullptr) {
  const TemporaryFolder folder;
  HuntRequest request = request_for({folder.write("in.json", text)});
  request.prefilter = false;
  if (query != nullptr) {
    request.rules.front().query = query;
    request.rules.front().terms = {"host.name"};
  }
  return run(request);
}

// A rule over patterns of names, and a record with one name of `bytes` at which a wanted value stands.
bool found_at_name_of(std::size_t bytes) {
  std::string record = matching_record();
  const std::string prefix = "labels.";
  const std::string name(bytes - prefix.size(), 'n');
  record.insert(1, "\"labels\":{\"" + name + "\":\"wanted\"},");
  return hunt_over(record, "labels.*: wanted").ledger.matched == 1;
}

class Paths final : public windows_event::EventSink {
 public:
  void value(std::string_view path, std::string_view) override { longest = std::max(longest, path.size()); }
  std::size_t longest = 0;
};

std::size_t longest_xml_path(std::size_t bytes) {
  const std::string name(bytes - std::string_view("A.").size(), 'n');
  Paths paths;
  windows_event::EventReader reader;
  CHECK(reader.read("<Event><A><" + name + ">x</" + name + "></A></Event>", paths));
  return paths.longest;
}

// Zeros without end, and how many were taken.
class Endless final : public bytes::ByteStream {
 public:
  Result<std::size_t> read(char* out, std::size_t room) override {
    for (std::size_t i = 0; i < room; ++i) out[i] = ++taken_ % 10'000 == 0 ? '\n' : '0';
    return room;
  }
  std::uint64_t consumed() const override { return taken_; }

 private:
  std::uint64_t taken_ = 0;
};

}  // namespace

TEST_CASE("bounds: an array has any number of records") {
  const std::string objects = "{}" + repeated(",{}", json::kMaxRecordsPerDocument);
  CHECK(hunt_over("{\"records\":[" + objects + "]}").ledger.unknown_shape ==
        json::kMaxRecordsPerDocument + 1);
  CHECK(hunt_over("{}\n[" + objects + "]\n").ledger.unknown_shape == json::kMaxRecordsPerDocument + 2);
}

TEST_CASE("bounds: JSON depth, also where nothing is wanted") {
  for (const char* const key : {"@timestamp", "nobody_asks"}) {
    CAPTURE(key);
    for (const auto& [depth, too_deep] :
         {std::pair{json::kMaxDepth - 2, false}, std::pair{json::kMaxDepth - 1, true}}) {
      json::ReadOutcome outcome;
      const std::string text =
          std::string("{\"") + key + "\":" + std::string(depth, '[') + "1" + std::string(depth, ']') + "}";
      test::read_paths(text, {"@timestamp"}, &outcome);
      CHECK((outcome.error == json::ReadError::kTooDeep) == too_deep);
    }
  }
}

TEST_CASE("bounds: wrappers in wrappers") {
  std::string text = matching_record();
  for (std::size_t depth = 1; depth <= json::kMaxDocumentsAround; ++depth) {
    text = "{\"records\":[" + text + "]}";
    CAPTURE(depth);
    CHECK(hunt_over(text).ledger.matched == 1);
  }
  // The plain form of arrays with one element takes some more.
  for (std::size_t more = 0; more < 8; ++more) text = "{\"records\":[" + text + "]}";
  const HuntResult deeper = hunt_over(text);
  CHECK(deeper.ledger.matched == 0);
  CHECK(deeper.ledger.unknown_shape == 1);
}

TEST_CASE("bounds: names that patterns find") {
  CHECK(found_at_name_of(json::kMaxNameBytes));
  CHECK_FALSE(found_at_name_of(json::kMaxNameBytes + 1));
}

TEST_CASE("bounds: paths in XML") {
  CHECK(longest_xml_path(windows_event::kMaxPathBytes) == windows_event::kMaxPathBytes);
  CHECK(longest_xml_path(windows_event::kMaxPathBytes + 1) == 0);
}

TEST_CASE("bounds: terms of a record, and how often it is shown", "[slow]") {
  // Of a record with that many tags, and a message of that many bytes.
  const auto terms_of = [](std::size_t tags, std::size_t message_bytes) {
    std::string record = matching_record();
    record.insert(1, "\"message\":\"" + std::string(message_bytes, 'n') + "\",");
    record = test::with_terms(record, tags);
    const TemporaryFolder folder;
    HuntRequest request = request_for({folder.write("in.json", record)});
    request.rules.front().query += " and not message: x";
    request.rules.front().terms = test::kTermFields;
    const HuntResult result = run(request);
    CHECK(rejected(result, Reject::kTooManyTerms) == (result.terms == 0 ? 1 : 0));
    return result.terms;
  };
  CHECK(terms_of(100, 10) == 1'000'000);
  CHECK(terms_of(101, 10) == 0);
  CHECK(terms_of(1, 300'000) == 10'000);
  CHECK(terms_of(1, 450'000) == 0);
}

TEST_CASE("bounds: a text's length") {
  const TemporaryFolder folder;
  const std::string record = matching_record();
  HuntRequest request = request_for({folder.write("in.json", record + "\n" + record + " \n")});
  request.max_document_bytes = record.size();
  const HuntResult result = run(request);
  CHECK(result.ledger.matched == 1);
  CHECK(rejected(result, Reject::kTooLong) == 1);
}

TEST_CASE("bounds: how far compressed files expand") {
  const TemporaryFolder folder;
  const std::string lines = repeated(matching_record() + "\n", 2000);
  for (const auto& [name, bytes] :
       {std::pair{"in.ndjson.gz", test::compressed("gzip", lines)},
        std::pair{"in.ndjson.zst", test::compressed("zstd", lines)},
        std::pair{"in.ndjson.xz", test::compressed("xz", lines)},
        std::pair{"in.zip", test::archived("zip", "", {{"in.ndjson", lines}})},
        std::pair{"in.tar.gz", test::archived("pax", "gzip", {{"in.ndjson", lines}})}}) {
    CAPTURE(name);
    HuntRequest request = request_for({folder.write(name, bytes)});
    request.block_bytes = 4096;
    request.expansion.free_bytes = 0;
    request.expansion.ratio = lines.size() / bytes.size() + 2;
    CHECK(run(request).ledger.matched == 2000);
    CHECK(run(request).complete());
    request.expansion.free_bytes = lines.size() / 2;
    request.expansion.ratio = 2;
    const HuntResult cut = run(request);
    CHECK(cut.ledger.matched > 100);
    CHECK(cut.ledger.matched < 2000);
    REQUIRE_FALSE(cut.unread.empty());
    CHECK(cut.unread.front().reason == "it expands to more than 2 times its size");
    for (const std::uint64_t block_bytes :
         {std::uint64_t{7000}, std::uint64_t{100'000}, std::uint64_t{8} << 20}) {
      CAPTURE(block_bytes);
      request.block_bytes = block_bytes;
      CHECK(run(request).ledger.documents() == cut.ledger.documents());
    }
    request.expansion.ratio = 0;
    CHECK(run(request).complete());
  }
}

TEST_CASE("bounds: the size of a file that was compressed") {
  const TemporaryFolder folder;
  const std::string lines = repeated(matching_record() + "\n", 100);
  HuntRequest request = request_for({folder.write(
      "in.zip",
      test::archived("zip", "", {{"a.ndjson", lines}, {"b.ndjson", lines}, {"c.ndjson", lines + "\n"}}))});
  request.expansion.file_bytes = lines.size();
  const HuntResult result = run(request);
  CHECK(result.ledger.matched == 300);
  REQUIRE(result.unread.size() == 1);
  CHECK(result.unread.front().path.ends_with("in.zip!c.ndjson"));
  request.expansion.file_bytes = lines.size() / 2;
  for (const std::uint64_t block_bytes : {std::uint64_t{4096}, std::uint64_t{7000}, std::uint64_t{8} << 20}) {
    CAPTURE(block_bytes);
    request.block_bytes = block_bytes;
    CHECK(run(request).ledger.matched == 150);
    CHECK(run(request).unread.size() == 3);
  }
}

TEST_CASE("bounds: directories in directories, and links in circles") {
  const TemporaryFolder folder;
  std::string path = folder.path();
  for (int depth = 0; depth < 127; ++depth) path += "/d";
  std::filesystem::create_directories(path);
  folder.write(path.substr(folder.path().size() + 1) + "/in.ndjson", matching_record());
  std::filesystem::create_directory_symlink(folder.path(), path + "/circle");
  CHECK(run(request_for({folder.path()})).ledger.matched == 1);
  CHECK(run(request_for({folder.path()})).complete());
  std::filesystem::create_directories(path + "/d");
  const HuntResult deeper = run(request_for({folder.path()}));
  REQUIRE(deeper.unread.size() == 1);
  CHECK(deeper.unread.front().reason == "directories nested too deeply");
}

TEST_CASE("bounds: paths that are too long for the system are named") {
  const HuntResult result = run(request_for({std::string(5000, 'x')}));
  REQUIRE(result.unread.size() == 1);
  CHECK(result.unread.front().reason == "File name too long");
}

// Each of these took time in the square of its size, or more.
TEST_CASE("bounds: hostile texts are read in time that grows with their size") {
  const std::string many = "{}" + repeated(",{}", 300'000);
  CHECK(hunt_over("[" + many + "]").ledger.unknown_shape == 300'001);
  CHECK(hunt_over("{}\n[{\"columns\":1}," + many + "]\n").ledger.unknown_shape == 300'003);
  const std::string columns = "{\"name\":\"x\"}" + repeated(",{\"name\":\"x\"}", 49'999);
  const std::string ragged = "[" + repeated("1,", 200'000) + "1]" + repeated(",[]", 49'999);
  CHECK(hunt_over("{\"columns\":[" + columns + "],\"values\":[" + ragged + "]}").ledger.records() == 1);
  const std::string lists = repeated("\"k\":[\"a\",\"b\"],", 40'000) + repeated("\"r\":[[1,2,3]],", 40'000);
  CHECK(hunt_over("{" + lists + "\"x\":1}").ledger.records() == 1);
  const std::string long_name(1'000'000, 'n');
  const HuntResult table = hunt_over("{\"columns\":[{\"name\":\"" + long_name + "\"}],\"rows\":[[1]" +
                                     repeated(",[1]", 1000) + "]}");
  CHECK(rejected(table, Reject::kTooManyRecords) == 1);
  const std::string values = "\"a\":1" + repeated(",\"a\":1", 200'000);
  CHECK(hunt_over("{\"" + long_name + "\":{" + values + "}}", "*: 2").ledger.records() == 1);
  const std::string xml =
      "<Event><" + long_name + ">" + repeated("<a>1</a>", 200'000) + "</" + long_name + "></Event>";
  CHECK(hunt_over("{\"_raw\":\"" + xml + "\"}").ledger.records() == 1);
}

// Likewise, on a line and in a string, with a record at the end.
TEST_CASE("bounds: objects that do not end are read in time that grows with their size") {
  for (const std::string open :
       {R"({"a":"b" x )", R"({"a":"b",)", R"({"a":1,)", R"([{"a":1,)", R"([{"a":1},)", R"([1,)",
        R"([[{"a":1}],)", R"([["x"],)", R"({"a":"<Event>" )"}) {
    CAPTURE(open);
    const std::string text = "x " + repeated(open, 200'000) + matching_record();
    CHECK(hunt_over(text + "\n").ledger.matched == 1);
    std::string document = "{\"message\":";
    json::append_string(document, text);
    CHECK(hunt_over(document + "}\n").ledger.matched == 1);
  }
  // Each of the lines is a document, the first of which is nested deeply.
  const HuntResult lines = hunt_over(repeated("{\"a\":[\n", 300'000) + matching_record() + "\n");
  CHECK(lines.ledger.matched == 1);
  CHECK(lines.outcome() == Outcome::kIncomplete);
}

TEST_CASE("bounds: JSON in strings") {
  std::string text = matching_record();
  const auto in_a_string = [](const std::string& json) {
    std::string out = "{\"message\":";
    json::append_string(out, json);
    return out + "}";
  };
  for (std::size_t level = 1; level <= json::kMaxEmbedding; ++level) {
    text = in_a_string(text);
    CAPTURE(level);
    CHECK(hunt_over(text).ledger.matched == 1);
  }
  const HuntResult deeper = hunt_over(in_a_string(text));
  CHECK(deeper.ledger.matched == 0);
  CHECK(deeper.ledger.unknown_shape == 1);
}

TEST_CASE("bounds: of a text that is too long no more is kept than tells that it is") {
  const TemporaryFolder folder;
  const std::string text = "{\"x\":\"" + std::string(5'000'000, 'a') + "\"}";
  for (const std::string& path :
       {folder.write("lines.ndjson", text + "\n{}\n"),
        folder.write("lines.ndjson.gz", test::compressed("gzip", text + "\n{}\n")),
        folder.write("array.json", "[" + text + ",\n{}]\n"), folder.write("unended.ndjson", text)}) {
    CAPTURE(path);
    input::Input input(input::numbered({path}), {.block_bytes = 4096, .max_document = 10'000});
    std::size_t most = 0;
    for (input::Block block; input.next(block);) most = std::max(most, block.storage.size());
    CHECK(most > 10'000);
    CHECK(most < 200'000);
  }
}

TEST_CASE("bounds: compression in compression") {
  const TemporaryFolder folder;
  std::string bytes = matching_record();
  for (const char* const filter : {"gzip", "zstd", "xz"}) {
    bytes = test::compressed(filter, bytes);
    CHECK(run(request_for({folder.write("in.json", bytes)})).ledger.matched == 1);
  }
  const HuntResult deeper = run(request_for({folder.write("in.json", test::compressed("gzip", bytes))}));
  CHECK(deeper.ledger.matched == 0);
  CHECK(deeper.ledger.malformed > 0);
}

// Directories one in another, each reached from the one before.
TEST_CASE("bounds: paths below directories that are too long for the system are named") {
  const TemporaryFolder folder;
  const std::string name(250, 'd');
  int at = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY);
  for (int depth = 0; depth < 20; ++depth) {
    REQUIRE(::mkdirat(at, name.c_str(), 0700) == 0);
    const int next = ::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY);
    ::close(at);
    at = next;
  }
  ::close(at);
  const HuntResult result = run(request_for({folder.path(), folder.write("in.json", matching_record())}));
  CHECK(result.ledger.matched == 1);
  REQUIRE(result.unread.size() == 1);
  CHECK(result.unread.front().reason == "File name too long");
}

TEST_CASE("bounds: how long a document may be asked to be") {
  HuntRequest request = test::request_for({});
  request.max_document_bytes = kMaxDocumentBytes;
  CHECK(run_hunt(request));
  request.max_document_bytes = kMaxDocumentBytes + 1;
  const auto hunted = run_hunt(request);
  REQUIRE_FALSE(hunted);
  CHECK(hunted.error().front().member == "max_document_bytes");
}

TEST_CASE("bounds: how far is read ahead of long texts") {
  input::StreamFile file(std::make_unique<Endless>(), 10'000, 1'000'000);
  input::Block block;
  for (int i = 0; i < 20; ++i) {
    REQUIRE(file.next(block));
    CHECK(file.consumed() < block.offset + block.bytes.size() + input::kSampledTailBytes + 200'000);
  }
}

TEST_CASE("bounds: malformed texts that are shown") {
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "{\"broken\n{}\n";
  const TemporaryFolder folder;
  HuntRequest request = request_for({folder.write("in.json", lines)});
  request.block_bytes = 50;
  request.threads = 3;
  const HuntResult result = run(request);
  CHECK(result.ledger.malformed == 100);
  REQUIRE(result.malformed.size() == kShownProblems);
  for (std::size_t i = 0; i < kShownProblems; ++i) CHECK(result.malformed[i].line == 2 * i + 1);
}

}  // namespace firstseen
