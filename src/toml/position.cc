#include "toml/position.h"

namespace firstseen::toml {

std::size_t byte_at(std::string_view document, std::size_t line, std::size_t column) {
  std::size_t at = document.starts_with("\xef\xbb\xbf") ? 3 : 0;  // toml++ does not count a byte order mark
  for (std::size_t passed = 1; passed < line; ++passed) {
    const std::size_t newline = document.find('\n', at);
    if (newline == std::string_view::npos) return document.size();
    at = newline + 1;
  }
  const auto continues_character = [&] {
    return at < document.size() && (static_cast<unsigned char>(document[at]) & 0xc0) == 0x80;
  };
  for (std::size_t passed = 1; passed < column && at < document.size(); ++passed) {
    ++at;
    while (continues_character()) ++at;
  }
  return at;
}

}  // namespace firstseen::toml
