#include "support/mutate.h"

#include <array>
#include <string_view>
#include <vector>

#include "text/ascii.h"

namespace firstseen::test {
namespace {

// A place in a JSON text.
struct Place {
  std::size_t at;
  bool in_string;
  bool in_escape;
};

std::vector<Place> places_of(std::string_view text) {
  std::vector<Place> places;
  bool in_string = false;
  std::size_t escape_left = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_string && escape_left == 0 && text[i] == '\\')
      escape_left = i + 1 < text.size() && text[i + 1] == 'u' ? 6 : 2;
    if (text[i] == '"' && escape_left == 0) {
      in_string = !in_string;
      continue;
    }
    places.push_back({i, in_string, escape_left > 0});
    if (escape_left > 0) --escape_left;
  }
  return places;
}

std::string unicode_escape(char c, std::mt19937& random) {
  constexpr std::array<std::string_view, 2> kDigits{"0123456789abcdef", "0123456789ABCDEF"};
  const std::string_view digits = kDigits[random() % 2];
  const auto byte = static_cast<unsigned char>(c);
  return std::string("\\u00") + digits[byte >> 4] + digits[byte & 15];
}

void escape_some(std::string& text, std::mt19937& random) {
  const auto places = places_of(text);
  for (std::size_t i = places.size(); i-- > 0;) {
    const Place& place = places[i];
    const bool plain = static_cast<unsigned char>(text[place.at]) < 0x80;
    if (!place.in_string || place.in_escape || !plain || random() % 24 != 0) continue;
    text.replace(place.at, 1, unicode_escape(text[place.at], random));
  }
}

void space_out(std::string& text, std::mt19937& random) {
  constexpr std::array<std::string_view, 3> kSpaces{" ", "\t", "  "};
  const auto places = places_of(text);
  for (std::size_t i = places.size(); i-- > 0;) {
    const char c = text[places[i].at];
    const bool between = !places[i].in_string && (c == ':' || c == ',' || c == '{' || c == '}' || c == '[');
    if (between && random() % 4 == 0) text.insert(places[i].at + 1, kSpaces[random() % kSpaces.size()]);
  }
}

// Returns another spelling of the same whole number: with zeros around it, a dot within, and an exponent.
std::string other_spelling(const std::string& digits, std::mt19937& random) {
  std::string mantissa = digits + std::string(random() % 3, '0');
  const auto added = static_cast<int>(mantissa.size() - digits.size());
  const std::size_t dot = 1 + random() % mantissa.size();
  const int exponent = static_cast<int>(mantissa.size() - dot) - added;
  mantissa.insert(dot, dot < mantissa.size() ? "." : "");
  constexpr std::array<const char*, 4> kExponents{"e", "E", "e0", "E00"};
  if (exponent < 0) return mantissa + "e-" + std::to_string(-exponent);
  return mantissa + kExponents[random() % kExponents.size()] + std::to_string(exponent);
}

// `445` as "445", 445.0, 0445, 4.45e2, -445, 1445 …: at a number outside of strings.
void respell_numbers(std::string& text, std::mt19937& random) {
  const auto places = places_of(text);
  for (std::size_t i = places.size(); i-- > 0;) {
    const std::size_t end = places[i].at + 1;
    const bool ends_number = !places[i].in_string && text::is_digit(text[end - 1]) &&
                             (end == text.size() || !(text::is_digit(text[end]) || text[end] == '.'));
    if (!ends_number || random() % 3 != 0) continue;
    std::size_t begin = end;
    while (begin > 0 && text::is_digit(text[begin - 1])) --begin;
    const std::string digits = text.substr(begin, end - begin);
    const std::string other = other_spelling(digits, random);
    const std::array<std::string, 13> spellings{other,
                                                "\"" + other + "\"",
                                                "\"+00" + other + "\"",
                                                "\" " + digits + "\"",
                                                "\"" + digits + "\"",
                                                digits + ".0",
                                                digits + ".000",
                                                "\"" + digits + ".0\"",
                                                "\"0" + digits + "\"",
                                                digits + "e0",
                                                "-" + digits,
                                                "1" + digits,
                                                "\"" + digits + "x\""};
    text.replace(begin, end - begin, spellings[random() % spellings.size()]);
  }
}

void change_case(std::string& text, std::mt19937& random) {
  for (const Place& place : places_of(text)) {
    const char c = text[place.at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (place.in_string && !place.in_escape && letter && random() % 40 == 0)
      text[place.at] = static_cast<char>(c ^ 0x20);
  }
}

// Digits and letters between tags as `&#52;` or `&#x34;`.
void refer_to_characters(std::string& text, std::mt19937& random) {
  constexpr std::string_view kHex = "0123456789abcdef";
  if (text.find("</") == std::string::npos) return;
  for (std::size_t i = text.size(); i-- > 1;) {
    const bool in_value =
        text[i - 1] == '>' && (text::is_digit(text[i]) || (text[i] >= 'a' && text[i] <= 'z'));
    if (!in_value || random() % 3 != 0) continue;
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::string decimal = "&#" + std::to_string(byte) + ";";
    const std::string hexadecimal = std::string("&#x") + kHex[byte >> 4] + kHex[byte & 15] + ";";
    text.replace(i, 1, random() % 2 == 0 ? decimal : hexadecimal);
  }
}

}  // namespace

std::string respelt(std::string text, std::mt19937& random) {
  using Change = void (*)(std::string&, std::mt19937&);
  constexpr std::array<Change, 5> kChanges{refer_to_characters, respell_numbers, change_case, escape_some,
                                           space_out};
  for (const Change change : kChanges) {
    if (random() % 3 == 0) change(text, random);
  }
  return text;
}

}  // namespace firstseen::test
