// The columns of findings, and that docs/output.md shows them as they are.
#include "output/finding_columns.h"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <sstream>

#include "support/hunting.h"
#include "support/read_file.h"

namespace firstseen {
namespace {

// The text of docs/output.md from a heading to the next one.
std::string section(const std::string& heading) {
  const std::string text = test::read_file(FIRSTSEEN_SOURCE_DIR "/docs/output.md");
  const std::size_t begin = text.find("## " + heading);
  REQUIRE(begin != std::string::npos);
  return text.substr(begin, text.find("\n## ", begin) - begin);
}

// What is in backticks in the first cell of each row of a table.
std::vector<std::string> first_cells(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    std::istringstream pieces(line.substr(0, line.find(" | ")));
    std::string piece;
    for (int i = 0; std::getline(pieces, piece, '`'); ++i) {
      if (i % 2 == 1) found.push_back(piece);
    }
  }
  return found;
}

std::vector<std::string> ndjson_keys() {
  std::vector<std::string> keys;
  for (const output::FindingColumn& column : output::finding_columns()) {
    const std::string key(column.name.substr(0, column.name.find('.')));
    if (column.ndjson && (keys.empty() || keys.back() != key)) keys.push_back(key);
  }
  return keys;
}

}  // namespace

TEST_CASE("finding columns: each has a name of its own, and members of an object are neighbours") {
  std::set<std::string_view> names;
  for (const output::FindingColumn& column : output::finding_columns()) {
    CAPTURE(column.name);
    CHECK(names.insert(column.name).second);
  }
  const std::vector<std::string> keys = ndjson_keys();
  CHECK(std::set<std::string>(keys.begin(), keys.end()).size() == keys.size());
}

TEST_CASE("finding columns: the formats that existing scripts read stay as they are") {
  CHECK(
      test::written({}, "csv") ==
      "rule.id,rule.name,severity,risk_score,terms,first_seen,last_seen,events,history,previously_seen,"
      "hosts.count,hosts.names,derived,source,file,line,record,offset,unseen_for,unseen_for_at_least,new for,"
      "hole.from,hole.to,windows\r\n");
}

TEST_CASE("finding columns: docs/output.md has the keys of NDJSON and the columns of CSV") {
  const std::string ndjson = section("Findings as NDJSON");
  CHECK(first_cells(ndjson) == ndjson_keys());
  for (const output::FindingColumn& column : output::finding_columns()) {
    CAPTURE(column.name);
    const std::string member(column.name.substr(column.name.find('.') + 1));
    if (column.ndjson) CHECK(ndjson.find(member) != std::string::npos);
  }
  const std::string header = test::written({}, "csv");
  CHECK(section("CSV").find("\n" + header.substr(0, header.size() - 2) + "\n") != std::string::npos);
}

}  // namespace firstseen
