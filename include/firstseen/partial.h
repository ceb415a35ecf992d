// The hunt in two halves: gather() reads inputs, conclude() turns what it learned into findings. What is
// between them is a value that can be kept and merged with that of other inputs.
//
//   gather(inputs, rules) ──▶ Partial ──▶ conclude(partial, options) ──▶ findings, summary
//                              ▲   │
//                              └───┘ merge(): a union
//
// However inputs are distributed over partials, and in whatever order these are merged, the findings are the
// bytes of one hunt over all of them.
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

// What a hunt over some inputs learned: per rule what was seen when, what was read, and what became of every
// input. Owns all that it holds. One thread at a time.
class Partial {
 public:
  FIRSTSEEN_API explicit Partial(std::unique_ptr<hunt::PartialState> state);
  FIRSTSEEN_API ~Partial();
  FIRSTSEEN_API Partial(Partial&&) noexcept;
  FIRSTSEEN_API Partial& operator=(Partial&&) noexcept;

  // Adds what another one learned of other inputs. Fails, and changes nothing, when the two were gathered with
  // other rules, windows, exclusions or intervals.
  FIRSTSEEN_API Result<void> merge(Partial other);

  // By rule, what makes histories of two rules comparable: equal keys find the same terms.
  FIRSTSEEN_API std::vector<std::string> rule_keys() const;

  const hunt::PartialState& state() const { return *state_; }

 private:
  std::unique_ptr<hunt::PartialState> state_;
};

// Reads the inputs of a request; of its members `since` and `covered_from` have no effect. Fails as run_hunt().
FIRSTSEEN_API Result<Partial, Errors> gather(const HuntRequest& request, ReadMonitor* monitor = nullptr);

struct ConcludeOptions {
  std::optional<Timestamp> since;         // report findings from here on
  std::optional<Timestamp> covered_from;  // the start of the span covered, instead of what the files say
};

FIRSTSEEN_API HuntResult conclude(const Partial& partial, const ConcludeOptions& options = {});

}  // namespace firstseen
