#include "text/spelling.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace firstseen::text {
namespace {

// What Kusto's union appends to the names of columns whose types differ among its tables, and Log Analytics to others.
constexpr std::array<std::string_view, 8> kUnionTypes{"_string", "_dynamic", "_long",     "_int",
                                                      "_real",   "_guid",    "_datetime", "_bool"};
constexpr std::array<std::string_view, 4> kLogAnalyticsTypes{"_s", "_d", "_g", "_t"};

}  // namespace

std::string_view without_type(std::string_view name) {
  if (name.ends_with(']')) {
    const std::size_t unit = name.rfind('[');
    if (unit != std::string_view::npos && unit > 0) return trimmed(name.substr(0, unit));
  }
  const auto is_at_end = [&](std::string_view type) {
    return name.size() > type.size() + 1 && name.ends_with(type);
  };
  const auto without_one_of = [&](const auto& types) {
    const auto type = std::find_if(types.begin(), types.end(), is_at_end);
    return type == types.end() ? name : name.substr(0, name.size() - type->size());
  };
  const std::string_view without = without_one_of(kUnionTypes);
  return without.size() < name.size() ? without : without_one_of(kLogAnalyticsTypes);
}

std::vector<std::string> column_names(std::string_view name) {
  std::vector<std::string> names;
  if (name.find('.') != std::string_view::npos) {
    std::string& underscored = names.emplace_back(name);
    std::replace(underscored.begin(), underscored.end(), '.', '_');
  } else {
    for (const std::string_view type : kUnionTypes) names.emplace_back(name) += type;
    names.emplace_back(name) += '1';  // of the right side of a join
  }
  return names;
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
