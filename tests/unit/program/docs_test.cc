// Executes the examples of docs/kql.md.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "program/compile.h"
#include "support/kql/record.h"

namespace firstseen::program {
namespace {

struct Example {
  std::string query;
  std::string record;  // empty: no fields
  std::string outcome;
};

// The text between the next two backticks at or after `position`, which moves behind them.
std::string code_span(const std::string& line, std::size_t& position) {
  const std::size_t begin = line.find('`', position) + 1;
  const std::size_t end = line.find('`', begin);
  position = end + 1;
  return line.substr(begin, end - begin);
}

// A row of a table whose first cell is code: | `query` | `record` | yes |
Example example_of(const std::string& line) {
  constexpr std::string_view kNoFields = " | no fields | ";
  Example example;
  std::size_t position = 0;
  example.query = code_span(line, position);
  if (line.compare(position, kNoFields.size(), kNoFields) == 0) {
    position += kNoFields.size() - 3;
  } else {
    example.record = code_span(line, position);
  }
  const std::size_t outcome = position + 3;
  example.outcome = line.substr(outcome, line.find(" |", outcome) - outcome);
  return example;
}

std::vector<Example> examples() {
  std::ifstream file(FIRSTSEEN_SOURCE_DIR "/docs/kql.md");
  std::vector<Example> all;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("| `")) all.push_back(example_of(line));
  }
  return all;
}

TEST_CASE("KQL: the examples of the manual are true", "[kql][docs]") {
  const auto all = examples();
  CHECK(all.size() > 80);
  for (const Example& example : all) {
    CAPTURE(example.query, example.record);
    event::FieldSet fields;
    const auto compiled = compile(example.query, fields);
    if (!compiled) {
      CHECK(example.outcome == "error");
      continue;
    }
    const bool matched = compiled->program.matches(kql::Record(fields, example.record).event());
    CHECK(example.outcome == (matched ? "yes" : "no"));
  }
}

}  // namespace
}  // namespace firstseen::program
