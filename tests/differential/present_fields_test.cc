// Filling only the fields that a record's paths can give against filling all of them.
#include "sources/present_fields.h"

#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <set>

#include "event/event_json.h"
#include "json/reader.h"
#include "sources/normalizer.h"
#include "sources/tables/tables.h"
#include "support/render.h"

namespace firstseen {
namespace {

// The fields that built-in tables fill, at most `count` of them, some of ECS that they do not, and patterns.
event::FieldSet fields_of_tables(std::size_t count) {
  std::set<std::string> names;
  for (const sources::SourceTable& table : sources::tables::builtin_tables()) {
    for (const sources::Mapping& mapping : table.mappings) {
      if (!mapping.is_subtree()) names.insert(mapping.field);
    }
  }
  event::FieldSet fields;
  for (const char* const name : {"process.*", "*.ip", "dll.name", "observer.name"}) fields.add(name);
  for (const std::string& name : names) {
    if (fields.size() < count) fields.add(name);
  }
  return fields;
}

std::vector<event::FieldSlot> all_slots(const event::FieldSet& fields) {
  std::vector<event::FieldSlot> slots(fields.size());
  std::iota(slots.begin(), slots.end(), event::FieldSlot{0});
  return slots;
}

// Each event of a text as JSON, with what is derived of it.
class Events final : public json::RecordSink {
 public:
  // `needed`: filled by normalize(), others by complete(), which fills them all.
  Events(const event::FieldSet& fields, std::span<const event::FieldSlot> needed)
      : fields_(fields),
        normalizer_(sources::tables::builtin_tables(), fields, needed, {}),
        event_(fields),
        tallies_(normalizer_.make_tallies()) {}

  std::string of(std::string_view text) {
    json::Reader reader(normalizer_.paths(), normalizer_.wrappers());
    std::string padded(text);
    padded.resize(text.size() + json::kPadding);
    out_.clear();
    (void)reader.read(std::string_view(padded).substr(0, text.size()), *this);
    return out_;
  }

  json::Answer record(const json::RawRecord& record, json::Asked asked) override {
    const auto made = normalizer_.normalize(record, asked, conversion_, tallies_);
    if (made.outcome != sources::Outcome::kEvent) return made.answer();
    normalizer_.complete(record, made.shape, conversion_, tallies_);
    event::append_event_json(out_, event_, all_slots(fields_));
    for (event::FieldSlot slot = 0; slot < fields_.size(); ++slot)
      out_ += std::to_string(event_.values(slot).size());
    for (const event::FieldSlot slot : event_.derived()) out_ += " " + fields_[slot].name;
    return made.answer();
  }
  void unknown() override {}
  void no_objects(std::size_t) override {}

 private:
  const event::FieldSet& fields_;
  sources::Normalizer normalizer_;
  event::NetworkEvent event_;
  sources::Conversion conversion_{event_};
  sources::ShapeTallies tallies_;
  std::string out_;
};

void compare(std::size_t count) {
  const event::FieldSet fields = fields_of_tables(count);
  const auto slots = all_slots(fields);
  Events some(fields, slots);
  Events all(fields, {});
  std::size_t events = 0;
  for (const test::Shape& shape : test::shapes()) {
    for (const test::Connection& connection : test::connections(5)) {
      const std::string text = shape.render(connection);
      CAPTURE(text);
      const std::string expected = all.of(text);
      CHECK(some.of(text) == expected);
      if (!expected.empty()) ++events;
    }
  }
  CHECK(events > 100);
}

}  // namespace

TEST_CASE("present fields: what is passed over has no value") {
  compare(20);
  compare(65);
  compare(1000);
}

}  // namespace firstseen
