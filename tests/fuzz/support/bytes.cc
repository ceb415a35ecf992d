#include "fuzz/support/bytes.h"

#include <algorithm>

namespace firstseen::fuzz {

std::vector<std::string_view> pieces(std::string_view text, char separator, std::size_t limit) {
  std::vector<std::string_view> out;
  while (out.size() + 1 < limit) {
    const std::size_t end = text.find(separator);
    if (end == std::string_view::npos) break;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  out.push_back(text);
  return out;
}

std::mt19937 random_of(std::string_view text) {
  std::uint32_t hash = 2166136261;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return std::mt19937(hash);
}

}  // namespace firstseen::fuzz
