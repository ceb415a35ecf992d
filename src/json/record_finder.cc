#include "json/record_finder.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "json/embedded.h"
#include "json/plain_form.h"
#include "json/scalar.h"
#include "json/splitting/each_document.h"
#include "json/tables.h"
#include "json/writer.h"
#include "text/ascii.h"
#include "text/base64.h"
#include "text/spelling.h"

namespace firstseen::json {
RecordFinder::RecordFinder(const PathTable& paths, const Wrappers& wrappers)
    : wrappers_(wrappers), surroundings_(wrappers), walker_(paths, embedded_) {}

Tokens::At RecordFinder::find(Tokens& document, RecordSink& sink) {
  sink_ = &sink;
  return read_document(document, {});
}

void RecordFinder::clear() {
  found_ = {};
  looked_ = envelopes_ = messages_ = take_messages_ = take_envelopes_ = false;
  embedded_.release(0);
  embedded_.set_damaged(false);
  surroundings_.clear();
}

// Reads an object, or the elements of an array.
Tokens::At RecordFinder::read_document(Tokens& document, const Place& place) {
  Tokens* const outer = std::exchange(tokens_, &document);
  const bool is_array = document.kind(document.begin()) == '[';
  const At end = is_array ? read_array(document.begin(), place) : read_object(document.begin(), place);
  tokens_ = outer;
  return end;
}

// Reads an array whose objects are documents. Other elements are counted if some are objects or records.
Tokens::At RecordFinder::read_array(At array, const Place& place) {
  const std::size_t before = found_.records;
  bool objects = false;
  std::size_t others = 0;
  At end = tokens_->each_element(array, [&](At element) {
    if (tokens_->kind(element) == '{') {
      objects = true;
      return read_object(element, place);
    }
    ++others;
    return tokens_->skip(element, 1);
  });
  if (end == nullptr) return end;
  if (!objects && others > 0) {
    Place within = place;
    within.is_record = false;
    end = look_into_array(array, within);
    if (found_.records > before) return end;
    return place.is_record && place.documents == 0 ? tokens_->fail(simdjson::INCORRECT_TYPE) : end;
  }
  if (others > 0 && found_.records > before) sink_->no_objects(others);
  return end;
}

// Walks the object and shows it to the sink.
Tokens::At RecordFinder::show(At object, const Place& place, Asked asked, Answer& answer) {
  const At end = walker_.walk(*tokens_, object, 1 + place.levels);
  if (end == nullptr) return end;
  surroundings_.add_to(walker_.record());
  answer = sink_->record(walker_.record(), asked);
  if (answer == Answer::kTimeless) {
    add_time(object);
    answer = sink_->record(walker_.record(), asked);
  }
  if (answer != Answer::kTaken) return end;
  ++found_.records;
  ++found_.known;
  return end;
}

// Adds to the walked record the time that something in its object is by its name, or null.
void RecordFinder::add_time(At object) {
  // Which value is the time depends on what the others are.
  walker_.forbid_repeating();
  const auto found = parts_.find_time(*tokens_, object);
  const std::string_view token = found ? embedded_.keep(*found) : std::string_view("null");
  const auto kind = scalar_kind(token.front());
  const bool is_valid = kind && !check_scalar(token, *kind);
  const bool is_string = is_valid && *kind == RawKind::kString;
  walker_.record().add(wrappers_.found_time, is_string ? between_quotes(token) : token,
                       is_valid ? *kind : RawKind::kNull, is_string);
}

// Whether the walked record has a key that wrappers have for what they are around.
bool RecordFinder::is_wrapper() {
  return wrappers_.contents != PathTable::kNoPath && walker_.record().has(wrappers_.contents);
}

Asked RecordFinder::asked_of(const Place& place) const {
  if (respelling_) return Asked::kRespelled;
  return place.is_record ? Asked::kDocument : Asked::kWithin;
}

// Emits the object as a record, or those in it.
Tokens::At RecordFinder::read_object(At object, const Place& place) {
  if (found_.records == kMaxRecordsPerDocument) {
    found_.too_many_records = true;
    return tokens_->fail(simdjson::INDEX_OUT_OF_BOUNDS);
  }
  const std::size_t mark = embedded_.mark();
  const std::size_t known = found_.known;
  if (const auto rows = rows_by_position(*tokens_, object)) {
    read_rows(*rows, place);
    if (found_.known > known) {
      embedded_.release(mark);
      return tokens_->skip(object, 0);
    }
  }
  Answer answer = Answer::kUnknown;
  At end = show(object, place, asked_of(place), answer);
  Place within = place;
  within.is_record = false;
  if (end == nullptr || answer == Answer::kTaken) {
    // An event that is also a wrapper must not hide what it is around.
    if (end != nullptr && place.may_have_others() && is_wrapper()) end = look_into(object, within);
    embedded_.release(mark);
    return end;
  }
  if (answer == Answer::kRespelled) {
    if (!read_respelled(object, within, false)) (void)show(object, place, Asked::kForced, answer);
    embedded_.release(mark);
    return end;
  }
  bool wrapper = false;
  const std::size_t records = found_.records;
  if (place.may_have_others()) {
    const bool outer = std::exchange(found_.wrapper, false);
    end = look_into(object, within);
    wrapper = std::exchange(found_.wrapper, outer);
    if (end == nullptr) return end;
    if (place.levels == 0 && found_.known == known) read_event_of_parts(object, within);
    if (found_.known == known) read_respelled(object, within, true);
    if (place.levels == 0 && found_.known == known) read_plain_form(object, within);
    const bool nothing = found_.records == records && !wrapper;
    take_messages_ = take_messages_ || (nothing && place.is_record && messages_);
    take_envelopes_ =
        take_envelopes_ || (nothing && place.is_record && envelopes_ && answer == Answer::kUnknown);
    if (place.is_record && (take_messages_ || take_envelopes_)) end = look_into(object, within);
    if (place.is_record) take_messages_ = take_envelopes_ = messages_ = false;
    if (end == nullptr) return end;
  }
  envelopes_ = answer == Answer::kEnvelope || (envelopes_ && !place.is_record);
  if (found_.known == known && answer == Answer::kEnvelope && (place.is_record || take_envelopes_)) {
    // What was looked into has taken the place of its record.
    if (show(object, place, Asked::kForced, answer) == nullptr) return nullptr;
  } else if (found_.records == records && !wrapper && place.is_record) {
    add_unknown(1);
  } else {
    found_.wrapper = found_.wrapper || wrapper || found_.known > known;
  }
  embedded_.release(mark);
  return end;
}

// Emits the event of Windows whose parts are in an object, or, if there may be several, those in its members. Returns
// whether there is one.
bool RecordFinder::read_event_of_parts(At object, const Place& place) {
  const auto event = parts_.find(*tokens_, object);
  if (!event) return false;
  const std::size_t known = found_.known;
  if (event->ambiguous && place.levels < kMaxLevels) {
    tokens_->each_member(object, [&](std::string_view, At value) {
      if (tokens_->kind(value) == '{') read_event_of_parts(value, place.deeper());
      return tokens_->skip(value, 0);
    });
    if (found_.known > known) return true;
  }
  looked_ = true;
  const Surroundings::Inside inside(surroundings_, *tokens_, object);
  read_made(event->json, place);
  return found_.known > known;
}

// Emits the object as a record of a table whose keys it has under other names of columns or, `by_letters`, in any other
// spelling. Returns whether there is one.
bool RecordFinder::read_respelled(At object, const Place& place, bool by_letters) {
  if (respelling_) return false;
  looked_ = true;
  std::vector<Member> members;
  tokens_->each_member(object, [&](std::string_view raw, At value) {
    const At end = tokens_->skip(value, 0);
    if (end == nullptr) return end;
    const std::string_view key = key_of(raw, key_buffer_);
    members.push_back({std::string(key), {}, tokens_->text(value, end)});
    return end;
  });
  // A record has more than a few members.
  constexpr std::size_t kFewest = 4;
  if (members.size() < kFewest) return false;
  const std::size_t known = found_.known;
  respelling_ = true;
  if (const auto document = respelled(members, wrappers_.columns)) read_made(*document, place);
  if (by_letters && found_.known == known) {
    for (Member& member : members) {
      if (member.key.size() <= kMaxNameBytes) member.letters = text::letters_of(member.key);
    }
    fill_spellings();
    for (auto keys = spellings_.begin(); keys != spellings_.end() && found_.known == known; ++keys) {
      if (const auto document = respelled(members, *keys)) read_made(*document, place);
    }
  }
  respelling_ = false;
  return found_.known > known;
}

// Returns a member's value in JSON. The zone in the name of a column, `Timestamp [UTC]`, is that of its times.
std::string RecordFinder::value_of(const Member& member) {
  std::string value(member.value);
  if (member.key.ends_with("[UTC]") && value.size() > 2 && value.ends_with('"'))
    value.insert(value.size() - 1, " UTC");
  return value;
}

// Returns the object with the keys for which its own are other spellings; nullopt if there are none. A value under the
// key itself counts, and null is none.
std::optional<std::string> RecordFinder::respelled(std::span<const Member> members,
                                                   const Spellings& spellings) {
  const auto other_key = [&](const Member& member) -> const std::string* {
    const auto key = spellings.find(member.letters.empty() ? member.key : member.letters);
    return key == spellings.end() || key->second == member.key ? nullptr : &key->second;
  };
  const auto is_absent = [](const Member& member) {
    return member.value == "null" || member.value == "\"\"";
  };
  if (std::none_of(members.begin(), members.end(), other_key)) return std::nullopt;
  std::set<std::string_view> own;
  for (const Member& member : members) {
    if (!is_absent(member)) own.insert(member.key);
  }
  std::string document;
  Writer writer(document);
  writer.begin_object();
  for (const Member& member : members) {
    const std::string* const key = other_key(member);
    if (key != nullptr && (is_absent(member) || own.contains(*key))) continue;
    writer.key(key != nullptr ? *key : member.key).raw(value_of(member));
  }
  writer.end_object();
  return document;
}

// Emits the records that the object has once it is written plainly.
void RecordFinder::read_plain_form(At object, const Place& place) {
  if (plain_) return;
  const auto document = plain_form(*tokens_, object);
  if (!document) return;
  looked_ = plain_ = true;
  read_made(*document, place);
  plain_ = false;
}

void RecordFinder::fill_spellings() {
  if (!spellings_.empty()) return;
  for (const SourceKeys& keys : wrappers_.keys) {
    Spellings& spellings = spellings_.emplace_back();
    for (const std::string& key : keys) spellings.emplace(text::letters_of(key), key);
  }
}

// Emits the records in the members of an object, or in the table that it is.
Tokens::At RecordFinder::look_into(At object, const Place& place) {
  looked_ = true;
  const std::size_t known = found_.known;
  const Surroundings::Inside inside(surroundings_, *tokens_, object);
  if (const auto rows = rows_of_table(*tokens_, object)) {
    const Surroundings::InArray in_array(surroundings_, *tokens_, rows->at);
    read_rows(*rows, place);
  }
  if (found_.known > known || found_.ambiguous_table || found_.too_many_records)
    return tokens_->skip(object, 0);
  return tokens_->each_member(object, [&](std::string_view raw, At value) {
    return look_into_member(value, surroundings_.child(surroundings_.root(), Key(key_of(raw, key_buffer_))),
                            place);
  });
}

Tokens::At RecordFinder::look_into_member(At value, const PathTable::Node* node, const Place& place) {
  const char first = tokens_->kind(value);
  if (first == '{') {
    // Arrays of known names are so at a fixed path from the document on.
    if (node != nullptr && node->child_mask != 0) {
      const std::size_t records = found_.records;
      const At end = tokens_->each_member(value, [&](std::string_view raw, At inner) {
        const PathTable::Node* const child = surroundings_.child(*node, Key(key_of(raw, key_buffer_)));
        const bool is_array = tokens_->kind(inner) == '[' && surroundings_.has_records_at(child);
        return is_array ? look_into_member(inner, child, place) : tokens_->skip(inner, 0);
      });
      if (end == nullptr || found_.records > records) return end;
    }
    return read_object(value, place.deeper());
  }
  if (first == '[' && surroundings_.has_records_at(node)) {
    found_.wrapper = true;
    Place within = place.document();
    within.is_record = true;
    const Surroundings::InArray in_array(surroundings_, *tokens_, value);
    return read_array(value, within);
  }
  if (first == '[') return look_into_array(value, place);
  if (first == '"') look_into_string(tokens_->scalar(value), place);
  return tokens_->skip(value, 0);
}

// Emits the records among the elements of an array. If there are some, its other objects are records of unknown
// shape.
Tokens::At RecordFinder::look_into_array(At array, const Place& place) {
  const Surroundings::InArray in_array(surroundings_, *tokens_, array);
  const std::size_t known = found_.known;
  if (const auto rows = rows_of_array(*tokens_, array)) read_rows(*rows, place);
  if (found_.known > known) return tokens_->skip(array, 0);
  std::size_t missed = 0;
  std::size_t others = 0;
  const At end = tokens_->each_element(array, [&](At element) {
    const char first = tokens_->kind(element);
    const std::size_t before = found_.records;
    if (first == '{') {
      const At next = read_object(element, place.document());
      missed += found_.records == before ? 1 : 0;
      return next;
    }
    if (first == '[' && place.levels < kMaxLevels) return look_into_array(element, place.deeper());
    if (first == '"') look_into_string(tokens_->scalar(element), place);
    others += found_.records == before ? 1 : 0;
    return tokens_->skip(element, 0);
  });
  if (end == nullptr) return end;
  if (found_.known == known) {
    look_into_numbers(array, place);
    return end;
  }
  add_unknown(missed);
  if (others > 0) sink_->no_objects(others);
  return end;
}

void RecordFinder::add_unknown(std::size_t count) {
  for (; count > 0; --count, ++found_.records) sink_->unknown();
}

// Emits the rows that a table knows. If there are some, the others are records of unknown shape.
void RecordFinder::read_rows(const TableRows& rows, const Place& place) {
  found_.ambiguous_table = found_.ambiguous_table || rows.ambiguous;
  found_.too_many_records = found_.too_many_records || rows.too_large;
  const std::size_t known = found_.known;
  std::size_t missed = 0;
  for (const std::string& row : rows.documents) {
    const std::size_t before = found_.records;
    read_made(row, place);
    missed += found_.records == before ? 1 : 0;
  }
  if (found_.known == known) return;
  add_unknown(missed);
}

// Reads a document that was made of others.
void RecordFinder::read_made(std::string_view text, const Place& place) {
  read_embedded(embedded_.keep(text), place);
}

// Reads a document that is none of the file's, within that at the place.
void RecordFinder::read_embedded(std::string_view text, const Place& place) {
  Tokens* const document = embedded_.enter(text);
  if (document == nullptr) return;
  (void)read_document(*document, place.document());
  embedded_.leave();
}

}  // namespace firstseen::json
