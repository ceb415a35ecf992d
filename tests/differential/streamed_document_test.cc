// Long documents that are read element by element: nothing of them is lost, at any size of pieces.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "json/document.h"
#include "json/splitting/document_splitter.h"
#include "support/compress.h"
#include "support/hunting.h"
#include "support/render.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
  return random() % bound;
}

// Returns the documents of a file that is read in pieces; those of `streamed` bytes and more element by element.
std::vector<std::string> documents_of(std::string_view file, std::size_t piece, std::size_t streamed) {
  json::splitting::DocumentSplitter splitter(SIZE_MAX, streamed);
  std::vector<std::string> all;
  std::size_t dropped = 0;
  const auto add = [&](std::string_view buffer, const json::splitting::DocumentSplitter::Span& span) {
    std::string document(buffer.substr(span.begin, span.end - span.begin));
    if (span.around != nullptr) document = span.around->before + document + span.around->after;
    all.push_back(std::move(document));
  };
  for (std::size_t end = 0; end < file.size();) {
    end = std::min(end + piece, file.size());
    const std::string_view buffer = file.substr(dropped, end - dropped);
    while (const auto span = splitter.next(buffer)) add(buffer, *span);
    while (const auto rest = end == file.size() ? splitter.rest(buffer) : std::nullopt) {
      add(buffer, *rest);
      while (const auto span = splitter.next(buffer)) add(buffer, *span);
    }
    const std::size_t used = splitter.pending();
    splitter.drop(used);
    dropped += used;
  }
  return all;
}

using Documents = std::vector<std::string>;

// A document with a number in each leaf, all of them different.
class RandomDocument {
 public:
  explicit RandomDocument(Random& random) : random_(random) {}

  std::string text() { return object(0); }
  int leaves() const { return leaves_; }

 private:
  std::string object(int depth) {
    std::string out = "{" + space();
    const std::size_t members = below(random_, 5);
    for (std::size_t i = 0; i < members; ++i) {
      if (i > 0) out += "," + space();
      out += "\"k" + std::to_string(i) + "]{\\\"\":" + space() + value(depth);
    }
    return out + space() + "}";
  }
  std::string array(int depth) {
    std::string out = "[" + space();
    const bool objects = below(random_, 4) != 0;
    for (std::size_t i = below(random_, depth < 2 ? 12 : 4); i > 0; --i)
      out += (objects ? object(depth + 1) : value(depth + 1)) + (i > 1 ? "," + space() : "");
    return out + space() + "]";
  }
  std::string value(int depth) {
    const std::size_t kind = below(random_, depth > 5 ? 2 : 6);
    if (kind == 0) return "\"v" + std::to_string(leaves_++) + "\"";
    if (kind == 1)
      return "\"" + std::string(below(random_, 200), 'x') + " v" + std::to_string(leaves_++) + "\"";
    return kind < 4 ? object(depth + 1) : array(depth + 1);
  }
  std::string space() { return std::string(below(random_, 8) == 0 ? "\n " : ""); }

  Random& random_;
  int leaves_ = 0;
};

}  // namespace

TEST_CASE("streamed documents: elements, with what is around their array") {
  struct Row {
    std::string file;
    Documents documents;
  };
  const std::string x(20, 'x');
  const std::string big = R"({"a":")" + x + x + x + R"("})";
  const std::string small = R"({"a":1})";
  const std::string small6 = small + "," + small + "," + small + "," + small + "," + small + "," + small;
  const std::string around = R"({"tttttttttttttttttttttttttttttttttttt":1,"n":[)";
  const std::vector<Row> rows{
      {R"({"n":[)" + small + "]}", {R"({"n":[)" + small + "]}"}},  // short
      {R"({"n":[)" + big + "," + big + "]}", {R"({"n":[)" + big + "]}", R"({"n":[)" + big + "]}"}},
      {R"({"t":1,"h":{"n":[)" + big + "," + big + R"(],"z":2}} {"b":1})",
       {R"({"t":1,"h":{"n":[)" + big + "]}}", R"({"t":1,"h":{"n":[)" + big + "]}}",
        R"({"t":1,"h":{"n":[],"z":2}})", R"({"b":1})"}},
      // Short elements are put together.
      {around + small6 + "," + small + "," + small + "]}",
       {around + small6 + "]}", around + small + "," + small + "]}"}},
      // An array within an element, and one after another.
      {R"({"r":[{"n":[)" + big + "," + big + R"(]},{"n":[)" + big + "]}]}",
       {R"({"r":[{"n":[)" + big + "]}]}", R"({"r":[{"n":[)" + big + "]}]}",
        R"({"r":[{"n":[)" + big + "]}]}"}},
      {R"({"a":[)" + big + R"(],"b":[)" + big + "," + big + "]}",
       {R"({"a":[)" + big + "]}", R"({"a":[],"b":[)" + big + "]}", R"({"a":[],"b":[)" + big + "]}"}},
      // The array does not end.
      {R"({"n":[)" + big + "," + big + "\n", {R"({"n":[)" + big + "]}", R"({"n":[)" + big + "]}"}},
  };
  for (const Row& row : rows) {
    for (const std::size_t piece : {1U, 7U, 1000U}) {
      CAPTURE(row.file, piece);
      CHECK(documents_of(row.file, piece, 60) == row.documents);
    }
  }
}

