// A hunt whose rules, tables and prefilter are made once, for many small inputs: what run_hunt() does between
// making its plan and reporting.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "firstseen/hunt.h"
#include "hunt/plan.h"

namespace firstseen::fuzz {

struct Pace {
  unsigned threads = 1;
  std::uint64_t block_bytes = 512 * 1024;
};

class PreparedHunt {
 public:
  PreparedHunt(const std::vector<Rule>& rules, bool prefilter,
               std::uint64_t max_document_bytes = 16 * 1024 * 1024);

  // The raw texts of what was rejected go to `rejects`, a line each.
  HuntResult run(const std::vector<std::string>& paths, const Pace& pace, std::string& rejects) const;

 private:
  HuntRequest request_;
  std::unique_ptr<const hunt::Plan> plan_;
};

// A new-terms rule without an end of its window.
Rule new_terms_rule(const std::string& query, const std::vector<std::string>& terms);

// All that a result says, but for what the machine adds and what the prefilter changes: how many texts were
// skipped and what these would have counted as.
std::string found(const HuntResult& result);

// All that a result says, but for what the machine adds.
std::string everything(const HuntResult& result);

}  // namespace firstseen::fuzz
