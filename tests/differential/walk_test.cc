// Walking records against knowing what was put into them, and broken ones against themselves.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>

#include "support/read_paths.h"

namespace firstseen {
namespace {

using test::read_paths;

const std::vector<std::string> kPaths{"a",
                                      "a.b",
                                      "pid",
                                      "a.pid",
                                      "12345678",
                                      "a.12345678",
                                      "123456789",
                                      "sixteen_letters_",
                                      "a.b.c.d",
                                      "a_key_of_many_more_letters_than_sixteen",
                                      "seventeen_letters"};

// Writes one random record and notes what stands at which path.
class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::string record() {
    text_.clear();
    found_.clear();
    object("", 0);
    return text_;
  }

  // As read_paths() says it.
  std::string expected() const {
    std::string out;
    for (const std::string& path : kPaths) {
      const auto tokens = found_.find(path);
      if (tokens == found_.end()) continue;
      for (const std::string& token : tokens->second) out += path + "=" + token + " ";
    }
    return out + "\n";
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void blanks() {
    while (below(5) == 0) text_ += " \t\r\n"[below(4)];
  }

  void object(const std::string& path, int depth) {
    // Of an object, the brace is kept.
    if (depth > 0) found_[path].push_back("{");
    text_ += '{';
    blanks();
    for (std::size_t left = below(6); left > 0; --left) {
      member(path, depth);
      if (left > 1) text_ += ',';
      blanks();
    }
    text_ += '}';
  }

  void member(const std::string& path, int depth) {
    const std::string key = below(3) == 0 ? std::string(below(20), 'u') : some_path();
    blanks();
    text_ += '"';
    for (const char c : key) {
      if (below(20) == 0) {
        static constexpr char kDigits[] = "0123456789abcdef";
        text_ += {'\\', 'u', '0', '0', kDigits[c / 16], kDigits[c % 16]};
      } else {
        text_ += c;
      }
    }
    text_ += '"';
    blanks();
    text_ += ':';
    blanks();
    value(path.empty() && depth == 0 ? key : path + "." + key, depth + 1);
    blanks();
  }

  // A piece of a wanted path, of one or more segments.
  std::string some_path() {
    std::string path = kPaths[below(kPaths.size())];
    if (const std::size_t dot = path.find('.'); dot != std::string::npos && below(2) == 0)
      path = below(2) == 0 ? path.substr(0, dot) : path.substr(dot + 1);
    return path;
  }

  void value(const std::string& path, int depth) {
    static const std::vector<std::string> kScalars{"0",       "-1.5e3",      "true",     "false",
                                                   "null",    "\"\"",        "\"text\"", R"("\"}],{[:")",
                                                   R"("\\")", "\"\xc3\xa9\""};
    const std::size_t choice = below(depth < 6 ? 10 : 6);
    if (choice < 6) {
      const std::string& token = kScalars[below(kScalars.size())];
      text_ += token;
      found_[path].push_back(token[0] == '"' ? token.substr(1, token.size() - 2) : token);
    } else if (choice < 8) {
      object(path, depth);
    } else {
      text_ += '[';
      blanks();
      for (std::size_t left = below(4); left > 0; --left) {
        value(path, depth + 1);
        blanks();
        if (left > 1) text_ += ',';
        blanks();
      }
      text_ += ']';
    }
  }

  std::mt19937 random_;
  std::string text_;
  std::map<std::string, std::vector<std::string>> found_;
};

}  // namespace

TEST_CASE("walk: what was written at the wanted paths is found there, in its order") {
  Writer writer(1);
  for (int i = 0; i < 3000; ++i) {
    const std::string text = writer.record();
    CAPTURE(text);
    json::ReadOutcome outcome;
    CHECK(read_paths(text, kPaths, &outcome) == writer.expected());
    CHECK(outcome.ok());
  }
}

TEST_CASE("walk: what is made of a broken record does not depend on what follows it") {
  Writer writer(2);
  std::mt19937 random(3);
  std::size_t malformed = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string text = writer.record();
    for (int change = 0; change < 2; ++change) {
      const std::size_t at = random() % text.size();
      constexpr std::string_view kSpoilers = "{}[]:,\"\\ x1";
      if (random() % 2 == 0) {
        text[at] = kSpoilers[random() % kSpoilers.size()];
      } else {
        text.erase(at, std::size_t{1} + random() % 3);
      }
      if (text.empty()) text = " ";
    }
    json::ReadOutcome expected;
    const std::string found = read_paths(text, kPaths, &expected, ' ');
    if (!expected.ok()) ++malformed;
    for (const char behind : std::string_view("{}[]:,\"n\n")) {
      CAPTURE(text, behind);
      json::ReadOutcome outcome;
      CHECK(read_paths(text, kPaths, &outcome, behind) == found);
      CHECK(outcome.error == expected.error);
      CHECK(outcome.reason == expected.reason);
    }
  }
  CHECK(malformed > 500);
}

}  // namespace firstseen
