// The prefilter of a hunt. It is built when the first block requests it, so that small inputs do
// not pay for it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "prefilter/scanner.h"

namespace firstseen::prefilter {

class Prefilter {
 public:
  // `requirements` returns one requirement per rule. It is called at most once, by the first thread
  // that calls literals().
  explicit Prefilter(std::function<std::vector<RuleRequirement>()> requirements)
      : requirements_(std::move(requirements)) {}

  // Returns nullptr if scanning is useless or impossible. Thread-safe.
  const LiteralSet* literals();

  // Why literals() returned nullptr. Empty if it did not, or was never called.
  const std::string& why_off() const { return why_off_; }

 private:
  std::function<std::vector<RuleRequirement>()> requirements_;
  std::once_flag made_;
  std::unique_ptr<LiteralSet> literals_;
  std::string why_off_;
};

}  // namespace firstseen::prefilter
