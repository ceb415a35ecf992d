// Remembers which plan recognised the records of a layout (json::RawRecord::layout), and the values that decided
// it: a record of the same layout with these values belongs to the same plan.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "json/raw_record.h"
#include "json/reader.h"
#include "sources/layout_field.h"

namespace firstseen::sources {

struct SourcePlan;

// A plan that recognises a record, the bits (FirstMarks) of those that read it, too, and what the keys of the record
// decide.
struct Recognised {
  const SourcePlan* plan = nullptr;  // null: there is none
  bool is_event = false;             // not an envelope
  std::uint64_t others = 0;
  bool lacks_addresses = false;                  // an event of the network without any
  bool may_be_respelled = false;                 // some key may be another spelling of one that tables know
  json::Answer taken_as = json::Answer::kTaken;  // what a sink answers if it is taken
};

class Recognition {
 public:
  // Whether the record is of the remembered layout and its values decide the same. Evaluates what the marks would,
  // in their order, so that it repairs the same texts.
  bool holds_for(const json::RawRecord& record, Conversion& conversion) const;

  // A mark looked at a value of the record, at its text or only at whether it has one.
  void note(const json::RawRecord& record, const json::RawValue& value, bool presence, bool present);

  // Whether a condition has the same result for every record that it holds for.
  bool decides(const CompiledCondition& condition, const json::RawRecord& record) const;

  // Adds a field, unless no such record has it. `record` is one of them.
  void add_field(const FieldPlan& plan, const json::RawRecord& record, Conversion& conversion);

  Recognised recognised;
  // The time, and those of the plan's needed fields that such records may have.
  std::vector<LayoutField> fields;

  // Forgets all; what is noted from then on is remembered by remember().
  void clear();
  void remember(std::uint64_t layout);

 private:
  static constexpr std::size_t kMaxBytes =
      256;  // a record that is recognised by a longer text is not remembered

  struct Seen {
    std::uint32_t value;  // its index in the record
    bool presence;        // only whether it has a value was asked
    bool present;
    json::RawKind kind;
    std::string token;
  };

  std::uint64_t layout_ = 0;  // 0: nothing is remembered
  bool too_long_ = false;
  std::vector<Seen> seen_;  // in the order of the marks
};

// The last recognitions of a thread.
class Recognitions {
 public:
  Recognition& of(std::uint64_t layout) {
    if (known_.empty()) known_.resize(kKnown);
    return known_[layout % kKnown];
  }

 private:
  static constexpr std::size_t kKnown = 64;

  std::vector<Recognition> known_;  // made for the first one
};

}  // namespace firstseen::sources
