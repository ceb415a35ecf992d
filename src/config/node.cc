#include "config/node.h"

#include <algorithm>

namespace firstseen::config {

const Node* Node::find(std::string_view name) const {
  const auto at =
      std::find_if(members.begin(), members.end(), [&](const Member& member) { return member.name == name; });
  return at == members.end() ? nullptr : &at->value;
}

std::string_view Node::text(std::string_view name) const {
  const Node* const member = find(name);
  return member != nullptr && member->is(Kind::kString) ? std::string_view(member->string)
                                                        : std::string_view{};
}

std::vector<std::string> Node::strings() const {
  if (is(Kind::kString)) return {string};
  std::vector<std::string> out;
  for (const Node& item : items) {
    if (item.is(Kind::kString)) out.push_back(item.string);
  }
  return out;
}

}  // namespace firstseen::config
