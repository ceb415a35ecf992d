// Which documents are read by the template of an earlier one, and which are left to the walk.
#include "json/templates/templates.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/reader.h"
#include "text/unescape.h"

namespace firstseen::json {
namespace {

std::string unescaped(std::string_view escaped) {
  std::string text(text::unescaped_bound(escaped), '\0');
  bool intact = true;
  text.resize(static_cast<std::size_t>(text::unescape(escaped, text.data(), intact) - text.data()));
  return text;
}

class Values final : public RecordSink {
 public:
  explicit Values(const std::vector<std::string>& paths, Templating templating = Templating::kFastest) {
    for (const std::string& path : paths) table_.add(path);
    table_.set_holds("doc", Holds::kDocument);
    table_.set_holds("msg", Holds::kMessage);
    table_.set_holds("log", Holds::kMessage);
    table_.set_holds("top", Holds::kMessage);
    table_.compile();
    reader_.emplace(table_, wrappers_, Validation::kOnTheWay, templating);
  }

  // The values by path, or why the document was not read.
  std::string read(std::string text) {
    found_.clear();
    const std::size_t size = text.size();
    text.append(kPadding, '"');
    const ReadOutcome outcome = reader_->read(std::string_view(text).substr(0, size), *this);
    if (!outcome.ok()) return std::string(outcome.reason);
    return found_ + (outcome.repaired ? " repaired" : "") + (outcome.rest.empty() ? "" : " and more");
  }
  std::uint64_t fitted() const { return reader_->fitted(); }
  std::size_t template_bytes() const { return reader_->template_bytes(); }

  Answer record(const RawRecord& record, Asked) override {
    for (PathId path = 0; path < table_.size(); ++path) {
      for (const RawValue* value = record.first(path); value != nullptr; value = record.next(*value))
        found_ += std::to_string(path) + "=" +
                  (value->escaped ? unescaped(value->token) : std::string(value->token)) + " ";
    }
    found_ += "of " + std::to_string(record.key_count);
    return known ? Answer::kTaken : Answer::kUnknown;
  }
  void unknown() override {}
  void no_objects(std::size_t) override {}

  bool known = true;

