// The members of an object in which every key must be understood.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "config/node.h"
#include "firstseen/error.h"

namespace firstseen::rules {

// Remembers which members were read, so that check() can name one that nobody reads: a misspelt key
// of a filter changes which records match.
class Parameters {
 public:
  // `what` names the object in messages: `the bool filter`. `node` must outlive this.
  Parameters(const config::Node& node, std::string what) : node_(node), what_(std::move(what)) {}

  // The member of that name; nullptr if there is none.
  const config::Node* read(std::string_view name);

  // Keys that do not change which records match.
  void ignore(std::initializer_list<std::string_view> names) { known_.insert(known_.end(), names); }

  // Fails with the first member that was neither read nor ignored, and the nearest key that could
  // have been meant.
  Result<void> check() const;

 private:
  const config::Node& node_;
  std::string what_;
  std::vector<std::string_view> known_;
};

// Returns a parameter that is true or false; false if it is absent (null). Fails with `what` for another value.
Result<bool> read_flag(const config::Node* node, const std::string& what);

}  // namespace firstseen::rules
