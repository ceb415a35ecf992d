// The visitor of a normalization: writes events as ECS documents.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firstseen/input.h"
#include "pass/pass.h"
#include "pass/spool.h"
#include "pass/visitor.h"
#include "rules/rule_set.h"

namespace firstseen::inspect {

// What all writers of a normalization share.
struct DocumentPlan {
  const event::FieldSet& fields;
  std::vector<event::FieldSlot> shown;            // in the order of documents
  const std::vector<rules::CompiledRule>& rules;  // only events that match one; none: all
  bool explain;                                   // documents say what filled their fields
  const pass::Pass* pass = nullptr;               // whose records come
};

class DocumentWriter final : public pass::Visitor {
 public:
  // Documents go to `sink` as they are read; without one they are kept in the spool, block by block.
  DocumentWriter(const DocumentPlan& plan, const LineSink* sink) : plan_(plan), sink_(sink) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask possible) override;
  std::optional<std::string> end_block(event::FileId file, const sources::ShapeTallies& tallies) override;

  // Hands what is left to the sink. False: no more is wanted.
  bool flush();

  const pass::Spool& spool() const { return spool_; }

 private:
  bool is_wanted(const event::NetworkEvent& event) const;

  const DocumentPlan& plan_;
  const LineSink* sink_;
  pass::Spool spool_;
  std::string out_;
  std::uint64_t first_offset_ = 0;  // of the document that out_ begins with
  bool open_ = true;                // the sink wants more
};

}  // namespace firstseen::inspect
