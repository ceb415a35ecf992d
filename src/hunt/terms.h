// The terms of a matching event: one per combination of the values of the rule's term fields.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// Returns the fields whose values are a term of the rule. `identity` is 0 for those of the rule, more
// for the alternatives of a query rule (CompiledRule::other_terms).
const std::vector<event::FieldSlot>& term_fields(const rules::CompiledRule& rule, std::size_t identity);

// A record with more combinations is a reject.
inline constexpr std::size_t kMaxTermsPerRecord = 1'000'000;

// So is a record that its findings would repeat to more than this many bytes.
inline constexpr std::size_t kMaxShownBytes = std::size_t{4} << 30;

// The distinct values of each field and a counter over their combinations. Reused from record to
// record.
class TermProduct {
 public:
  enum class Size { kNone, kSome, kTooMany };

  // Reads the values of the rule's term fields from the event. Returns kNone if a field has no
  // value, so that there is no term. Of a repeated field only those values count with which the event matches.
  Size start(const rules::CompiledRule& rule, const event::NetworkEvent& event);

  // The number of combinations.
  std::size_t size() const { return size_; }

  // Advances to the next combination; returns false after the last one. key() identifies the
  // combination: equal terms have equal keys.
  bool next();
  const std::string& key() const { return key_; }

  // Returns the line of the exclusions that covers a value of the combination, or nullopt.
  std::optional<std::size_t> excluded_by(const rules::Exclusions& exclusions) const;

  // The values of the combination as JSON, in the order of term_fields(rule, identity()).
  std::vector<std::string> values() const;
  std::size_t identity() const { return identity_; }

 private:
  struct TermValue {
    std::string key;   // identifies the value: its JSON; for a field of unknown type, the JSON of its text
    std::string json;  // as shown in findings
    std::string text;  // without quotes and escapes
    std::optional<IpAddress> ip;
  };

  std::vector<std::vector<TermValue>> fields_;  // the values of each field, without repeats
  std::vector<std::size_t> at_;                 // the current value of each field
  std::string key_;
  std::size_t identity_ = 0;
  std::size_t size_ = 0;
  bool started_ = false;
};

// Returns the values of a threshold rule's counted fields. Values of different fields are distinct.
std::vector<std::string> counted_values(const rules::CompiledRule& rule, const event::NetworkEvent& event);

// Returns how many of a run's counted values are of the counted field `index`.
std::uint64_t count_of(const std::set<std::string, std::less<>>& counted, std::size_t index);

}  // namespace firstseen::hunt
