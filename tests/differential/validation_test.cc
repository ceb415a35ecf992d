// What is accepted as JSON against a plain reading of RFC 8259.
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "json/reader.h"
#include "support/render.h"

namespace firstseen {
namespace {

// One recursive function a rule of the grammar. UTF-8 and control characters are left to the reader.
class Grammar {
 public:
  explicit Grammar(std::string_view text) : text_(text) {}

  // An object or array, or one object after another in an array; nothing behind it.
  bool is_document() {
    space();
    const bool opens = peek() == '{' || peek() == '[';
    if (!opens || !value()) return false;
    space();
    return at_ == text_.size();
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool word(std::string_view w) {
    if (text_.substr(at_, w.size()) != w) return false;
    at_ += w.size();
    return true;
  }
  bool digits() {
    const std::size_t begin = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > begin;
  }
  bool number() {
    (void)take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (!take('e') && !take('E')) return true;
    if (!take('+')) (void)take('-');
    return digits();
  }
  bool string() {
    if (!take('"')) return false;
    while (at_ < text_.size() && peek() != '"') {
      if (!take('\\')) {
        ++at_;
      } else if (take('u')) {
        for (int i = 0; i < 4; ++i, ++at_) {
          if (peek() == '\0' ||
              std::string_view("0123456789abcdefABCDEF").find(peek()) == std::string_view::npos)
            return false;
        }
      } else if (peek() != '\0' && std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos) {
        ++at_;
      } else {
        return false;
      }
    }
    return take('"');
  }
  bool member() {
    space();
    if (!string()) return false;
    space();
    return take(':') && value();
  }
  template <typename Item>
  bool list(char end, Item item) {
    ++at_;
    space();
    if (take(end)) return true;
    do {
      if (!item()) return false;
      space();
    } while (take(','));
    return take(end);
  }
  bool value() {
    space();
    switch (peek()) {
      case '{': return list('}', [&] { return member(); });
      case '[': return list(']', [&] { return value(); });
      case '"': return string();
      case 't': return word("true");
      case 'f': return word("false");
      case 'n': return word("null");
      default: return number();
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Takes every record, so that none is taken for a wrapper.
class Everything final : public json::RecordSink {
 public:
  json::Answer record(const json::RawRecord&, json::Asked) override { return json::Answer::kTaken; }
  void unknown() override {}
  void no_objects(std::size_t) override {}
};

class Readers {
 public:
  Readers() : every_(paths(), wrappers_, json::Validation::kEverything), some_(paths(), wrappers_) {}

  json::ReadOutcome every(std::string_view text) { return read(every_, text); }
  json::ReadOutcome some(std::string_view text) { return read(some_, text); }

 private:
  static json::ReadOutcome read(json::Reader& reader, std::string_view text) {
    std::string padded(text);
    padded.resize(text.size() + json::kPadding);
    Everything sink;
    return reader.read(std::string_view(padded).substr(0, text.size()), sink);
  }
  const json::PathTable& paths() {
    if (paths_.size() == 0) {
      paths_.add("process.pid");
      paths_.compile();
    }
    return paths_;
  }

  json::PathTable paths_;
  json::Wrappers wrappers_;
  json::Reader every_;
  json::Reader some_;
};

// One byte, or a few, taken out, put in, doubled or changed.
std::string damaged(std::string text, std::mt19937& random) {
  constexpr std::string_view kBytes = "{}[]:,\"\\ 0-+.eEtfn1ux/";
  const auto below = [&](std::size_t bound) { return std::size_t{random()} % bound; };
  for (std::size_t times = 1 + below(3); times > 0 && !text.empty(); --times) {
    const std::size_t at = below(text.size());
    switch (below(4)) {
      case 0: text.erase(at, 1 + below(3)); break;
      case 1: text.insert(at, 1, kBytes[below(kBytes.size())]); break;
      case 2: text[at] = kBytes[below(kBytes.size())]; break;
      default: text.insert(at, text.substr(at, 1 + below(8))); break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("validation: what --validate accepts is JSON, and all JSON is accepted") {
  Readers readers;
  std::mt19937 random(7);
  std::size_t accepted = 0;
  std::size_t only_validated = 0;
  for (int round = 0; round < 40; ++round) {
    for (const test::Shape& shape : test::shapes()) {
      const std::string whole = shape.render(test::connections(60)[static_cast<std::size_t>(round)]);
      for (int i = 0; i < 8; ++i) {
        const std::string text = damaged(i == 0 ? "[" + whole + "]" : whole, random);
        const json::ReadOutcome every = readers.every(text);
        CAPTURE(text, every.reason);
        const bool is_json = Grammar(text).is_document() && every.reason != "not a JSON object";
        REQUIRE(every.ok() == is_json);
        if (!is_json && readers.some(text).ok()) ++only_validated;
        if (is_json) {
          REQUIRE(readers.some(text).ok());
          ++accepted;
        }
      }
    }
  }
  CHECK(accepted > 500);
  CHECK(only_validated > 10);
}

TEST_CASE("validation: without it what stands in its place is all that counts") {
  Readers readers;
  for (const char* const text :
       {R"({"a":01})", R"({"a":"\q"})", R"({"\q":1})", R"({"a":[tru]})", R"({"a":"\ud8"})"}) {
    CAPTURE(text);
    CHECK(readers.some(text).ok());
    CHECK_FALSE(readers.every(text).ok());
  }
  for (const char* const text : {R"({"a":[1,}]})", R"({"a":{"b" 1}})", R"({"a":[1 2]})", R"({"a":{1:2}})",
                                 R"({"a":[,]})", R"({"event":"module":[1]})", R"({"a":{"b":"c":{}}})"}) {
    CAPTURE(text);
    CHECK_FALSE(readers.some(text).ok());
  }
}

TEST_CASE("validation: numbers of any size are JSON") {
  Readers readers;
  for (const char* const text :
       {R"({"process":{"pid":1e400}})", R"({"process":{"pid":123456789012345678901234567890}})",
        R"({"process":{"pid":-0.00000000000000000000000000001E-999}})"})
    CHECK(readers.every(text).ok());
}

}  // namespace firstseen
