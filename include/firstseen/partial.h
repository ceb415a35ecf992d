// The hunt in two halves: gather() reads inputs into a Partial, conclude() turns it into findings. Partials of
// different inputs merge.
//
//   gather(inputs, rules) ──▶ Partial ──▶ conclude(partial, options) ──▶ findings, summary
//                              ▲   │
//                              └───┘ merge(): a union
//
// For any distribution of inputs over partials, merged in any order, the findings have the same bytes as those
// of one hunt over all inputs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/export.h"
#include "firstseen/hunt.h"

namespace firstseen {

namespace hunt {
struct PartialState;  // internal
}

// The state of a hunt over some inputs: per rule which term was seen when, the ledger, and the report of every
// input. Owns its data. For one thread at a time.
class Partial {
 public:
  FIRSTSEEN_API explicit Partial(std::unique_ptr<hunt::PartialState> state);  // internal; see gather()
  FIRSTSEEN_API ~Partial();
  FIRSTSEEN_API Partial(Partial&&) noexcept;
  FIRSTSEEN_API Partial& operator=(Partial&&) noexcept;

  // Adds the state of other inputs. An input that is in both counts twice. Fails, and changes nothing of this
  // one, when rules, windows, exclusions or intervals of the two differ; `other` is consumed all the same.
  // HuntRequest::max_terms does not apply.
  FIRSTSEEN_API Result<void> merge(Partial other);

  // One per rule. Two rules with equal keys find the same terms.
  FIRSTSEEN_API std::vector<std::string> rule_keys() const;

  const hunt::PartialState& state() const { return *state_; }  // internal

 private:
  std::unique_ptr<hunt::PartialState> state_;
};

// Reads the inputs of a request; of its ConcludeOptions only `windows` have an effect. Fails like run_hunt().
FIRSTSEEN_API Result<Partial, Errors> gather(const HuntRequest& request, ReadMonitor* monitor = nullptr);

// The findings and the summary of what a partial holds. It may be merged and concluded again afterwards. If the
// monitor stops it, the result has no findings, and its ending is Ending::kInterrupted.
FIRSTSEEN_API HuntResult conclude(const Partial& partial, const ConcludeOptions& options = {},
                                  ReadMonitor* monitor = nullptr);

}  // namespace firstseen