 private:
  PathTable table_;
  Wrappers wrappers_;
  std::optional<Reader> reader_;
  std::string found_;
};

const std::vector<std::string> kPaths{"a", "b.c", "doc", "msg", "doc.x", "log.Key", "log.Two", "top.#title"};

}  // namespace

TEST_CASE("templates: a document fits if only its values differ") {
  struct Row {
    std::string first;
    std::string second;
    bool fits;
    std::string values;  // of the second
  };
  const std::string quoted(100, 'q');
  for (const auto& [first, second, fits, values] : std::vector<Row>{
           {R"({"a":"x","b":{"c":1}})", R"({"a":"","b":{"c":-20.5e1}})", true, "0= 1=-20.5e1 of 2"},
           {R"({"a":"x","b":{"c":1}})", R"({"a":"y\"\\","b":{"c":null}})", true, R"(0=y"\ 1=null of 2)"},
           {R"({"a":"x","n":1})", R"({"a":"\u00e9","n":false})", true, "0=\xc3\xa9 of 2"},
           {R"({"a":"x","n":1})", "{\"a\":\"\xc3\xa9\",\"n\":2}", true, "0=\xc3\xa9 of 2"},
           {R"({"a":"x"})", R"({"a":")" + quoted + R"(\\"})", true, "0=" + quoted + R"(\ of 1)"},
           {R"({"a":["x","y"]})", R"({"a":["1","2"]})", true, "0=1 0=2 of 1"},
           {R"({"a":{},"b":[]} )", R"({"a":{},"b":[]} )", true, "0={ of 2"},
           {R"({"doc":"plain"})", R"({"doc":"text"})", true, "2=text of 1"},
           {R"({")" + quoted + R"(":1,"a":2})", R"({")" + quoted + R"(":3,"a":4})", true, "0=4 of 2"},
           // Another structure, order, layout or kind of value.
           {R"({"a":"x"})", R"({"a":1})", false, "0=1 of 1"},
           {R"({"a":"x"})", R"({"a": "x"})", false, "0=x of 1"},
           {R"({"a":"x"})", R"({"a":"x","b":{}})", false, "0=x of 2"},
           {R"({"a":["x","y"]})", R"({"a":["x"]})", false, "0=x of 1"},
           {R"({"a":"x"})", R"({"A":"x"})", false, "of 1"},
           {R"({"a":1})", R"({"a":{}})", false, "0={ of 1"},
           // A value that is itself read.
           {R"({"doc":"plain"})", R"({"doc":"{\"x\":5}"})", false, R"(2={"x":5} 4=5 of 1)"},
           {R"({"doc":"plain"})", R"({"doc":" <Event"})", false, "2= <Event of 1"},
           {R"({"msg":"plain"})", R"({"msg":"text"})", false, "3=text of 1"},
           // The lines of a message.
           {R"({"log":"T:\r\nKey: a\r\nTwo: b"})", R"({"log":"T:\r\nKey:  c d \r\nTwo: "})", true,
            "5=c d 6= of 1"},
           {R"({"log":"T:\r\nKey: a\r\nX y:\tb"})", R"({"log":"T:\r\nKey: \"C:\\x\"\r\nX y:\tz=:"})", true,
            R"(5="C:\x" of 1)"},
           {R"({"log":"T:\nKey:\nKey=\n"})", R"({"log":"T:\nKey:a\nKey=b\n"})", true, "5=a 5=b of 1"},
           {R"({"log":"T:\nKey: a"})", R"({"log":"T:\nKey: \u0061"})", false, "5=a of 1"},
           {R"({"log":"T:\nKey: a"})", R"({"log":"T:\nKey:\\ta\t\\t"})", true, "5=\\ta\t\\t of 1"},
           {R"({"log":"T:\nKey: a"})", R"({"log":"T:\nKey: a\t"})", false, "5=a of 1"},
           {R"({"log":"T:\nKey: a"})", R"({"log":"T:\nKey:\ta"})", false, "5=a of 1"},
           {R"({"log":"T:\nKey: a"})", R"({"log":"T:\nKey: a\rb"})", false, "5=a\rb of 1"},
           {R"({"log":"T:\nKey: a"})", R"({"log":"T:\nKey: a\nTwo=b"})", false, "5=a 6=b of 1"},
           {R"({"log":"Key: a"})", R"({"log":"Key: b"})", false, "5=b of 1"},
           {R"({"log":"T:\nMessage=U:"})", R"({"log":"T:\nMessage=V:"})", false, "of 1"},
           {R"({"top":"T:\nKey: a"})", R"({"top":"T:\nKey: b"})", false, "7=T of 1"},
           {R"({"log":"T:\nKey: a"})", R"({"log":"U:\nKey: a"})", false, "5=a of 1"},
           // Damage.
           {R"({"a":"x"})", R"({"a":"x)", false, "a string is not closed"},
           {R"({"a":"x"})", "{\"a\":\"x\x01\"}", false, "0=x\x01 of 1 repaired"},
           {R"({"a":"x"})", "{\"a\":\"x\\\x01\"}", false, "0=x\\\x01 of 1 repaired"},
           {R"({"a":"x"})", R"({"a":"x\"})", false, "a string is not closed"},
           {R"({"a":1})", R"({"a":01})", false, "a number is not well-formed"},
           {R"({"a":1})", R"({"a":truth})", false, "not well-formed JSON"},
           {R"({"a":1})", R"({"a":})", false, "not well-formed JSON"},
           {R"({"a":1})", R"({"a":1)", false, "an object or array is not closed"},
           {R"({"a":1})", R"({"a":1}})", false, "0=1 of 1 and more"},
           {R"({"a":1})", R"({"a":NaN})", false, "0=NaN of 1"},
           {R"({"a":NaN})", R"({"a":-Infinity})", false, "0=-Infinity of 1"},
           {R"({"a":NaN})", R"({"a":2})", true, "0=2 of 1"},
           {R"({"a":1})", "", false, "no JSON"},
       }) {
    for (const Templating templating : {Templating::kPlain, Templating::kFastest}) {
      CAPTURE(first, second);
      Values reader(kPaths, templating);
      reader.read(first);
      CHECK(reader.fitted() == 0);
      CHECK(reader.read(second) == values);
      CHECK(reader.fitted() == (fits ? 1 : 0));
      // The walk agrees, and what did not fit is learnt where it can be.
      CHECK(Values(kPaths, Templating::kNone).read(second) == values);
      CHECK(reader.read(second) == values);
    }
  }
}

TEST_CASE("templates: a document that fits ends where its text does") {
  for (const char* after : {" ", "\r", "\n", ",", "}", "{}"}) {
    CAPTURE(after);
    Values values(kPaths);
    (void)values.read(R"({"a":"x"})");
    (void)values.read(R"({"a":"y"})" + std::string(after));
    CHECK(values.fitted() == 0);
  }
}

TEST_CASE("templates: broken UTF-8 is left to the walk, which repairs it") {
  Values reader(kPaths);
  reader.read(R"({"a":"x"})");
  CHECK(reader.read("{\"a\":\"\xc3\"}") == "0=\xef\xbf\xbd of 1 repaired");
  CHECK(reader.fitted() == 0);
}

TEST_CASE("templates: documents of several kinds share a tree") {
  Values reader(kPaths);
  const std::vector<std::string> kinds{R"({"a":"1","x":2})",   R"({"a":"1","x":"2"})", R"({"a":"1","y":2})",
                                       R"({"a":["1"],"x":2})", R"({"a":"1"})",         R"({"a":[],"x":2})"};
  for (const std::string& kind : kinds) reader.read(kind);
  CHECK(reader.fitted() == 0);
  for (int round = 1; round <= 5; ++round) {
    for (const std::string& kind : kinds)
      CHECK(reader.read(kind) == Values(kPaths, Templating::kNone).read(kind));
    CHECK(reader.fitted() == static_cast<std::uint64_t>(round) * kinds.size());
  }
}

