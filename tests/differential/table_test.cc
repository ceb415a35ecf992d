// Tables as files against the same records as lines.
#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "bytes/file_stream.h"
#include "input/stream_file.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/many.h"
#include "support/render.h"
#include "support/table.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using test::contents;
using test::request_for;
using test::run;
using test::TemporaryFolder;

std::string utf16(std::string_view ascii) {
  std::string out = "\xff\xfe";
  for (const char c : ascii) (out += c) += '\0';
  return out;
}

// The file, packed in every way, and through a pipe.
std::vector<std::string> packings(const TemporaryFolder& folder, const std::string& table) {
  return {folder.write("a.csv", table), folder.write("utf16.csv", utf16(table)),
          folder.write("a.csv.gz", test::compressed("gzip", table)),
          folder.write("a.zip", test::archived("zip", "", {{"d/a.csv", table}})),
          folder.write("b.tar.xz", test::archived("pax", "xz", {{"d/table of no name", utf16(table)}}))};
}

HuntResult through_pipe(const TemporaryFolder& folder, const std::string& bytes, HuntRequest request) {
  const std::string pipe = folder.path("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << bytes; });
  request.inputs = {pipe};
  HuntResult result = run(request);
  writer.join();
  return result;
}

// The records as their tools write tables: in columns of dotted names, or an object of Event Hubs in a cell.
std::string table_of(const test::Shape& shape, const std::vector<std::string>& records,
                     char delimiter = ',') {
  return test::as_table(records, {delimiter, delimiter == ';', shape.name != "defender-envelope"});
}

// What a hunt found. In columns nothing says that Wazuh doubles backslashes, such as those of user names.
std::vector<std::string> found(const test::Shape& shape, const HuntResult& result) {
  if (shape.name != "sysmon-wazuh") return contents(result);
  std::vector<std::string> all;
  for (const Finding& finding : result.findings)
    all.push_back(finding.terms.front().second + finding.first_seen.to_string() +
                  std::to_string(finding.events));
  return all;
}

// Rows of a table of the same columns, of which none matches.
std::string among_others(const std::string& table, std::size_t before, std::size_t after) {
  const std::size_t header_end = table.find('\n') + 1;
  const std::string header = table.substr(0, header_end);
  const std::string row =
      "x" + std::string(static_cast<std::size_t>(std::count(header.begin(), header.end(), ',')), ',') +
      "\r\n";
  std::string out = header;
  for (; before > 0; --before) out += row;
  out += table.substr(header_end);
  for (; after > 0; --after) out += row;
  return out;
}

}  // namespace

TEST_CASE("table: every shape finds as a table what it finds as lines, however packed", "[differential]") {
  const auto events = test::connections(30);
  for (const test::Shape& shape : test::shapes()) {
    std::vector<std::string> records;
    for (const test::Connection& c : events) records.push_back(shape.render(c));
    const TemporaryFolder folder;
    const auto expected = found(shape, run(request_for({folder.write("a.ndjson", test::lines_of(records))})));
    CHECK(expected.size() > 5);
    for (const char delimiter : {',', ';', '\t'}) {
      const std::string table = table_of(shape, records, delimiter);
      for (const std::string& path : packings(folder, table)) {
        for (const bool prefilter : {true, false}) {
          HuntRequest request = request_for({path});
          request.prefilter = prefilter;
          const HuntResult result = run(request);
          CAPTURE(shape.name, path, prefilter, table.substr(0, 600));
          CHECK(found(shape, result) == expected);
          CHECK(result.complete());
          CHECK(result.ledger.parsed == records.size());
        }
      }
    }
    CAPTURE(shape.name);
    CHECK(found(shape, through_pipe(folder, table_of(shape, records), request_for({}))) == expected);
  }
}

TEST_CASE("table: a row among ten thousand is found at any block size, with its line", "[differential]") {
  for (const test::Shape& shape : test::shapes()) {
    const TemporaryFolder folder;
    const std::string record = shape.render(test::connections(2)[1]);
    const std::string path = folder.write("a.csv", among_others(table_of(shape, {record}), 4'999, 5'000));
    HuntRequest request = request_for({path});
    const auto everything = [&] {
      const HuntResult result = run(request);
      CAPTURE(shape.name);
      REQUIRE(result.findings.size() == 1);
      CHECK(result.findings[0].line == 5'001);
      return test::everything(result);
    };
    request.block_bytes = 64 * 1024 * 1024;
    const std::string whole = everything();
    for (const std::uint64_t block : {1'000U, 65'537U, 1'000'000U}) {
      request.block_bytes = block;
      CHECK(everything() == whole);
    }
    request.prefilter = false;
    (void)everything();
  }
}

TEST_CASE("table: values are found in every form that programs write them in", "[differential]") {
  const TemporaryFolder folder;
  const std::string line =
      "2026-03-02T09:15:00Z,endpoint,network,start,h,windows,4,tcp,10.0.0.1,203.0.114.9,445";
  const std::string header =
      "@timestamp,agent.type,event.category,event.type,host.name,host.os.type,process.pid,network.transport,"
      "source.ip,destination.ip,destination.port\n";
  for (const auto& [plain, form] : {
           std::pair{",network,", ", network ,"},
           std::pair{",network,", ", \"network\" ,"},
           std::pair{",network,", ",\"[\"\"network\"\"]\","},
           std::pair{",network,", ",['network'],"},
           std::pair{",network,", ",\"['intrusion_detection', 'network']\","},
           std::pair{",445", ",[445]"},
           std::pair{",445", ",\"[80, 445]\""},
           std::pair{",445", ",\"=\"\"445\"\"\""},
           std::pair{",445", ",=\"445\""},
           std::pair{",4,", ",'+4,"},
       }) {
    std::string row = line;
    row.replace(row.find(plain), std::string_view(plain).size(), form);
    HuntRequest request = request_for({folder.write("a.csv", header + row + "\n")});
    for (const bool prefilter : {true, false}) {
      request.prefilter = prefilter;
      CAPTURE(row, prefilter);
      CHECK(run(request).findings.size() == 1);
    }
  }
}

TEST_CASE("table: lines count what is within quotes, and offsets are those of the file") {
  const TemporaryFolder folder;
  const std::string record = test::shape("defender-bare").render(test::connections(2)[1]);
  const std::string table = test::as_table({record});
  const std::string header = table.substr(0, table.find('\n') + 1);
  const std::string row = table.substr(header.size());
  const std::string long_row = "\"x\r\n\"\"y\r\n\r\nz\",2\r\n\r\n";
  const HuntResult result = run(request_for({folder.write("a.csv", header + long_row + row)}));
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].line == 7);
  CHECK(result.findings[0].offset == header.size() + long_row.size());
}

