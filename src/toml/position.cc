#include "toml/position.h"

#include "text/lines.h"
#include "text/utf8.h"

namespace firstseen::toml {

std::size_t byte_at(std::string_view document, std::size_t line, std::size_t column) {
  std::size_t at = text::begin_of_line(document, line);
  if (at == 0 && document.starts_with(text::kByteOrderMark))
    at = 3;  // toml++ does not count a byte order mark
  for (std::size_t passed = 1; passed < column && at < document.size(); ++passed) {
    ++at;
    while (at < document.size() && text::continues_character(document[at])) ++at;
  }
  return at;
}

}  // namespace firstseen::toml