TEST_CASE("templates: a record whose shape is unknown is learnt by nobody") {
  Values reader(kPaths);
  reader.known = false;
  reader.read(R"({"a":"x"})");
  reader.read(R"({"a":"y"})");
  CHECK(reader.fitted() == 0);
  reader.known = true;
  reader.read(R"({"a":"x"})");
  reader.read(R"({"a":"y"})");
  CHECK(reader.fitted() == 1);
  reader.known = false;
  reader.read(R"({"a":"z"})");
  CHECK(reader.fitted() == 1);
}

TEST_CASE("templates: they rest while few documents fit, longer each time, and come back") {
  Values reader(kPaths);
  const auto odd = [](int i) { return R"({"k)" + std::to_string(i) + R"(":1,"a":2})"; };
  for (int i = 0; i < 20'000; ++i) reader.read(odd(i));
  CHECK(reader.fitted() == 0);
  for (int i = 0; i < 40'000; ++i) CHECK(reader.read(R"({"a":5})") == "0=5 of 1");
  CHECK(reader.fitted() > 10'000);
}

TEST_CASE("templates: a document over several lines fits one that is broken at the same places") {
  for (const Templating templating : {Templating::kPlain, Templating::kFastest}) {
    Values values(kPaths, templating);
    values.read("{\r\n  \"a\": 1,\r\n  \"b\": {}\r\n}\r\n");
    CHECK(values.read("{\r\n  \"a\": 2,\r\n  \"b\": {}\r\n}\r\n") == "0=2 of 2");
    CHECK(values.fitted() == 1);
    CHECK(values.read("{\n  \"a\": 3,\n  \"b\": {}\n}\n") == "0=3 of 2");
    CHECK(values.fitted() == 1);
  }
}

TEST_CASE("templates: small documents that fit keep them awake for no large ones that do not") {
  const std::string small = R"({"a":5})";
  std::string large = R"({"b":{"c":[1)";
  for (int i = 0; i < 600; ++i) large += ",1";  // more values than a template has
  large += "]}}";
  Values reader(kPaths);
  for (int i = 0; i < 300; ++i) {
    for (int each = 0; each < 34; ++each) reader.read(small);
    for (int each = 0; each < 30; ++each) reader.read(large);
  }
  CHECK(reader.fitted() < 300 * 34 / 4);
}

TEST_CASE("templates: names of patterns count as memory") {
  PathTable table;
  table.add_pattern("a.*");
  table.compile();
  const Wrappers wrappers;
  Reader reader(table, wrappers);
  class Known final : public RecordSink {
   public:
    Answer record(const RawRecord&, Asked) override { return Answer::kTaken; }
    void unknown() override {}
    void no_objects(std::size_t) override {}
  } known;
  std::string text = "{\"a\":{\"" + std::string(1'000, 'k') + "\":{";
  for (int i = 0; i < 100; ++i) text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":1";
  text += "}}}";
  const std::size_t size = text.size();
  text.append(kPadding, ' ');
  reader.read(std::string_view(text).substr(0, size), known);
  CHECK(reader.template_bytes() > 100 * 1'000);
}

TEST_CASE("templates: a document may fit after which they rest") {
  Values reader(kPaths);
  reader.read(R"({"a":5})");
  for (int i = 0; i < 1'000; ++i) {
    reader.read(R"({"k)" + std::to_string(i) + R"(":1,"a":2})");
    CHECK(reader.read(R"({"a":5})") == "0=5 of 1");
    reader.read(R"({"l)" + std::to_string(i) + R"(":1,"a":2})");
  }
  CHECK(reader.fitted() > 0);
}

TEST_CASE("templates: memory and comparisons are bounded, and documents are read all the same") {
  Values reader(kPaths);
  // Every second document is like the first, and longer than the others, so that templates never rest. The others differ
  // late, and from all.
  const std::string fitting = R"({"a":5,"of":")" + std::string(100, 'x') + "\"}";
  const std::string begin = R"({"a":5,"b":{"c":[)";
  for (int i = 0; i < 20'000; ++i) {
    reader.read(fitting);
    const std::string number = std::to_string(i);
    const std::string odd = begin + "[" + std::string(static_cast<std::size_t>(i % 30), ' ') + "],{\"k" +
                            number + "\":" + number + "}]}}";
    CHECK(reader.read(odd) == "0=5 1={ of 2");
    REQUIRE(reader.template_bytes() < templates::Templates::kMaxBytes + 4096 * 64);
  }
  CHECK(reader.fitted() >= 19'000);
}

TEST_CASE("templates: of a document with many values, and with many texts, nothing is learnt") {
  for (const std::string name : {"a", "doc"}) {
    Values reader(kPaths);
    std::string text = R"({")" + name + R"(":["0")";
    for (std::size_t i = 0; i < 200'000; ++i) text += R"(,"x")";
    text += "]}";
    const std::string first = reader.read(text);
    CHECK(first.size() > 200'000);
    CHECK(reader.read(text) == first);
    CHECK(reader.fitted() == 0);
    CHECK(reader.template_bytes() == 0);
  }
}

}  // namespace firstseen::json
