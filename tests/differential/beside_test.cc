// Two records in one document, each in a wrapper of its own: what is found alone is found beside another.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "support/hunting.h"
#include "support/json_string.h"
#include "support/render.h"

namespace firstseen {
namespace {

// How the second record of a document is put beside the first.
using Beside = std::string (*)(const std::string& first, const std::string& second);

constexpr std::array<Beside, 5> kBesides{
    [](const std::string& first, const std::string& second) {
      return R"({"a":)" + first + R"(,"b":)" + second + "}";
    },
    [](const std::string& first, const std::string& second) {
      return R"({"w":{"a":)" + first + R"(,"b":)" + second + "}}";
    },
    [](const std::string& first, const std::string& second) {
      return R"({"list":[)" + first + "," + second + "]}";
    },
    [](const std::string& first, const std::string& second) {
      return R"({"a":)" + test::json_string(first) + R"(,"b":)" + second + "}";
    },
    [](const std::string& first, const std::string& second) {
      return R"({"a":)" + first + R"(,"b":)" + test::json_string(second) + "}";
    },
};

// Wrappers that make one object of a record.
std::vector<const test::Wrapping*> wrappings_of_one() {
  std::vector<const test::Wrapping*> all;
  const std::string record = test::shapes().front().render(test::connections(1).front());
  for (const test::Wrapping& wrapping : test::wrappings()) {
    const std::string text = wrapping.wrap({record});
    const bool is_object = text.front() == '{' && text.find('\n') + 1 == text.size();
    if (is_object) all.push_back(&wrapping);
  }
  return all;
}

test::Connection connection(std::string destination, int port) {
  test::Connection made = test::connections(1).front();
  made.pid = 4;
  made.transport = "tcp";
  made.source_ip = "10.1.2.3";
  made.destination_ip = std::move(destination);
  made.destination_port = port;
  return made;
}

// The addresses that are found in lines.
std::set<std::string> found_in(const std::string& lines, bool prefilter) {
  HuntRequest request = test::request_for({});
  request.memory_inputs = {{"a", lines}};
  request.prefilter = prefilter;
  std::set<std::string> found;
  for (const Finding& finding : test::run(request).findings) {
    const std::string& address = finding.terms.front().second;
    found.insert(address.substr(1, address.size() - 2));
  }
  return found;
}

}  // namespace

TEST_CASE("beside: a record that is found alone is found beside another", "[differential]") {
  const auto wrappings = wrappings_of_one();
  REQUIRE(wrappings.size() > 15);
  std::mt19937 random(20260302);
  const auto one_of = [&](const auto& list) -> const auto& {
    return list[std::uniform_int_distribution<std::size_t>(0, list.size() - 1)(random)];
  };
  const auto wrapped = [](const test::Wrapping& wrapping, const std::string& record) {
    std::string text = wrapping.wrap({record});
    text.pop_back();
    return text;
  };
  struct Document {
    std::string address;
    std::string text;
    std::string what;
  };
  std::vector<Document> documents;
  std::string alone;
  std::string both;
  constexpr std::size_t kDocuments = 5000;
  for (std::size_t i = 0; i < kDocuments; ++i) {
    const test::Shape& first = one_of(test::shapes());
    const test::Shape& second = one_of(test::shapes());
    const test::Wrapping& around_first = *one_of(wrappings);
    const test::Wrapping& around_second = *one_of(wrappings);
    const Beside beside = one_of(kBesides);
    Document document;
    document.address = "203.0." + std::to_string(112 + i / 250) + "." + std::to_string(1 + i % 250);
    const std::string other = wrapped(around_first, first.render(connection("10.0.0.7", 80)));
    const std::string wanted = wrapped(around_second, second.render(connection(document.address, 445)));
    const bool before = i % 2 == 0;
    document.text = beside(before ? wanted : other, before ? other : wanted);
    document.what = second.name + " in " + around_second.name + (before ? " before " : " after ") +
                    first.name + " in " + around_first.name;
    alone += beside(before ? wanted : "{}", before ? "{}" : wanted) + "\n";
    both += document.text + "\n";
    documents.push_back(std::move(document));
  }
  const std::set<std::string> expected = found_in(alone, false);
  CHECK(expected.size() > kDocuments * 9 / 10);
  for (const bool prefilter : {false, true}) {
    const std::set<std::string> found = found_in(both, prefilter);
    for (const Document& document : documents) {
      if (!expected.contains(document.address)) continue;
      INFO(document.what << "\n" << document.text);
      CHECK(found.contains(document.address));
    }
  }
}

}  // namespace firstseen
