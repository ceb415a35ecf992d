#include "toml/position.h"

#include "text/lines.h"

namespace firstseen::toml {

std::size_t byte_at(std::string_view document, std::size_t line, std::size_t column) {
  std::size_t at = text::begin_of_line(document, line);
  if (at == 0 && document.starts_with("\xef\xbb\xbf")) at = 3;  // toml++ does not count a byte order mark
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