TEST_CASE("streamed documents: long members are not around elements, but in a document of their own") {
  const std::string note(200, 'n');
  const std::string big(70, 'x');
  const std::string file =
      R"({"host":"h","note":")" + note + R"(","n":[{"a":")" + big + R"("},{"a":")" + big + R"("}]})";
  const Documents expected{R"({"host":"h","note":")" + note + R"(","n":[]})",
                           R"({"host":"h","n":[{"a":")" + big + R"("}]})",
                           R"({"host":"h","n":[{"a":")" + big + R"("}]})"};
  CHECK(documents_of(file, 1, 250) == expected);
}

TEST_CASE("streamed documents: a table before the elements is read once") {
  const std::string big = R"({"a":")" + std::string(70, 'x') + R"("})";
  const std::string before = R"({"host":"h","tags":["t"],"columns":["a"],"rows":[["b"]],"n":[)";
  const std::string around = R"({"host":"h","tags":["t"],"columns":["a"],"n":[)";
  const Documents expected{before + "]}", around + big + "]}", around + big + "]}"};
  CHECK(documents_of(before + big + "," + big + "]}", 1, 150) == expected);
}

TEST_CASE("streamed documents: rows of a table, with its columns") {
  const std::string row = "[" + std::string(60, '1') + "]";
  const std::string head = R"({"tables":[{"columns":[{"name":"a"}],"rows":[)";
  const std::string two = row + "," + row;
  const std::string file = head + two + "," + two + "," + row + R"(],"z":1}]})";
  const Documents expected{head + row + "]}]}", head + row + "]}]}", head + row + "]}]}",
                           head + row + "]}]}", head + row + "]}]}", head + R"(],"z":1}]})"};
  for (const std::size_t piece : {1U, 1000U}) CHECK(documents_of(file, piece, 100) == expected);
  // Those of columns are not divided.
  const std::string columns = R"({"columns":[{"name":"a"}],"values":[)" + two + "," + two + "]}";
  CHECK(documents_of(columns, 1, 100) == Documents{columns});
}

TEST_CASE("streamed documents: each value is in some whole document, at any size of pieces",
          "[differential]") {
  Random random(20261128);
  int streamed = 0;
  for (int round = 0; round < 3'000; ++round) {
    RandomDocument made(random);
    const std::string file = made.text() + "\n{\"last\":1}\n";
    const std::size_t limit = 20 + below(random, 400);
    const Documents documents = documents_of(file, file.size(), limit);
    CAPTURE(file, limit);
    CHECK(documents_of(file, 1 + below(random, 40), limit) == documents);
    std::string all;
    for (const std::string& document : documents) {
      CAPTURE(document);
      CHECK(json::parse_document(document));
      all += document;
    }
    for (int leaf = 0; leaf < made.leaves(); ++leaf)
      CHECK(all.find("v" + std::to_string(leaf) + "\"") != std::string::npos);
    CHECK(documents.back() == "{\"last\":1}");
    streamed += documents.size() > 2 ? 1 : 0;
  }
  CHECK(streamed > 500);
}

TEST_CASE("streamed documents: a search response of any size is read, also after lines", "[differential]") {
  const test::TemporaryFolder folder;
  const auto records = test::mixed_records(3'000);
  std::string hits;
  for (const std::string& record : records)
    hits += (hits.empty() ? "" : ",") + std::string(R"({"_index":"i","_source":)") + record + "}";
  const std::string response =
      R"({"took":1,"hits":{"total":{"value":3000},"hits":[)" + hits + R"(],"max_score":1}})";
  REQUIRE(response.size() > 1'300'000);
  HuntRequest request = test::request_for({folder.write("lines.ndjson", test::lines_of(records))});
  const auto expected = test::contents(test::run(request), false);
  REQUIRE(expected.size() > 5);
  const std::string lines = test::lines_of({records.begin(), records.begin() + 300});
  for (const std::string& text : {response, lines + response + "\n" + lines}) {
    for (const std::string& path :
         {folder.write("a.json", text), folder.write("a.json.gz", test::compressed("gzip", text))}) {
      for (const std::uint64_t block_bytes : {10'000U, 512U * 1024, 8U << 20}) {
        for (const bool prefilter : {true, false}) {
          CAPTURE(path, block_bytes, prefilter, text.size());
          request.inputs = {path};
          request.block_bytes = block_bytes;
          request.prefilter = prefilter;
          const HuntResult result = test::run(request);
          const bool repeated = text.size() > response.size();
          if (!repeated) CHECK(test::contents(result, false) == expected);
          CHECK(result.findings.size() == expected.size());
          CHECK(result.gaps.empty());
          // What follows the array is one more.
          CHECK(result.ledger.documents() == (repeated ? 3'601 : 3'001));
        }
      }
    }
  }
}

}  // namespace firstseen
