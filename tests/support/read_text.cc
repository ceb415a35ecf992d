#include "support/read_text.h"

#include <utility>

#include "event/event_json.h"
#include "sources/tables/tables.h"
#include "text/unescape.h"

namespace firstseen::test {
namespace {

// The text without escapes, and whether they were right.
std::string unescaped(std::string_view escaped) {
  std::string text(text::unescaped_bound(escaped), '\0');
  bool intact = true;
  text.resize(static_cast<std::size_t>(text::unescape(escaped, text.data(), intact) - text.data()));
  return text + (intact ? "" : " (repaired)");
}

}  // namespace

ReadTables::ReadTables(bool patterns)
    : needed_(slots(patterns)), normalizer_(sources::tables::builtin_tables(), fields_, needed_, {}) {}

std::vector<event::FieldSlot> ReadTables::slots(bool patterns) {
  std::vector<event::FieldSlot> slots;
  for (event::FieldSlot slot = 0; slot < event::kCommonFieldCount; ++slot) slots.push_back(slot);
  for (const char* const name : {"process.args", "dns.question.name", "message", "winlog.event_data.User"})
    slots.push_back(*fields_.add(name));
  if (patterns) slots.push_back(*fields_.add_pattern("process.*"));
  slots.push_back(*fields_.add_nested(fields_.add_nested_root("dns.answers", {}), "dns.answers.data"));
  return slots;
}

ReadText::ReadText(const ReadTables& tables, json::Templating templating)
    : tables_(tables),
      reader_(tables.normalizer().paths(), tables.normalizer().wrappers(), json::Validation::kOnTheWay,
              templating),
      event_(tables.fields()),
      tallies_(tables.normalizer().make_tallies()) {}

const std::string& ReadText::read(std::string_view document) {
  out_.clear();
  const json::ReadOutcome outcome = reader_.read(document, *this);
  (out_ += '=') += std::to_string(static_cast<int>(outcome.error));
  out_ += outcome.reason;
  out_ += outcome.repaired ? "R" : "r";
  out_ += outcome.wrapper ? "W" : "w";
  return out_;
}

json::Answer ReadText::record(const json::RawRecord& record, json::Asked asked) {
  const auto made = tables_.normalizer().normalize(record, asked, conversion_, tallies_);
  if (!made.taken()) return made.answer();
  record.bring_late();
  (out_ += '#') += std::to_string(made.shape);
  out_ += std::to_string(static_cast<int>(made.outcome));
  out_ += std::exchange(conversion_.repaired, false) ? '!' : ' ';
  for (event::FieldSlot slot = 0; slot < tables_.fields().size(); ++slot) {
    for (const event::Value& value : event_.values(slot)) {
      (out_ += std::to_string(slot)) += '=';
      event::append_value_json(out_, value);
    }
  }
  for (const event::FieldSlot slot : event_.derived()) (out_ += '~') += std::to_string(slot);
  out_ += std::to_string(conversion_.unread.size());
  conversion_.unread.clear();
  out_ += std::to_string(record.key_count);
  for (json::PathId path = 0; path < tables_.normalizer().paths().size(); ++path) {
    if (!record.has(path)) continue;
    (out_ += '/') += std::to_string(path);
    for (const json::RawValue* value = record.first(path); value != nullptr; value = record.next(*value))
      write(record, *value);
  }
  for (const json::PathId path : record.paths()) (out_ += ',') += std::to_string(path);
  for (std::uint16_t root = 0; root < record.root_count(); ++root) {
    for (const std::uint32_t parent : record.elements(root)) (out_ += '^') += std::to_string(parent);
  }
  return made.answer();
}

void ReadText::write(const json::RawRecord& record, const json::RawValue& value) {
  out_ += static_cast<char>('a' + static_cast<int>(value.kind));
  (out_ += std::to_string(value.element)) += ':';
  if (value.name > 0) out_ += record.name(value);
  // A value of a message may come with its escapes or without them.
  out_ += value.escaped ? unescaped(value.token) : value.token;
}

}  // namespace firstseen::test
