// Computes the literals that a document must contain for a test of a field to pass: the raw
// spellings from which the converters of the source tables make an accepted value. See
// docs/prefilter.md.
#pragma once

#include <optional>
#include <vector>

#include "event/field.h"
#include "event/network_event.h"
#include "prefilter/literal.h"
#include "program/program.h"
#include "sources/table.h"

namespace firstseen::prefilter {

// Every document with a record that passes contains at least one of these literals. An empty list
// means that no record can pass; nullopt means that nothing is known.
using Requirement = std::optional<std::vector<Literal>>;

// An accepted value, as strings that it contains.
struct AcceptedValue {
  std::vector<std::string> pieces;
  bool any_case = false;
  bool any_spelling = false;            // any_case by Unicode, not only of ASCII letters
  Boundary boundary = Boundary::kNone;  // other than kNone: the single piece is the whole value
};
using AcceptedValues = std::optional<std::vector<AcceptedValue>>;

class Preimages {
 public:
  // All arguments must outlive this. `tables` are those that records are read with; `strict_ecs`
  // leaves out derived rows.
  Preimages(const std::vector<sources::SourceTable>& tables, const event::FieldSet& fields, bool strict_ecs);

  Requirement of(event::FieldSlot slot, const predicate::Test& test);

 private:
  AcceptedValues accepted_by(event::FieldSlot slot, const predicate::Test& test) const;
  // The current test.
  struct TestContext {
    event::FieldSlot slot;
    program::Program program;
    AcceptedValues accepted;
  };

  bool add_row(const sources::Mapping& mapping, const TestContext& context, std::vector<Literal>& out);
  bool add_map(const sources::Mapping& mapping, const TestContext& context, std::vector<Literal>& out);
  bool passes(const std::vector<std::string>& texts, const TestContext& context);

  const std::vector<sources::SourceTable>& tables_;
  const event::FieldSet& fields_;
  bool strict_ecs_;
  event::NetworkEvent event_;  // for running the test on the values of a map
};

}  // namespace firstseen::prefilter
