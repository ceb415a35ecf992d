// What a record text must hold for a test of a field to be passed: the raw spellings from which the source
// tables' converters make a value that the test accepts. The argument is in docs/prefilter.md.
#pragma once

#include <optional>
#include <vector>

#include "event/field.h"
#include "event/network_event.h"
#include "prefilter/literal.h"
#include "program/program.h"
#include "sources/table.h"

namespace firstseen::prefilter {

// Of these at least one stands in every text with a record that passes; none at all: no record can pass.
// Absent: nothing is known of such texts.
using Requirement = std::optional<std::vector<Literal>>;

class Preimages {
 public:
  // All must outlive this. `tables`: those that records are read with; `strict_ecs`: without derived rows.
  Preimages(const std::vector<sources::SourceTable>& tables, const event::FieldSet& fields, bool strict_ecs);

  Requirement of(event::FieldSlot slot, const predicate::Test& test);

 private:
  // A value that a test accepts, as texts that all stand in it.
  struct Accepted {
    std::vector<std::string> pieces;
    bool any_case = false;
    Boundary boundary = Boundary::kNone;  // other than kNone: the one piece is the whole value
  };
  using AcceptedValues = std::optional<std::vector<Accepted>>;

  AcceptedValues accepted_by(event::FieldSlot slot, const predicate::Test& test) const;
  // The test at hand.
  struct Question {
    event::FieldSlot slot;
    program::Program program;
    AcceptedValues accepted;
  };

  bool add_row(const sources::Mapping& mapping, const Question& question, std::vector<Literal>& out);
  bool add_map(const sources::Mapping& mapping, const Question& question, std::vector<Literal>& out);
  bool passes(const std::vector<std::string>& texts, const Question& question);

  const std::vector<sources::SourceTable>& tables_;
  const event::FieldSet& fields_;
  bool strict_ecs_;
  event::NetworkEvent event_;
};

}  // namespace firstseen::prefilter
