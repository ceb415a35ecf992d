// The terms of a matching event: one for each combination of the values of the rule's new-terms fields.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "rules/rule_set.h"

namespace firstseen::hunt {

// More combinations than this in one record make the record a reject.
inline constexpr std::size_t kMaxTermsPerRecord = 1'000'000;

// So do combinations that would show the record more often than these bytes hold.
inline constexpr std::size_t kMaxShownBytes = std::size_t{4} << 30;

// The distinct values of each field and a counter over their combinations. Reused from record to record.
class TermProduct {
 public:
  enum class Size { kNone, kSome, kTooMany };

  // Takes the values of the rule's fields from the event. kNone: a field has none, so there is no term.
  Size start(const rules::CompiledRule& rule, const event::NetworkEvent& event);

  // How many combinations there are.
  std::size_t size() const { return size_; }

  // The next combination; false behind the last one. What identifies it, the same for equal terms, is in
  // key().
  bool next();
  const std::string& key() const { return key_; }

  // The line of the exclusions that names a value of the combination.
  std::optional<std::size_t> excluded_by(const rules::Exclusions& exclusions) const;

  // The values of the combination as JSON, in the rule's order.
  std::vector<std::string> values() const;

 private:
  struct TermValue {
    std::string key;   // JSON text of the typed value; of a field of unknown type that of its text
    std::string json;  // as it is shown
    std::string text;  // without quotes and escapes
    std::optional<IpAddress> ip;
  };

  std::vector<std::vector<TermValue>> fields_;
  std::vector<std::size_t> at_;
  std::string key_;
  std::size_t size_ = 0;
  bool started_ = false;
};

// The values of a threshold rule's counted fields, told apart by field.
std::vector<std::string> counted_values(const rules::CompiledRule& rule, const event::NetworkEvent& event);

// How many of a run's counted values are of counted field number `index`.
std::uint64_t count_of(const std::set<std::string, std::less<>>& counted, std::size_t index);

}  // namespace firstseen::hunt
