#include "hunt/terms.h"

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

bool is_text(const event::Value& value) {
  return value.type == event::FieldType::kKeyword || value.type == event::FieldType::kText ||
         value.type == event::FieldType::kUnknown;
}

}  // namespace

TermProduct::Size TermProduct::start(const rules::CompiledRule& rule, const event::NetworkEvent& event) {
  fields_.clear();
  started_ = false;
  std::size_t combinations = 1;
  for (const event::FieldSlot slot : rule.terms) {
    auto& values = fields_.emplace_back();
    for (const event::Value& value : event.values(slot)) {
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
  key_.clear();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (i > 0) key_ += '\0';  // JSON never contains this byte
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
