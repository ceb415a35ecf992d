#include "event/event_json.h"

#include <vector>

#include "json/writer.h"

namespace firstseen::event {
namespace {

void write_value(json::Writer& writer, const Value& value) {
  switch (value.type) {
    case FieldType::kKeyword:
    case FieldType::kText:
    case FieldType::kObject: writer.string(value.text); return;
    case FieldType::kUnknown: value.bare ? writer.raw(value.text) : writer.string(value.text); return;
    case FieldType::kLong: writer.integer(value.integer); return;
    case FieldType::kDouble: writer.number(value.number); return;
    case FieldType::kBoolean: writer.boolean(value.boolean); return;
    case FieldType::kIp: writer.string(value.ip.to_string()); return;
    case FieldType::kDate: writer.string(value.time.to_string()); return;
  }
}

void write_values(json::Writer& writer, Values values) {
  if (values.size() == 1) return write_value(writer, values.front());
  writer.begin_array();
  for (const Value& value : values) write_value(writer, value);
  writer.end_array();
}

// Writes dotted names as nested objects. Objects that the next name is also in stay open; the
// others are closed.
class Nesting {
 public:
  explicit Nesting(json::Writer& writer) : writer_(writer) { writer_.begin_object(); }

  void key(std::string_view name) {
    // The name continues one that has a value: it cannot be nested and stays dotted (`a`, then
    // `a.b`).
    const bool below_a_value =
        name.size() > last_.size() && name.starts_with(last_) && name[last_.size()] == '.';
    std::size_t kept = 0;
    std::size_t begin = 0;
    for (; kept < open_.size(); ++kept) {
      const std::size_t dot = name.find('.', begin);
      if (dot == std::string_view::npos || name.substr(begin, dot - begin) != open_[kept]) break;
      begin = dot + 1;
    }
    for (; open_.size() > kept; open_.pop_back()) writer_.end_object();
    for (std::size_t dot = name.find('.', begin); dot != std::string_view::npos && !below_a_value;
         dot = name.find('.', begin)) {
      open_.push_back(name.substr(begin, dot - begin));
      writer_.key(open_.back()).begin_object();
      begin = dot + 1;
    }
    writer_.key(name.substr(begin));
    if (!below_a_value) last_ = name;
  }

  void finish() {
    for (; !open_.empty(); open_.pop_back()) writer_.end_object();
    writer_.end_object();
  }

 private:
  json::Writer& writer_;
  std::vector<std::string_view> open_;  // keys of the open objects
  std::string_view last_ = "\x01";      // last nested name; initially a text with which no name begins
};

}  // namespace

void append_value_json(std::string& out, const Value& value) {
  json::Writer writer(out);
  write_value(writer, value);
}

void append_event_json(std::string& out, const NetworkEvent& event, std::span<const FieldSlot> fields) {
  json::Writer writer(out);
  Nesting nesting(writer);
  for (const FieldSlot slot : fields) {
    const Values values = event.values(slot);
    if (values.empty()) continue;
    nesting.key(event.fields()[slot].base);
    write_values(writer, values);
  }
  nesting.finish();
}

}  // namespace firstseen::event
