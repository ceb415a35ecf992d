#include "text/whole_number.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

namespace firstseen::text {
namespace {

TEST_CASE("whole numbers: decimal spellings") {
  struct Row {
    std::string text;
    std::optional<std::int64_t> number;
  };
  const std::vector<Row> rows{
      {"0", 0},
      {"-0", 0},
      {"0.000", 0},
      {"0e99999999999999999999", 0},
      {"445", 445},
      {"+445", 445},
      {"-445", -445},
      {"00445", 445},
      {"445.", 445},
      {"445.000", 445},
      {"4.45e2", 445},
      {"4.45E+002", 445},
      {"44500e-2", 445},
      {"0.00445e5", 445},
      {" 445\t", 445},
      {"9223372036854775807", INT64_MAX},
      {"9.223372036854775807e18", INT64_MAX},
      {"-9223372036854775808", INT64_MIN},
      {"445" + std::string(1000, '0') + "e-1000", 445},
      {"0." + std::string(1000, '0') + "445e1003", 445},
      // Not whole, too large, or not a number.
      {"445.5", {}},
      {"44500e-3", {}},
      {"4.455e2", {}},
      {"9223372036854775808", {}},
      {"1e19", {}},
      {"1e99999999999999999999", {}},
      {"1e-99999999999999999999", {}},
      {"", {}},
      {" ", {}},
      {"+", {}},
      {".", {}},
      {".5e1", {}},
      {"e2", {}},
      {"4e", {}},
      {"4e+", {}},
      {"4 45", {}},
      {"4,450", {}},
      {"445x", {}},
      {"0x1BD", {}},
      {"+-445", {}},
      {"4.4.5", {}},
      {"NaN", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(whole_number(row.text) == row.number);
  }
}

TEST_CASE("whole numbers: any place of the dot, with its exponent") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    const auto number = static_cast<std::int64_t>(random() >> (1 + random() % 63));
    std::string digits = std::to_string(number);
    const std::size_t added = random() % 5;
    digits = std::string(random() % 4, '0') + digits + std::string(added, '0');
    const std::size_t dot = 1 + random() % digits.size();
    const auto exponent = static_cast<std::int64_t>(digits.size() - dot) - static_cast<std::int64_t>(added);
    const std::string text =
        digits.substr(0, dot) + '.' + digits.substr(dot) + 'e' + std::to_string(exponent);
    CAPTURE(text);
    CHECK(whole_number(text) == number);
    // One more digit makes a fraction of it, or ten times as much.
    CHECK(whole_number(digits.substr(0, dot) + '.' + digits.substr(dot) + "1e" + std::to_string(exponent)) !=
          number);
  }
}

TEST_CASE("whole numbers: hexadecimal") {
  CHECK(hexadecimal_number("0x1BD") == 445);
  CHECK(hexadecimal_number("0X000001bd") == 445);
  CHECK(hexadecimal_number(" 0x4 ") == 4);
  for (const char* const text : {"", "0x", "1BD", "0x1BG", "0x-4", "x4", "0x11111111111111111"}) {
    CAPTURE(text);
    CHECK(!hexadecimal_number(text));
  }
}

TEST_CASE("whole numbers: the digits of other spellings") {
  CHECK(digits_of_respelled("3.0") == "3");
  CHECK(digits_of_respelled("03") == "3");
  CHECK(digits_of_respelled("3e0") == "3");
  CHECK(digits_of_respelled(" 3") == "3");
  CHECK(digits_of_respelled("-0") == "0");
  for (const char* const text : {"3", "0", "445", "-4", "", "x", "3.5", "Sysmon"}) {
    CAPTURE(text);
    CHECK(!digits_of_respelled(text));
  }
}

}  // namespace
}  // namespace firstseen::text
