#include "text/line_ends.h"

namespace firstseen::text {

void add_line_ends(std::string_view text, std::vector<std::uint32_t>& ends) {
  std::size_t begin = 0;
  for (std::size_t at; (at = text.find('\n', begin)) != std::string_view::npos; begin = at + 1)
    ends.push_back(static_cast<std::uint32_t>(at));
  if (begin < text.size()) ends.push_back(static_cast<std::uint32_t>(text.size()));
}

}  // namespace firstseen::text
