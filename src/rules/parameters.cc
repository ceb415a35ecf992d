#include "rules/parameters.h"

#include <algorithm>

#include "json/document.h"
#include "text/phrases.h"
#include "text/similar.h"

namespace firstseen::rules {

const config::Node* Parameters::read(std::string_view name) {
  known_.push_back(name);
  return node_.find(name);
}

Result<void> Parameters::check() const {
  for (const auto& [name, value] : node_.members) {
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    const auto similar = text::similar_name(name, known_);
    return fail(what_ + " has the key \"" + name + "\", which is not read",
                similar ? "did you mean \"" + *similar + "\"?" : "keys that are: " + text::listed(known_));
  }
  return {};
}

Result<bool> read_flag(const config::Node* node, const std::string& what) {
  if (node == nullptr || node->is(config::Node::Kind::kNull)) return false;
  if (node->is(config::Node::Kind::kBoolean)) return node->boolean;
  return fail(what + " has " + json::to_json(*node) + " where true or false is read");
}

}  // namespace firstseen::rules
