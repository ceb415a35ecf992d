// The visitor of an inspection: counts shapes, times and losses by file.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/inspect.h"
#include "pass/time_span.h"
#include "pass/visitor.h"

namespace firstseen::inspect {

// The documents and records of a file that were lost for one reason. See pass::Loss for its other
// forms.
struct LossTally {
  std::uint64_t count = 0;
  event::Place first;    // the place of the first
  std::string document;  // the beginning of its document

  void add(const LossTally& other);
};

// The counts of one file.
struct FileTally {
  sources::ShapeTallies shapes;                          // by shape number
  std::vector<pass::TimeSpan> spans;                     // by shape number
  std::map<std::string, LossTally, std::less<>> losses;  // by reason

  void add(const FileTally& other);
};

class Inspector final : public pass::Visitor {
 public:
  // How often each mapping of the normalizer's tables filled its field.
  using MappingCounts = std::map<const sources::Mapping*, std::uint64_t>;

  // `trace`: count the mappings that fill fields. REQUIRES: the pass traces, too.
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
