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

// Shared by all writers of a normalization.
struct DocumentPlan {
  const event::FieldSet& fields;
  std::vector<event::FieldSlot> shown;            // fields to write, in this order
  const std::vector<rules::CompiledRule>& rules;  // write only events that match one; empty: all
  bool explain;                                   // add to each document what filled its fields
  const pass::Pass* pass = nullptr;               // the pass that reads the records
};

class DocumentWriter final : public pass::Visitor {
 public:
  // Writes documents to `sink` as they are read. If `sink` is null, keeps them in the spool, by
  // block.
  DocumentWriter(const DocumentPlan& plan, const LineSink* sink) : plan_(plan), sink_(sink) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask possible) override;
  std::optional<std::string> end_block(event::FileId file, const sources::ShapeTallies& tallies) override;

  // Passes the buffered documents to the sink. Returns false if the sink accepts no more.
  bool flush();

  const pass::Spool& spool() const { return spool_; }

 private:
  bool is_wanted(const event::NetworkEvent& event) const;

  const DocumentPlan& plan_;
  const LineSink* sink_;
  pass::Spool spool_;
  std::string out_;                 // buffered documents
  std::uint64_t first_offset_ = 0;  // of the first document in out_
  bool open_ = true;                // the sink accepts more
};

}  // namespace firstseen::inspect