TEST_CASE("table: names many times as long as the rows, and a long row before them, take bounded memory") {
  const std::string name(csv::kMaxNameBytes - 1, 'n');
  std::string file = name + "1," + name + "2\n1,2\n\"" + test::repeated("x\n", 4'000'000) + "\",1\n";
  file += test::repeated("1,2\n", 1'000'000);
  input::StreamFile stream(bytes::stream_of(file::File::of_bytes(file)), 512 * 1024, 16 * 1024 * 1024);
  std::size_t rows = 0;
  std::size_t most = 0;
  for (input::Block block; stream.next(block);) {
    rows += block.spans.size();
    most = std::max(most, block.storage.size());
  }
  CHECK(rows == 1'000'002);
  CHECK(most < 128 * 1024 * 1024);
}

TEST_CASE("table: below directories tables of known columns are read, others by their name") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path("d"));
  const std::string record = test::shape("defender-bare").render(test::connections(2)[1]);
  folder.write("d/a.csv", test::as_table({record}));
  folder.write("d/export.txt", test::as_table({record}, {'\t'}));
  folder.write("d/other.tsv", "order\tamount\n1\t2\n");
  folder.write("d/other.txt", "order,amount\n1,2\n");
  folder.write("d/README.txt", "Commas, of which this has some,\nmake no table.\n");
  folder.write("d/README.csv", "Commas, of which this has some,\nmake no table.\n");
  const HuntResult result = run(request_for({folder.path("d")}));
  CHECK(result.files == 3);
  CHECK(result.ledger.parsed == 3);
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].events == 2);
  REQUIRE(result.unrecognised.size() == 1);
  CHECK(result.unrecognised[0].reason == "no record of a known shape; its columns are order, amount");
  REQUIRE(result.passed_over.size() == 3);
  CHECK(result.passed_over[0].reason == "a file without a line of JSON");
  CHECK(result.passed_over[2].reason == "a table of unknown columns");
}

TEST_CASE("table: lines before the header are counted, with their first place", "[differential]") {
  const TemporaryFolder folder;
  const std::string record = test::shape("defender-bare").render(test::connections(2)[1]);
  const std::string report = "\r\nAdvanced hunting\r\n\"Query: a, b\"\r\n\r\n" + test::as_table({record});
  for (const std::string& path : packings(folder, report)) {
    HuntRequest request = request_for({path});
    request.block_bytes = 10;
    for (const bool prefilter : {true, false}) {
      request.prefilter = prefilter;
      const HuntResult result = run(request);
      CAPTURE(path, prefilter);
      REQUIRE(result.findings.size() == 1);
      CHECK(result.findings[0].line == 6);
      CHECK(result.ledger.documents() == 1);
      REQUIRE(result.lost.size() == 1);
      CHECK(result.lost[0].reason == "preamble");
      CHECK(result.lost[0].count == 2);
      CHECK(result.lost[0].first.line == 2);
    }
  }
}

TEST_CASE("table: rows before the header, as in a file that was cut, are read") {
  const TemporaryFolder folder;
  const std::string table = test::as_table({test::shape("defender-bare").render(test::connections(2)[1])});
  const std::size_t header_end = table.find('\n') + 1;
  const std::string cut = "7 of a row,\"x\"\r\n" + table.substr(header_end) + table;
  const HuntResult result = run(request_for({folder.write("a.csv", cut)}));
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].events == 2);
  CHECK(result.findings[0].line == 2);
  CHECK(result.ledger.documents() == 2);
  REQUIRE(result.lost.size() == 1);
  CHECK(result.lost[0].reason == "preamble");
  CHECK(result.lost[0].count == 1);
}

TEST_CASE("table: what is odd of rows is counted, with its first line") {
  const TemporaryFolder folder;
  const std::string record = test::shape("defender-bare").render(test::connections(2)[1]);
  const std::string table = test::as_table({record});
  const HuntResult result = run(request_for({folder.write("a.csv", table + "1\r\n1,\"2\r\n3\r\n" + "\r\n")}));
  CHECK(result.findings.size() == 1);
  CHECK(result.gap_count == 1);
  REQUIRE(result.gaps.size() == 1);
  CHECK(result.gaps[0].line == 4);
  CHECK_FALSE(result.complete());
  std::string lost;
  for (const Lost& one : result.lost)
    lost += one.reason + " " + std::to_string(one.count) + " " + std::to_string(one.first.line) + "\n";
  CHECK(lost == "bad_quote 1 4\nragged_row 3 3\nunknown_shape 3 3\n");
}

}  // namespace firstseen
