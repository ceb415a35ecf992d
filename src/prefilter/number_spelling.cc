#include "prefilter/number_spelling.h"

#include "prefilter/boundary.h"
#include "text/ascii.h"
#include "text/whole_number.h"

namespace firstseen::prefilter {
namespace {

// A number may have more characters on either side than are looked at. It may then be any number.
constexpr std::size_t kMaxAround = 64;

bool may_precede(char c) {
  return text::is_digit(c) || c == '.' || c == '-' || c == '+';
}

bool may_follow(char c) {
  return may_precede(c) || c == 'e' || c == 'E';
}

}  // namespace

std::vector<std::string> pieces_of_spellings(std::string_view digits) {
  const std::string_view significant = digits.substr(0, digits.find_last_not_of('0') + 1);
  std::vector<std::string> pieces;
  for (std::size_t i = 1; i < significant.size(); ++i)
    pieces.push_back(std::string(significant.substr(0, i)) + '.' + std::string(significant.substr(i)));
  const std::size_t zeros = digits.size() - significant.size();
  if (zeros == 0 || significant.empty()) return pieces;  // digits without an end in zeros are in the others
  const std::string own(significant);
  pieces.push_back(own + '.');
  pieces.push_back(own + 'e');
  if (zeros > 1) pieces.push_back(own + '0');
  return pieces;
}

bool may_spell(std::string_view bytes, std::size_t begin, std::size_t end, std::string_view digits) {
  const std::size_t most_right = end + kMaxAround;
  while (end < bytes.size() && may_follow(bytes[end])) {
    if (++end == most_right) return true;
  }
  if (bytes.substr(end).starts_with("<?")) return true;  // an instruction of XML, after which it may go on
  if (!may_end(bytes, end)) return false;
  const auto expected = text::whole_number(digits);
  if (!expected) return false;  // beyond 64 bits, it has no other spelling
  for (std::size_t left = 0; left < kMaxAround; ++left, --begin) {
    // A number may begin at more than one place, after digits that may end an escape.
    if (may_begin(bytes, begin)) {
      const auto number = text::whole_number(bytes.substr(begin, end - begin));
      if (number == *expected || number == -*expected) return true;
    }
    if (begin == 0 || !may_precede(bytes[begin - 1])) return false;
  }
  return true;
}

bool may_be_hexadecimal(std::string_view bytes, std::size_t begin, std::size_t end) {
  if (!may_end(bytes, end)) return false;
  for (std::size_t left = 0; left < kMaxAround; ++left, --begin) {
    const bool has_prefix =
        begin >= 2 && text::ascii_lower(bytes[begin - 1]) == 'x' && bytes[begin - 2] == '0';
    if (has_prefix) return may_begin(bytes, begin - 2);
    if (begin == 0 || bytes[begin - 1] != '0') return false;
  }
  return true;
}

}  // namespace firstseen::prefilter
