#include <catch2/catch_test_macros.hpp>

#include "json/document.h"
#include "json/path_table.h"
#include "json/reader.h"
#include "json/splitting/document_splitter.h"
#include "json/writer.h"
#include "support/read_paths.h"
#include "text/unescape.h"

namespace firstseen::json {
namespace {

using test::read_paths;
using namespace std::string_literals;

std::string unescaped(std::string_view escaped, bool& intact) {
  std::string out(text::unescaped_bound(escaped), '\0');
  intact = true;
  out.resize(static_cast<std::size_t>(text::unescape(escaped, out.data(), intact) - out.data()));
  return out;
}

std::vector<std::string> split(std::string_view bytes, std::size_t piece) {
  splitting::DocumentSplitter splitter;
  std::vector<std::string> texts;
  std::size_t dropped = 0;
  for (std::size_t end = std::min(piece, bytes.size());; end = std::min(end + piece, bytes.size())) {
    const std::string_view buffer = bytes.substr(dropped, end - dropped);
    while (const auto span = splitter.next(buffer))
      texts.emplace_back(buffer.substr(span->begin, span->end - span->begin));
    if (end == bytes.size()) {
      if (const auto span = splitter.rest(buffer))
        texts.emplace_back(buffer.substr(span->begin, span->end - span->begin));
      return texts;
    }
    const std::size_t used = splitter.pending();
    splitter.drop(used);
    dropped += used;
  }
}

}  // namespace

TEST_CASE("json: one walk finds dotted, nested, mixed, repeated and escaped keys") {
  CHECK(read_paths(R"({"a":{"b":1,"c":[2,[3]]},"a.b":4,"a":{"b.d":5},"\u0061":{"b":6}})",
                   {"a.b", "a.c", "a.b.d"}) == "a.b=1 a.b=4 a.b=6 a.c=2 a.c=3 a.b.d=5 \n");
  CHECK(read_paths(R"([{"a":1},{"a":2}])", {"a"}) == "a=1 \na=2 \n");
}

TEST_CASE("json: what is malformed is said so, and why") {
  for (const auto& [text, reason] :
       {std::pair{R"({"a":1)", "an object or array is not closed"},
        std::pair{R"({"a":"x)", "a string is not closed"}, std::pair{"17", "not a JSON object"},
        std::pair{R"({"a":01})", "a number is not well-formed"},
        std::pair{R"({"a":tru})", "not well-formed JSON"},
        std::pair{R"({"b":{"a":1})", "an object or array is not closed"},
        std::pair{R"({"b":[{"a":1})", "an object or array is not closed"},
        std::pair{R"([{"a":1}})", "an object or array is not closed"},
        std::pair{R"([1])", "not a JSON object"}, std::pair{R"({"a":})", "not well-formed JSON"},
        std::pair{R"({"a" 1})", "not well-formed JSON"},
        std::pair{R"({"a":1 "b":2})", "not well-formed JSON"},
        std::pair{R"({"a":[1 2]})", "not well-formed JSON"}, std::pair{R"({1:2})", "not well-formed JSON"},
        std::pair{R"({"a":1,})", "not well-formed JSON"}, std::pair{"", "no JSON"}}) {
    CAPTURE(text);
    ReadOutcome outcome;
    read_paths(text, {"a"}, &outcome);
    CHECK(outcome.error == ReadError::kMalformed);
    CHECK(outcome.reason == reason);
  }
}

TEST_CASE("json: what follows the first object or array is left to the caller") {
  for (const auto& [text, rest] :
       {std::pair{R"({"a":1} {"b":2})", R"({"b":2})"}, std::pair{R"({"a":1}})", "}"},
        std::pair{R"([{"a":1}],[{"a":2}])", R"(,[{"a":2}])"}, std::pair{R"({"a":1} )", ""}}) {
    CAPTURE(text);
    ReadOutcome outcome;
    CHECK(read_paths(text, {"a"}, &outcome) == "a=1 \n");
    CHECK(outcome.ok());
    CHECK(outcome.rest.size() == std::string_view(rest).size());  // it was in a copy
  }
}

TEST_CASE("json: control characters in strings are escaped, and nothing else is changed") {
  for (const auto& [text, expected] :
       {std::pair{"{\"a\tb\":\"\x1f\"}"s, R"({"a\u0009b":"\u001f"})"s},
        std::pair{"{\t\"a\":\"\\\"\n\"\t}"s, "{\t\"a\":\"\\\"\\u000a\"\t}"s},
        std::pair{"\"\\\x01\""s, R"("\\\u0001")"s}, std::pair{"\"\\"s, "\"\\"s}, std::pair{""s, ""s}}) {
    CHECK(text::with_escaped_controls(text) == expected);
  }
}

TEST_CASE("json: the depth bound holds at its edge") {
  for (const auto& [depth, error] :
       {std::pair{kMaxDepth - 2, ReadError::kNone}, std::pair{kMaxDepth + 1, ReadError::kTooDeep}}) {
    ReadOutcome outcome;
    read_paths(R"({"a":)" + std::string(depth, '[') + "1" + std::string(depth, ']') + "}", {"a"}, &outcome);
    CAPTURE(depth);
    CHECK(outcome.error == error);
  }
}

TEST_CASE("json: broken UTF-8 is repaired, never dropped") {
  ReadOutcome outcome;
  CHECK(read_paths("{\"a\":\"x\xff\",\"b\":4}", {"a", "b"}, &outcome) == "a=x\xef\xbf\xbd b=4 \n");
  CHECK(outcome.repaired);
}

TEST_CASE("json: escapes are undone, half surrogate pairs become U+FFFD") {
  for (const auto& [escaped, text, whole] :
       {std::tuple{R"(a\n\t\"\\\/)", "a\n\t\"\\/", true},
        std::tuple{R"(\u00e9\u20ac)", "\xc3\xa9\xe2\x82\xac", true},
        std::tuple{R"(\ud83d\ude00)", "\xf0\x9f\x98\x80", true},
        std::tuple{R"(\ud83dx)", "\xef\xbf\xbdx", false}, std::tuple{R"(\ude00)", "\xef\xbf\xbd", false},
        std::tuple{R"(\q)", "\xef\xbf\xbd", false}}) {
    CAPTURE(escaped);
    bool intact = false;
    CHECK(unescaped(escaped, intact) == text);
    CHECK(intact == whole);
  }
}

TEST_CASE("json: written strings hold nothing that a terminal acts on") {
  std::string out;
  append_string(out, "a\"\\\n\x1b[31m\x7f\xe2\x80\xae\xef\xbb\xbf\xc3\xa9\xff\xf3\xa0\x80\x81");
  CHECK(out == R"("a\"\\\n\u001b[31m\u007f\u202e\ufeff)"
               "\xc3\xa9\xef\xbf\xbd"
               R"(\udb40\udc01")");
}

TEST_CASE("json: documents are split alike, however the bytes come in") {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
      {R"([{"a":"]}"},{"b":[1,{}]}])", {R"({"a":"]}"})", R"({"b":[1,{}]})"}},
      {"{\n\"a\":1\n}\n{\"b\":\"\\\"}\"}", {"{\n\"a\":1\n}", R"({"b":"\"}"})"}},
      {"Record 1\n{\"a\":1}\nRecord 2\n{\"b\":2}\n", {"Record 1", R"({"a":1})", "Record 2", R"({"b":2})"}},
      {"[1, \"x\", null]", {"1", "\"x\"", "null"}},
      {"\xef\xbb\xbf[ {\"a\":1} ]", {R"({"a":1})"}},
      {"{\"a\":1}\xef\xbb\xbf\xef\xbb\xbf\n{\"b\":2}", {R"({"a":1})", R"({"b":2})"}},
      // Not the whole mark: bytes that must not vanish.
      {"[{\"a\":1}, \xef\xbb, \xbf]\xef\xbb", {R"({"a":1})", "\xef\xbb", "\xbf", "\xef\xbb"}},
      {"[{\"a\":1},{\"b\":", {R"({"a":1})", R"({"b":)"}},
  };
  for (const auto& [bytes, texts] : cases) {
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
      CAPTURE(bytes, piece);
      CHECK(split(bytes, piece) == texts);
    }
  }
}

TEST_CASE("json: documents go to trees and back") {
  const std::string text = R"({"a":[1,2.5,"x",null,true,{}],"b":-9223372036854775808})";
  const auto node = parse_document(text);
  REQUIRE(node);
  CHECK(to_json(*node) == text);
  CHECK_FALSE(parse_document("{"));
}

TEST_CASE("json: patterns of names") {
  for (const auto& [name, pattern, matches] :
       {std::tuple{"a.b", "a.*", true}, std::tuple{"a", "a.*", false}, std::tuple{"a.b.c", "*c", true},
        std::tuple{"abc", "a*c*", true}, std::tuple{"", "*", true}, std::tuple{"ab", "a", false}}) {
    CAPTURE(name, pattern);
    PathTable table;
    table.add_pattern(pattern);
    std::vector<PathTable::Nested> matched;
    table.matching_patterns(name, matched);
    CHECK(matched.size() == (matches ? 1 : 0));
  }
}

TEST_CASE("json: written keys hold nothing that a terminal acts on") {
  std::string out;
  Writer(out).begin_object().key("a\"\x1b\xe2\x80\xae").null().end_object();
  CHECK(out == R"({"a\"\u001b\u202e":null})");
}

}  // namespace firstseen::json
