// The visitor of an inspection: counts, by file.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/inspect.h"
#include "pass/time_span.h"
#include "pass/visitor.h"

namespace firstseen::inspect {

// The documents of a file that were lost for one reason: the first, and how many there are.
struct LossTally {
  std::uint64_t count = 0;
  event::Place first;
  std::string document;

  void add(const LossTally& other);
};

// What one file holds.
struct FileTally {
  sources::ShapeTallies shapes;                          // by number of the shape
  std::vector<pass::TimeSpan> spans;                     // likewise
  std::map<std::string, LossTally, std::less<>> losses;  // by reason

  void add(const FileTally& other);
};

class Inspector final : public pass::Visitor {
 public:
  // How often a mapping of the normalizer's tables filled its field.
  using MappingCounts = std::map<const sources::Mapping*, std::uint64_t>;

  // `trace`: count the mappings that fill fields, in a pass that traces.
  explicit Inspector(bool trace) : trace_(trace) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask possible) override;
  void on_loss(const pass::Loss& loss) override;
  std::optional<std::string> end_block(event::FileId file, const sources::ShapeTallies& tallies) override;

  const std::map<event::FileId, FileTally>& files() const { return files_; }
  const MappingCounts& mapping_counts() const { return mapping_counts_; }

 private:
  std::map<event::FileId, FileTally> files_;
  bool trace_;
  MappingCounts mapping_counts_;
};

}  // namespace firstseen::inspect
