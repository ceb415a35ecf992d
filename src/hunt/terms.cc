#include "hunt/terms.h"

#include <algorithm>

#include "event/event_json.h"
#include "json/writer.h"
#include "text/sort_unique.h"

namespace firstseen::hunt {
namespace {

// Returns what identifies a value: its JSON. For a field of unknown type, the JSON string of its
// text, so that 4 and "4" are the same.
std::string key_of(const event::Value& value) {
  std::string key;
  if (value.type == event::FieldType::kUnknown) {
    json::append_string(key, value.text);
  } else {
    event::append_value_json(key, value);
  }
  return key;
}

// Of a repeated field with more values each is a term, since trying them takes time in the square of their number.
constexpr std::size_t kMaxTriedValues = 1000;

// Returns which fields identify the record.
std::size_t identity_of(const rules::CompiledRule& rule, const event::NetworkEvent& event) {
  const auto has_all = [&](const std::vector<event::FieldSlot>& slots) {
    return std::none_of(slots.begin(), slots.end(),
                        [&](event::FieldSlot slot) { return event.values(slot).empty(); });
  };
  if (rule.other_terms.empty() || has_all(rule.terms)) return 0;
  const auto found = std::find_if(rule.other_terms.begin(), rule.other_terms.end(), has_all);
  return found == rule.other_terms.end() ? 0 : static_cast<std::size_t>(found - rule.other_terms.begin()) + 1;
}

bool is_text(const event::Value& value) {
  return value.type == event::FieldType::kKeyword || value.type == event::FieldType::kText ||
         value.type == event::FieldType::kUnknown;
}

}  // namespace

const std::vector<event::FieldSlot>& term_fields(const rules::CompiledRule& rule, std::size_t identity) {
  return identity == 0 ? rule.terms : rule.other_terms[identity - 1];
}

TermProduct::Size TermProduct::start(const rules::CompiledRule& rule, const event::NetworkEvent& event) {
  fields_.clear();
  started_ = false;
  std::size_t combinations = 1;
  identity_ = identity_of(rule, event);
  for (const event::FieldSlot slot : term_fields(rule, identity_)) {
    auto& values = fields_.emplace_back();
    const bool is_repeated = event.repeated(slot) != nullptr && event.values(slot).size() <= kMaxTriedValues;
    for (const event::Value& value : event.values(slot)) {
      if (is_repeated && !rule.program.matches_with(event, slot, value)) continue;
      TermValue term{key_of(value), {}, {}, {}};
      event::append_value_json(term.json, value);
      term.text = is_text(value)                        ? std::string(value.text)
                  : value.type == event::FieldType::kIp ? value.ip.to_string()
                                                        : term.json;
      if (value.type == event::FieldType::kIp) term.ip = value.ip;
      values.push_back(std::move(term));
    }
    if (values.empty() && rule.missing_term_counts) values.push_back({"null", "null", "", {}});
    if (values.empty()) return Size::kNone;
    text::sort_unique(values, [](const TermValue& a, const TermValue& b) { return a.key < b.key; });
    if (values.size() > kMaxTermsPerRecord / combinations) return Size::kTooMany;
    combinations *= values.size();
  }
  at_.assign(fields_.size(), 0);
  size_ = combinations;
  return Size::kSome;
}

// Counts up: the last field changes fastest.
bool TermProduct::next() {
  if (started_) {
    std::size_t field = fields_.size();
    while (field > 0 && ++at_[field - 1] == fields_[field - 1].size()) at_[--field] = 0;
    if (field == 0) return false;
  }
  started_ = true;
  // JSON never contains the bytes before and between values.
  key_.assign(identity_ == 0 ? 0 : 1, static_cast<char>(identity_));
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (i > 0) key_ += '\0';
    key_ += fields_[i][at_[i]].key;
  }
  return true;
}

std::vector<std::string> TermProduct::values() const {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < fields_.size(); ++i) values.push_back(fields_[i][at_[i]].json);
  return values;
}

std::optional<std::size_t> TermProduct::excluded_by(const rules::Exclusions& exclusions) const {
  if (exclusions.empty()) return std::nullopt;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const TermValue& value = fields_[i][at_[i]];
    if (const auto line = exclusions.covers_value(value.text, value.ip)) return line;
  }
  return std::nullopt;
}

// Each value begins with the number of its field, as one character, by which count_of() finds its
// range.
std::vector<std::string> counted_values(const rules::CompiledRule& rule, const event::NetworkEvent& event) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < rule.counted.size(); ++i) {
    for (const event::Value& value : event.values(rule.counted[i])) {
      values.push_back(static_cast<char>('0' + i) + key_of(value));
    }
  }
  return values;
}

std::uint64_t count_of(const std::set<std::string, std::less<>>& counted, std::size_t index) {
  const std::string begin(1, static_cast<char>('0' + index));
  const std::string end(1, static_cast<char>('1' + index));
  return static_cast<std::uint64_t>(std::distance(counted.lower_bound(begin), counted.lower_bound(end)));
}

}  // namespace firstseen::hunt
