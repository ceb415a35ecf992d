#include "sources/table.h"

#include "text/ascii.h"

namespace firstseen::sources {

const ValueMap SharedMap::kEmpty;

std::optional<std::string> Mapping::path_of(std::string_view name) const {
  if (!is_subtree()) return name == field ? std::optional(path) : std::nullopt;
  const std::string_view top = std::string_view(field).substr(0, field.size() - 1);
  if (!name.starts_with(top) || name.size() == top.size()) return std::nullopt;
  std::string found = path.substr(0, path.size() - 1);
  const std::size_t rest = found.size();
  found += name.substr(top.size());
  if (lowercase_first) found[rest] = text::ascii_lower(found[rest]);
  return found;
}

}  // namespace firstseen::sources
