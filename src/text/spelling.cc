#include "text/spelling.h"

#include <array>

#include "text/ascii.h"

namespace firstseen::text {

std::string_view without_type(std::string_view name) {
  constexpr std::array<std::string_view, 12> kTypes{
      "_string", "_dynamic", "_long", "_int", "_real", "_guid", "_datetime", "_bool", "_s", "_d", "_g", "_t"};
  if (name.ends_with(']')) {
    const std::size_t unit = name.rfind('[');
    if (unit != std::string_view::npos && unit > 0) return trimmed(name.substr(0, unit));
  }
  for (const std::string_view type : kTypes) {
    if (name.size() > type.size() + 1 && name.ends_with(type))
      return name.substr(0, name.size() - type.size());
  }
  return name;
}

std::string letters_of(std::string_view name) {
  std::string out;
  for (const char c : without_type(name)) {
    const char lower = ascii_lower(c);
    if ((lower >= 'a' && lower <= 'z') || is_digit(lower)) out += lower;
  }
  return out;
}

}  // namespace firstseen::text
