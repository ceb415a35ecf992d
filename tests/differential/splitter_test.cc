// Damaged files of documents, split as they are read, against a twin that has the whole file.
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

#include "json/splitting/document_splitter.h"
#include "support/splitter_twin.h"

namespace firstseen {
namespace {

using json::splitting::DocumentSplitter;
using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
  return random() % bound;
}

std::string printed(std::size_t begin, std::size_t end, DocumentSplitter::Loss loss) {
  return std::to_string(begin) + "-" + std::to_string(end) + " " + std::to_string(static_cast<int>(loss)) +
         "\n";
}

// As StreamFile does, with so many more bytes at a time.
std::string split(std::string_view file, std::size_t piece, std::size_t max_document) {
  DocumentSplitter splitter(max_document);
  std::string out;
  std::size_t dropped = 0;
  const auto add = [&](const DocumentSplitter::Span& span) {
    out += printed(dropped + span.begin, dropped + span.end, span.loss);
  };
  for (std::size_t end = 0; end < file.size();) {
    end = std::min(end + piece, file.size());
    const std::string_view buffer = file.substr(dropped, end - dropped);
    while (const auto span = splitter.next(buffer)) add(*span);
    while (const auto rest = end == file.size() ? splitter.rest(buffer) : std::nullopt) {
      add(*rest);
      while (const auto span = splitter.next(buffer)) add(*span);
    }
    const std::size_t used = splitter.pending();
    splitter.drop(used);
    dropped += used;
  }
  return out;
}

std::string split_by_twin(std::string_view file, std::size_t max_document) {
  std::string out;
  for (const auto& span : test::split_plainly(file, max_document))
    out += printed(span.begin, span.end, span.loss);
  return out;
}

std::string record(Random& random) {
  static const std::string kRecords[] = {R"({"a":1,"b":"x"})",
                                         R"({"a":{"b":[1,{"c":"}"}]},"d":"\"{"})",
                                         "{}",
                                         "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": \"x\"\n  }\n}",
                                         "{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}",
                                         "  {\n    \"a\": [\n      {\"b\": 1},\n      {\"b\": 2}\n    ]\n  }",
                                         "{\"records\":[\n{\"a\":1},\n{\"a\":2}\n]}",
                                         "{\"records\": [\n  {\"a\":\"\\\\\"},\n  {\"a\":2}\n]}",
                                         "{\n  \"a\": \"\"\"{\"b\":1}\nx \\ \"}\"\"\"\"\n}",
                                         "{\n  \"a\": \"\"\"x\n{\"b\":1}\n\"\"\", \"c\": 1}",
                                         "Record 7",
                                         "log: {\"a\":1}",
                                         "\"text\"",
                                         "\xef\xbb\xbf{\"a\":1}",
                                         "[1, {\"a\":2}]",
                                         "17",
                                         "\t{\"a\":3},"};
  return kRecords[below(random, std::size(kRecords))];
}

// Files of lines, arrays and pretty-printed documents; then some records cut, joined or left open anywhere.
std::string damaged_file(Random& random) {
  static const std::string kBetween[] = {"\n", ",\n", "\r\n", "\n,", "}, {", "\n\n", ""};
  const std::string between = kBetween[below(random, std::size(kBetween))];
  const bool array = random() % 3 == 0;
  std::string file = array ? (random() % 2 == 0 ? "[" : "[\n") : "";
  for (std::size_t count = below(random, 12); count > 0; --count) {
    file += record(random);
    file += random() % 8 == 0 ? kBetween[below(random, std::size(kBetween))] : between;
  }
  if (array) file += "]";
  for (std::size_t count = below(random, 5); count > 0 && !file.empty(); --count) {
    const std::size_t at = below(random, file.size());
    const std::size_t line_end = std::min(file.find('\n', at), file.size());
    switch (below(random, 5)) {
      case 0: file.erase(at, line_end - at); break;
      case 1: file.erase(at, 1 + below(random, 3)); break;
      case 2: file.erase(line_end, 1); break;
      case 3: file.insert(at, 1, "\"{}[],:\\\n"[below(random, 9)]); break;
      default: file.resize(at); break;
    }
  }
  return file;
}

}  // namespace

TEST_CASE("splitter: damaged files have the documents of the twin, in pieces of any size") {
  Random random(11);
  for (int i = 0; i < 20'000; ++i) {
    const std::string file = damaged_file(random);
    const std::size_t max_document = i % 2 == 0 ? SIZE_MAX : 3 + below(random, 60);
    CAPTURE(i, file, max_document);
    const std::string expected = split_by_twin(file, max_document);
    for (const std::size_t piece : {std::size_t{1}, 1 + below(random, 40), file.size() + 1})
      REQUIRE(split(file, piece, max_document) == expected);
  }
}

TEST_CASE("splitter: after damage every line that is a whole object is a document, at linear cost") {
  // Each first line could be the container of all that follow, so each is given up only at the end.
  std::string file;
  std::size_t whole = 0;
  for (; file.size() < 8'000'000; ++whole) file += "{\"a\":[\n{\"b\":1},\n";
  DocumentSplitter splitter;
  std::size_t found = 0;
  const auto count = [&](const DocumentSplitter::Span& span) {
    if (std::string_view(file).substr(span.begin, span.end - span.begin) == "{\"b\":1}") ++found;
  };
  while (const auto span = splitter.next(file)) count(*span);
  while (const auto rest = splitter.rest(file)) {
    count(*rest);
    while (const auto span = splitter.next(file)) count(*span);
  }
  CHECK(found == whole);
}

}  // namespace firstseen
