// Documents read by templates, against the same documents read by the walk: templates change nothing of what is
// read, at whatever they have learnt.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/mutate.h"
#include "support/read_text.h"
#include "support/render.h"
#include "text/lines.h"

namespace firstseen {
namespace {

class Documents {
 public:
  explicit Documents(unsigned seed) : random_(seed), connections_(test::connections(40)) { choose(); }

  // Chooses the shapes of the next documents.
  void choose() {
    chosen_.clear();
    for (std::size_t left = 1 + random_() % 3; left > 0; --left)
      chosen_.push_back(&test::shapes()[random_() % test::shapes().size()]);
    members_ = {"", kMembers[random_() % kMembers.size()], kMembers[random_() % kMembers.size()]};
  }

  // A document as its exporter writes it, in some wrapper or none, sometimes with further members.
  std::string next() {
    std::string text =
        chosen_[random_() % chosen_.size()]->render(connections_[random_() % connections_.size()]);
    if (text.size() > 2) text.insert(1, members_[random_() % members_.size()]);
    if (random_() % 32 == 0) text = test::respelt(text, random_);
    // Over several lines, or with a CR that is part of it.
    if (random_() % 64 == 0 && text.size() > 2) text.insert(1, random_() % 2 == 0 ? "\n" : "\r");
    if (random_() % 64 == 0) text += random_() % 2 == 0 ? "\r" : "\r\n";
    if (random_() % 32 == 0) {
      const auto& wrappings = test::wrappings();
      text = wrappings[random_() % wrappings.size()].wrap({text});
      while (!text.empty() && text.back() == '\n') text.pop_back();
    }
    return text;
  }

  // The document with some bytes replaced, put in, cut or repeated.
  std::string damaged(std::string text) {
    for (std::size_t left = 1 + random_() % 3; left > 0 && !text.empty(); --left) {
      const std::size_t at = random_() % text.size();
      switch (random_() % 6) {
        case 0: text[at] = byte(); break;
        case 1: text.insert(at, 1, byte()); break;
        case 2: text.erase(at, 1 + random_() % 4); break;
        case 3: text.insert(at, text.substr(at, random_() % 40)); break;
        case 4: text.insert(at, kTokens[random_() % kTokens.size()]); break;
        default: text.resize(at); break;
      }
    }
    return text;
  }

  std::mt19937& random() { return random_; }

 private:
  static constexpr std::array<const char*, 15> kMembers{
      "\"message\":\"plain text\",",
      "\"message\":\"{\\\"a\\\":1}\",",
      "\"message\":\"<Event xmlns='x'/>\",",
      "\"Message\":\"Network connection detected:\\r\\nProcessId: 4\",",
      R"("Message":"Network connection detected:\r\nRuleName: \r\nProcessId:  7 \r\nUser: A\\B\r\n\tX Y:\t\tz\r\n",)",
      R"("Message":"Title.\r\n\r\nImage\r\nImage: \"C:\\a b\"\nImage=x:y\r\nUtcTime:\r\n","y":1,)",
      R"("Message":"Image: a\r\nMessage=b:\r\nProcessId: 4",)",
      "\"process\":{\"args\":[\"a\",\"b\"],\"pid\":4},",
      "\"process\":{\"args\":[],\"name\":\"\\u00e4.exe\"},",
      "\"process\":{\"args\":\"\xc3\xa4\\\\\\\"\"},",
      "\"dns\":{\"answers\":[{\"data\":\"a\"},{\"data\":null}]},",
      "\"dns\":{\"answers\":[{\"data\":1.5e3},{},{\"data\":true}]},",
      "\"process.pid\":-0,\"a\\u0062\":[[],{}],",
      "\"x\":\"\",\"y\":\"\\\\\",\"z\":\"\\\\\\\\\\\"\",",
      "\"process\":null,\"destination.port\":01,",
  };
  static constexpr std::array<const char*, 21> kTokens{
      "\"",  "\\", "\\\\",     "{",       "}",    "[",      "]",   ",",   ":",  "null", "true",
      "1.5", "-",  "\"a\":1,", "{\"a\":", "\xc3", "\\r\\n", "\\n", "\\t", ": ", "  "};

  char byte() {
    constexpr std::string_view kBytes = "\"\\{}[]:,0-.eEtn \t\r\n\x01\x1f\x7f\x80\xc3\xed\xff";
    return random_() % 3 == 0 ? static_cast<char>(random_() % 256) : kBytes[random_() % kBytes.size()];
  }

