#include "hunt/terms.h"

#include <algorithm>

#include "event/event_json.h"
#include "json/writer.h"

namespace firstseen {

TermProduct::Size TermProduct::start(const CompiledRule& rule, const NetworkEvent& event) {
  fields_.clear();
  started_ = false;
  std::size_t combinations = 1;
  for (const FieldSlot slot : rule.terms) {
    auto& values = fields_.emplace_back();
    for (const Value& value : event.values(slot)) {
      TermValue term;
      append_value_json(term.json, value);
      if (value.type == FieldType::kUnknown) {
        json::append_string(term.key, value.text);
      } else {
        term.key = term.json;
      }
      values.push_back(std::move(term));
    }
    if (values.empty() && rule.missing_term_counts) values.push_back({"null", "null"});
    if (values.empty()) return Size::kNone;
    std::stable_sort(values.begin(), values.end(),
                     [](const TermValue& a, const TermValue& b) { return a.key < b.key; });
    values.erase(std::unique(values.begin(), values.end(),
                             [](const TermValue& a, const TermValue& b) { return a.key == b.key; }),
                 values.end());
    if (values.size() > kMaxTermsPerRecord / combinations) return Size::kTooMany;
    combinations *= values.size();
  }
  at_.assign(fields_.size(), 0);
  return Size::kSome;
}

bool TermProduct::next() {
  if (started_) {
    std::size_t field = fields_.size();
    while (field > 0 && ++at_[field - 1] == fields_[field - 1].size()) at_[--field] = 0;
    if (field == 0) return false;
  }
  started_ = true;
  key_.clear();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (i > 0) key_ += '\0';  // JSON text holds no such byte
    key_ += fields_[i][at_[i]].key;
  }
  return true;
}

std::vector<std::string> TermProduct::values() const {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < fields_.size(); ++i) values.push_back(fields_[i][at_[i]].json);
  return values;
}

}  // namespace firstseen
