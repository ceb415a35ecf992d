// A byte that is changed, dropped or doubled costs at most the record that it is in and the one after it, and what it
// costs is counted and named.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "output/warnings.h"
#include "support/hunting.h"
#include "support/render.h"

namespace firstseen {
namespace {

using Random = std::mt19937;

constexpr int kRecords = 7;

std::size_t below(Random& random, std::size_t bound) {
  return random() % bound;
}

std::string pretty(const std::string& json, const std::string& margin) {
  std::string out = margin;
  std::string indent = "\n" + margin;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      out += c;
      if (c == '\\') out += json[++i];
      in_string = c != '"';
      continue;
    }
    if (c == '}' || c == ']') {
      indent.resize(indent.size() - 2);
      out += indent;
    }
    out += c;
    in_string = c == '"';
    if (c == '{' || c == '[') indent += "  ";
    if (c == '{' || c == '[' || c == ',') out += indent;
    if (c == ':') out += ' ';
  }
  return out;
}

// A file of records, and where each ends.
struct File {
  std::string layout;
  std::string text;
  std::vector<std::size_t> ends;
};

File file_of(const std::vector<std::string>& records, std::size_t layout) {
  struct Way {
    const char* name;
    const char* begin;
    const char* between;
    const char* end;
    bool is_pretty;
    const char* margin;
  };
  constexpr Way kWays[] = {
      {"lines", "", "\n", "\n", false, ""},
      {"array on lines", "[\n", ",\n", "\n]\n", false, ""},
      {"array on one line", "[", ",", "]\n", false, ""},
      {"pretty documents", "", "\n", "\n", true, ""},
      {"pretty array", "[\n", ",\n", "\n]\n", true, "  "},
      {"wrapper on a line", "{\"@odata.count\":7,\"value\":[", ",", "]}\n", false, ""},
      {"two wrappers on a line", "{\"a\":{\"took\":1,\"records\":[", ",", "]},\"z\":1}\n", false, ""},
      {"wrapper on lines", "{\"value\":[\n", ",\n", "\n]}\n", false, ""},
      {"pretty wrapper", "{\n  \"took\": 1,\n  \"rows\": [\n", ",\n", "\n  ],\n  \"z\": 1\n}\n", true,
       "    "}};
  const Way& way = kWays[layout];
  File file{way.name, way.begin, {}};
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i > 0) file.text += way.between;
    file.text += way.is_pretty ? pretty(records[i], way.margin) : records[i];
    file.ends.push_back(file.text.size());
  }
  file.text += way.end;
  return file;
}

// Damages a byte. Returns its place.
std::size_t damage(std::string& text, Random& random) {
  static const std::string kBytes = std::string("{}[],:\"\\\n\r\t 0a-.e\x01\x7f\x80\xc3\xff") + '\0';
  const std::size_t at = below(random, text.size());
  switch (below(random, 3)) {
    case 0: text[at] = kBytes[below(random, kBytes.size())]; break;
    case 1: text.erase(at, 1); break;
    default: text.insert(at, 1, text[at]); break;
  }
  return at;
}

std::string address(std::size_t record) {
  return "\"198.51.100." + std::to_string(record + 1) + "\"";
}

HuntRequest request_over(const std::string& text, Random& random) {
  HuntRequest request;
  request.memory_inputs = {{"a", text}};
  request.threads = 1;
  request.block_bytes = below(random, 2) == 0 ? 1 + below(random, 4000) : 512 * 1024;
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "destination.ip: 198.51.100.0/24";
  rule.terms = {"destination.ip"};
  request.rules = {rule};
  return request;
}

// `from`: the first of the ways to write a file. Returns in how many files more was lost, which is named as incomplete.
int damage_files(int count, unsigned seed, std::size_t from, std::size_t ways) {
  int incomplete = 0;
  Random random(seed);
  const auto connections = test::connections(kRecords);
  int lost_next = 0;
  for (int round = 0; round < count; ++round) {
    std::vector<std::string> records;
    const bool mixed = below(random, 2) == 0;
    std::size_t shape = below(random, test::shapes().size());
    for (std::size_t i = 0; i < kRecords; ++i) {
      test::Connection one = connections[i];
      one.destination_ip = "198.51.100." + std::to_string(i + 1);
      if (mixed) shape = below(random, test::shapes().size());
      records.push_back(test::shapes()[shape].render(one));
    }
    File file = file_of(records, from + below(random, ways));
    const std::string whole = file.text;
    const std::size_t at = damage(file.text, random);
    const auto hit = static_cast<std::size_t>(std::upper_bound(file.ends.begin(), file.ends.end(), at) -
                                              file.ends.begin());
    const auto result = run_hunt(request_over(file.text, random));
    REQUIRE(result);
    std::set<std::string> found;
    for (const Finding& finding : result->findings) found.insert(finding.terms.front().second);
    CAPTURE(round, seed, file.layout, at, hit, whole.substr(at < 20 ? 0 : at - 20, 40),
            file.text.substr(at < 20 ? 0 : at - 20, 40), output::to_warnings_text(*result));
    bool more_lost = false;
    for (std::size_t i = 0; i < kRecords; ++i) {
      const bool may_be_lost = i == hit || i == hit + 1 || (hit == kRecords && i + 1 == kRecords);
      more_lost |= !may_be_lost && !found.contains(address(i));
    }
    if (more_lost) CHECK(result->outcome() == Outcome::kIncomplete);
    incomplete += more_lost ? 1 : 0;
    if (hit + 1 < kRecords && !found.contains(address(hit + 1))) {
      ++lost_next;
      const auto& rejected = result->ledger.rejected;
      CHECK(result->ledger.malformed + result->gap_count + result->ledger.unknown_shape +
                std::accumulate(rejected.begin(), rejected.end(), std::uint64_t{0}) >
            0);
      CHECK(!output::to_warnings_text(*result).empty());
    }
  }
  UNSCOPED_INFO(lost_next);
  return incomplete;
}

}  // namespace

TEST_CASE("one byte: costs at most two records", "[differential]") {
  CHECK(damage_files(2'000, 20261128, 0, 5) == 0);
}

// A byte of what is around the array may cost more, one in a thousand.
TEST_CASE("one byte: in an object around records, costs at most two of them, or is named as more",
          "[differential]") {
  CHECK(damage_files(2'000, 20261130, 5, 4) <= 2);
}

TEST_CASE("one byte: in 20,000 files with an object around records, too", "[slow]") {
  CHECK(damage_files(20'000, 20261127, 5, 4) <= 40);
}

TEST_CASE("one byte: in 100,000 files, too", "[slow]") {
  CHECK(damage_files(100'000, 20261129, 0, 5) == 0);
}

}  // namespace firstseen
