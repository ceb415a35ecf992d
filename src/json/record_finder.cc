#include "json/record_finder.h"

#include <algorithm>
#include <utility>

#include "json/scalar.h"
#include "json/tables.h"

namespace firstseen::json {
namespace {

bool is_taken(Answer answer) {
  return answer == Answer::kTaken || answer == Answer::kTakenLookInto || answer == Answer::kTakenOfParts;
}

}  // namespace

RecordFinder::RecordFinder(const PathTable& paths, const Wrappers& wrappers)
    : surroundings_(wrappers), walker_(paths, embedded_), wrappers_(wrappers) {}

Tokens::At RecordFinder::find(Tokens& document, RecordSink& sink) {
  sink_ = &sink;
  return read_document(document, {});
}

Tokens::At RecordFinder::find_within(Tokens& document, RecordSink& sink) {
  sink_ = &sink;
  tokens_ = &document;
  Place within;
  within.is_record = false;
  Values found_in;
  const bool is_array = document.kind(document.begin()) == '[';
  return is_array ? look_into_array(document.begin(), within) : look_into(document.begin(), within, found_in);
}

void RecordFinder::clear() {
  found_ = {};
  looked_ = envelopes_ = messages_ = take_messages_ = take_envelopes_ = false;
  embedded_.release(0);
  embedded_.set_damaged(false);
  surroundings_.clear();
  taken_.clear();
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
  Place within = place;
  within.is_record = false;
  bool objects = tokens_->kind(array + 1) == '{' || tokens_->kind(array + 1) == ']';
  At end = array;
  if (!objects) {
    end = tokens_->each_element(array, [&](At element) {
      objects = objects || tokens_->kind(element) == '{';
      return tokens_->skip(element, 1);
    });
    if (end == nullptr) return end;
  }
  if (!objects) {
    end = look_into_array(array, within);
    if (found_.records > before) return end;
    return place.is_record && place.documents == 0 ? tokens_->fail(simdjson::INCORRECT_TYPE) : end;
  }
  std::size_t others = 0;
  end = tokens_->each_element(array, [&](At element) {
    if (tokens_->kind(element) == '{') return read_object(element, place);
    const std::size_t known = found_.known;
    const At next = look_into_element(element, within);
    if (next != nullptr && found_.known == known) read_otherwise(element, within);
    others += found_.known == known ? 1 : 0;
    return next;
  });
  if (end != nullptr && others > 0 && found_.records > before) sink_->no_objects(others);
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
  if (!is_taken(answer)) return end;
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

Asked RecordFinder::asked_of(const Place& place) const {
  if (of_parts_) return Asked::kOfParts;
  if (respelling_) return place.in_record ? Asked::kRespelledInRecord : Asked::kRespelled;
  if (place.is_record) return Asked::kDocument;
  return place.in_record ? Asked::kInRecord : Asked::kWithin;
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
  if (answer == Answer::kRespelled || answer == Answer::kLacking || answer == Answer::kSeveral)
    end = read_in_another_way(object, end, place, answer);
  // What is made of parts, or with other keys, is that record or none.
  const bool is_none = (of_parts_ && !is_taken(answer)) || (respelling_ && answer == Answer::kUnknown);
  if (end != nullptr && !is_none)
    end = is_taken(answer) ? read_beside(object, end, place, answer) : read_in(object, end, place, answer);
  embedded_.release(mark);
  return end;
}

// Emits what else is in an object that was taken, which must not hide it, and ends at `end`.
Tokens::At RecordFinder::read_beside(At object, At end, const Place& place, Answer answer) {
  if (answer == Answer::kTaken || !place.may_have_others()) return end;
  Place within = place;
  within.is_record = false;
  within.in_record = true;
  Values found_in;
  const std::size_t known = found_.known;
  end = look_into(object, within, found_in);
  if (found_.known == known && answer == Answer::kTakenOfParts) read_event_of_parts(object, within);
  return end;
}

// The same of one that was not taken; if there is nothing, emits the object, should it be a record.
Tokens::At RecordFinder::read_in(At object, At end, const Place& place, Answer answer) {
  Place within = place;
  within.is_record = false;
  bool wrapper = false;
  const std::size_t known = found_.known;
  const std::size_t records = found_.records;
  if (place.may_have_others()) {
    Values found_in;
    const bool outer = std::exchange(found_.wrapper, false);
    end = look_into(object, within, found_in);
    wrapper = std::exchange(found_.wrapper, outer);
    if (end == nullptr) return end;
    if (found_.known > known) {
      read_rest(object, found_in, within);
    } else if (place.levels == 0) {
      read_otherwise(object, within);
    } else {
      read_respelled(object, within, true);
    }
    const bool nothing = found_.records == records && !wrapper;
    take_messages_ = take_messages_ || (nothing && place.is_record && messages_);
    take_envelopes_ =
        take_envelopes_ || (nothing && place.is_record && envelopes_ && answer == Answer::kUnknown);
    if (place.is_record && (take_messages_ || take_envelopes_)) end = look_into(object, within, found_in);
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
  return end;
}

// Emits the records in the members of an object, and in the tables that these are. Adds to `found_in` which members have some.
Tokens::At RecordFinder::look_into(At object, const Place& place, Values& found_in) {
  looked_ = true;
  const Surroundings::Inside inside(surroundings_, *tokens_, object);
  const bool is_table = read_tables(object, place);
  if (is_table || found_.too_many_records) {
    return tokens_->each_member(object, [&](std::string_view, At value) {
      found_in.insert(value);
      return tokens_->skip(value, 0);
    });
  }
  return tokens_->each_member(object, [&](std::string_view raw, At value) {
    const std::size_t known = found_.known;
    const At end = look_into_member(
        value, surroundings_.child(surroundings_.root(), Key(key_of(raw, key_buffer_))), place);
    if (found_.known > known || has_taken_part(value, end)) found_in.insert(value);
    return end;
  });
}

// Emits the records of the tables in an object. Returns whether the object is one, that was read.
bool RecordFinder::read_tables(At object, const Place& place) {
  for (const TableRows& rows : tables_of(*tokens_, object, taken_)) {
    const std::size_t known = found_.known;
    const Surroundings::InArray in_array(surroundings_, *tokens_, rows.parts.front());
    read_rows(rows, place);
    if (found_.too_many_records) return false;
    if (found_.known == known) continue;
    if (rows.parts.front() == object) return true;
    taken_.insert(rows.parts.begin(), rows.parts.end());
  }
  return false;
}

// Whether a part of a table that was read is the value that ends at `end`, or in it.
bool RecordFinder::has_taken_part(At value, At end) const {
  const auto part = taken_.lower_bound(value);
  return part != taken_.end() && *part < end;
}

Tokens::At RecordFinder::look_into_member(At value, const PathTable::Node* node, const Place& place) {
  const char first = tokens_->kind(value);
  if (taken_.contains(value)) return tokens_->skip(value, 0);
  if (!taken_.empty() && first == '{' && has_taken_part(value, tokens_->skip(value, 0)) &&
      place.deeper().may_have_others()) {
    // What was read of it is no record once more.
    Values found_in;
    const At end = look_into(value, place.deeper(), found_in);
    if (end != nullptr) read_rest(value, found_in, place.deeper());
    return end;
  }
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
  std::vector<At> missed;
  const At end = tokens_->each_element(array, [&](At element) {
    const std::size_t before = found_.records;
    const At next = look_into_element(element, place);
    if (found_.records == before) missed.push_back(element);
    return next;
  });
  if (end == nullptr) return end;
  if (found_.known == known) {
    look_into_numbers(array, place);
    return end;
  }
  std::size_t others = 0;
  for (const At element : missed) {
    const std::size_t before = found_.records;
    if (tokens_->kind(element) == '[') read_otherwise(element, place);
    if (found_.records == before) read_messages(element, place);
    if (found_.records > before) continue;
    if (tokens_->kind(element) == '{') {
      add_unknown(1);
    } else {
      ++others;
    }
  }
  if (others > 0) sink_->no_objects(others);
  return end;
}

// Emits the records in an element of an array: an object there is a document.
Tokens::At RecordFinder::look_into_element(At element, const Place& place) {
  const char first = tokens_->kind(element);
  if (first == '{') return read_object(element, place.document());
  if (first == '[' && place.levels < kMaxLevels) return look_into_array(element, place.deeper());
  if (first == '"') look_into_string(tokens_->scalar(element), place);
  return tokens_->skip(element, 0);
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
  (void)read_embedded(embedded_.keep(text), place);
}

// Reads a document that is none of the file's, within that at the place. Returns how many bytes of it
// are whole, as far as could be read.
std::size_t RecordFinder::read_embedded(std::string_view text, const Place& place) {
  Tokens* const document = embedded_.enter(text);
  if (document == nullptr) return 0;
  const std::size_t whole = std::min(embedded_.whole_bytes(), text.size());
  const bool read = read_document(*document, place.document()) != nullptr;
  embedded_.leave();
  return read ? whole : 0;
}

}  // namespace firstseen::json
