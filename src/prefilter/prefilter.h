// The prefilter of a hunt: made when the first block asks for it, so that small inputs never pay for it.
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
  // `requirements` makes one requirement a rule; called once at most, by the first thread that asks.
  explicit Prefilter(std::function<std::vector<RuleRequirement>()> requirements)
      : requirements_(std::move(requirements)) {}

  // nullptr when scanning cannot help or work. Any thread.
  const LiteralSet* literals();

  // Why literals() is nullptr; empty: it is not, or nobody has asked.
  const std::string& why_off() const { return why_off_; }

 private:
  std::function<std::vector<RuleRequirement>()> requirements_;
  std::once_flag made_;
  std::unique_ptr<LiteralSet> literals_;
  std::string why_off_;
};

}  // namespace firstseen::prefilter