  std::mt19937 random_;
  std::vector<test::Connection> connections_;
  std::vector<const test::Shape*> chosen_;
  std::array<const char*, 3> members_{};
};

// Compares the three ways of reading over so many documents. Returns how many fitted a template.
std::size_t compare(std::size_t count, unsigned seed) {
  const test::ReadTables with_patterns(true);
  const test::ReadTables without(false);
  Documents documents(seed);
  std::size_t fitted = 0;
  for (std::size_t done = 0; done < count;) {
    // Each series begins with templates that have learnt nothing.
    const test::ReadTables& tables = documents.random()() % 2 == 0 ? with_patterns : without;
    test::ReadText walked(tables, json::Templating::kNone);
    test::ReadText plain(tables, json::Templating::kPlain);
    test::ReadText fastest(tables, json::Templating::kFastest);
    for (std::size_t i = 0; i < 2'000 && done < count; ++i, ++done) {
      if (i % 500 == 499) documents.choose();
      std::string text = documents.next();
      if (documents.random()() % 3 == 0) text = documents.damaged(std::move(text));
      // What follows a document in memory may be anything.
      const std::size_t size = text.size();
      text.append(json::kPadding, "\0 \"}0"[documents.random()() % 5]);
      const std::string_view document = std::string_view(text).substr(0, size);
      if (documents.random()() % 4 == 0) {
        // A line, and another after it.
        const std::string line(text::without_cr(text::line_at(document, 0).text));
        const std::string lines = line + (documents.random()() % 2 == 0 ? "\r\n" : "\n") + text;
        const std::string padded = line + std::string(json::kPadding, '}');
        const std::string read = walked.read(std::string_view(padded).substr(0, line.size()));
        const std::string_view first = std::string_view(lines).substr(0, line.size());
        CAPTURE(seed, done, line);
        REQUIRE(plain.read(first) == read);
        REQUIRE(fastest.read(first) == read);
        continue;
      }
      const std::string& expected = walked.read(document);
      if (plain.read(document) != expected || fastest.read(document) != expected) {
        CAPTURE(seed, done, document, expected);
        CHECK(plain.read(document) == expected);
        CHECK(fastest.read(document) == expected);
        FAIL("templates read something else than the walk");
      }
    }
    CHECK(plain.fitted() == fastest.fitted());
    fitted += fastest.fitted();
  }
  return fitted;
}

}  // namespace

TEST_CASE("templates: 40,000 documents, a third of them damaged, are read as the walk reads them",
          "[templates]") {
  CHECK(compare(40'000, 1) > 5'000);
}

TEST_CASE("templates: so are 2,000,000", "[templates][slow]") {
  CHECK(compare(2'000'000, 2) > 100'000);
}

TEST_CASE("templates: rows are chosen by each record's values, not by those of the first of its layout",
          "[templates]") {
  constexpr std::array<const char*, 3> kTables{"DeviceNetworkEvents", "DeviceFileEvents", "Other"};
  constexpr std::array<const char*, 4> kActions{"ConnectionSuccess", "DnsConnectionInspected", "-", ""};
  constexpr std::array<const char*, 3> kDirections{"In", "Out", "3.0"};
  constexpr std::array<const char*, 8> kNumbers{"4", "0", "\"0x10\"", "\"-\"", "null", "4.0", "1.5", "true"};
  const test::ReadTables tables(false);
  test::ReadText walked(tables, json::Templating::kNone);
  test::ReadText fastest(tables, json::Templating::kFastest);
  std::mt19937 random(1);
  const auto any_of = [&](const auto& texts) { return std::string(texts[random() % texts.size()]); };
  constexpr std::size_t kCount = 2'000;
  for (std::size_t i = 0; i < kCount; ++i) {
    std::string text = R"({"time":"2026-01-05T00:02:42Z","category":"AdvancedHunting-)" + any_of(kTables) +
                       R"(","properties":{"Timestamp":"2026-01-05T00:02:28","ActionType":")" +
                       any_of(kActions) + R"(","AdditionalFields":{"direction":")" + any_of(kDirections) +
                       R"("},"Protocol":"Tcp","RemoteIP":"203.0.113.7","LocalIP":"10.0.0.1","RemotePort":)" +
                       any_of(kNumbers) + R"(,"InitiatingProcessId":)" + any_of(kNumbers) +
                       R"(,"InitiatingProcessAccountSid":)" + any_of(kNumbers) + "}}";
    const std::size_t size = text.size();
    text.append(json::kPadding, ' ');
    const std::string_view document = std::string_view(text).substr(0, size);
    CAPTURE(document);
    const std::string expected = walked.read(document);
    CHECK(fastest.read(document) == expected);
  }
  CHECK(fastest.fitted() > kCount / 2);
}

}  // namespace firstseen
