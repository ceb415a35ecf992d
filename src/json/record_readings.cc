// Reads objects that no table knows as they are.
#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "json/plain_form.h"
#include "json/record_finder.h"
#include "json/scalar.h"
#include "json/walker.h"
#include "json/writer.h"
#include "text/spelling.h"

namespace firstseen::json {
namespace {

using Spellings = std::unordered_map<std::string, std::string>;

struct Member {
  std::string key;
  std::string letters;  // if they count
  std::string_view value;
};

// Returns a member's value in JSON. The zone in the name of a column, `Timestamp [UTC]`, is that of its times.
std::string value_of(const Member& member) {
  std::string value(member.value);
  if (member.key.ends_with("[UTC]") && value.size() > 2 && value.ends_with('"'))
    value.insert(value.size() - 1, " UTC");
  return value;
}

// Returns the object with the keys for which its own are other spellings; nullopt if there are none. A value under the
// key itself counts, and null is none.
std::optional<std::string> respelled(std::span<const Member> members, const Spellings& spellings) {
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

}  // namespace

// Emits the record that is in a value, in which no table knows any as it is: in the parts of an event, under keys in another
// spelling, or once it is written plainly.
void RecordFinder::read_otherwise(At value, const Place& place) {
  const std::size_t known = found_.known;
  const char first = tokens_->kind(value);
  if (first == '{') {
    if (const auto event = read_event_of_parts(value, place)) read_apart(value, *event, place);
    if (found_.known == known) read_respelled(value, place, true);
  }
  if (found_.known == known && (first == '{' || first == '[')) read_plain_form(value, place);
}

// Emits the events that are in a value as rendered text.
void RecordFinder::read_messages(At value, const Place& place) {
  if (!messages_ || take_messages_) return;
  take_messages_ = true;
  if (tokens_->kind(value) == '{') {
    Values found_in;
    (void)look_into(value, place, found_in);
  } else {
    (void)look_into_element(value, place);
  }
  take_messages_ = false;
}

// Emits the event of Windows whose parts are in an object, and returns it. If there may be several, emits those in its members.
std::optional<RecordFinder::Event> RecordFinder::read_event_of_parts(At object, const Place& place) {
  auto event = parts_.find(*tokens_, object);
  if (!event) return event;
  const std::size_t known = found_.known;
  if (event->ambiguous && place.levels < kMaxLevels) {
    Values found_in;
    tokens_->each_member(object, [&](std::string_view, At value) {
      const std::size_t before = found_.known;
      if (tokens_->kind(value) == '{') (void)read_event_of_parts(value, place.deeper());
      if (found_.known > before) found_in.insert(value);
      return tokens_->skip(value, 0);
    });
    if (!found_in.empty()) {
      read_rest(object, found_in, place);
      return std::nullopt;
    }
  }
  looked_ = true;
  const Surroundings::Inside inside(surroundings_, *tokens_, object);
  read_made(event->json, place);
  return found_.known > known ? event : std::nullopt;
}

// Emits the records that an object is which ends at `end`, and which was not taken as it is for what `answer` says; if there are
// none, as it is.
Tokens::At RecordFinder::read_in_another_way(At object, At end, const Place& place, Answer& answer) {
  const Answer why = std::exchange(answer, Answer::kTaken);
  Place within = place;
  within.is_record = false;
  const bool found = why == Answer::kRespelled ? read_respelled(object, within, false)
                     : why == Answer::kLacking ? read_lacking(object, within)
                                               : read_several(object, within);
  if (found) return end;
  // An object in one that lacks something is that one once more.
  if (why != Answer::kLacking || lacking_in_ != place.documents)
    end = show(object, place, Asked::kForced, answer);
  if (why != Answer::kLacking || end == nullptr) return end;
  const auto outer = std::exchange(lacking_in_, place.documents);
  end = read_beside(object, end, place, Answer::kTakenLookInto);
  lacking_in_ = outer;
  answer = Answer::kTaken;
  return end;
}

// Emits the record that an object is which a table knows, but some of whose fields are where this table does not look. Returns
// whether there is one with all of them.
bool RecordFinder::read_lacking(At object, const Place& place) {
  const std::size_t known = found_.known;
  of_parts_ = true;
  if (!read_respelled(object, place, true)) read_event_of_parts(object, place);
  of_parts_ = false;
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

// Emits the records that the object has once it is written plainly.
void RecordFinder::read_plain_form(At object, const Place& place) {
  if (plain_) return;
  const auto document = plain_form(*tokens_, object);
  if (!document) return;
  looked_ = plain_ = true;
  read_made(*document, place);
  plain_ = false;
}

// Emits the records that an object is with one of the documents where it has several. Returns whether there are some; the
// others are of unknown shape then.
bool RecordFinder::read_several(At object, const Place& place) {
  const At value = walker_.several();
  const std::string_view all = tokens_->text(object, tokens_->skip(object, 0));
  const std::string_view part = tokens_->text(value, tokens_->skip(value, 0));
  const std::size_t begin = static_cast<std::size_t>(part.data() - all.data());
  const bool outermost = !several_bytes_;
  // What is around them is there with each.
  constexpr std::size_t kFreeBytes = 1024 * 1024;
  constexpr std::size_t kMostTimes = 32;
  if (outermost) several_bytes_ = kFreeBytes + kMostTimes * all.size();
  looked_ = true;
  const std::size_t known = found_.known;
  std::size_t missed = 0;
  for (const std::string& piece : pieces_of(value)) {
    const std::string made = (std::string(all.substr(0, begin)) += piece) += all.substr(begin + part.size());
    found_.too_many_records = found_.too_many_records || made.size() > *several_bytes_;
    if (found_.too_many_records) break;
    *several_bytes_ -= made.size();
    const std::size_t before = found_.records;
    const std::size_t mark = embedded_.mark();
    read_made(made, place);
    embedded_.release(mark);
    missed += found_.records == before ? 1 : 0;
  }
  if (outermost) several_bytes_.reset();
  if (found_.known > known) add_unknown(missed);
  return found_.known > known;
}

// Returns the documents in an array, or in a string, in JSON.
std::vector<std::string> RecordFinder::pieces_of(At value) {
  std::vector<std::string> pieces;
  if (tokens_->kind(value) == '[') {
    tokens_->each_element(value, [&](At element) {
      const At end = tokens_->skip(element, 0);
      pieces.emplace_back(tokens_->text(element, end));
      return end;
    });
    return pieces;
  }
  const std::string_view text = embedded_.keep_unescaped(between_quotes(tokens_->scalar(value)));
  for (const std::string_view event : events_of(text)) append_string(pieces.emplace_back(), event);
  return pieces;
}

void RecordFinder::fill_spellings() {
  if (!spellings_.empty()) return;
  for (const SourceKeys& keys : wrappers_.keys) {
    Spellings& spellings = spellings_.emplace_back();
    for (const std::string& key : keys) spellings.emplace(text::letters_of(key), key);
  }
}

// Emits the record that an object is without the members in which others were found.
void RecordFinder::read_rest(At object, const Values& found_in, const Place& place) {
  std::string rest;
  Writer writer(rest);
  writer.begin_object();
  tokens_->each_member(object, [&](std::string_view raw, At value) {
    const At end = tokens_->skip(value, 0);
    if (end != nullptr && !found_in.contains(value))
      writer.key(key_of(raw, key_buffer_)).raw(tokens_->text(value, end));
    return end;
  });
  writer.end_object();
  read_made_object(rest, [&](At made) {
    const std::size_t known = found_.known;
    read_otherwise(made, place);
    if (found_.known == known) read_messages(made, place);
  });
}

// Emits the record that an object is without the parts of an event. What may be of an event itself is left out.
void RecordFinder::read_apart(At object, const Event& event, const Place& place) {
  std::string apart;
  write_apart(apart, object, {}, event, kMaxLevels);
  read_made_object(apart, [&](At made) {
    const std::size_t known = found_.known;
    read_respelled(made, place, true);
    if (found_.known == known) read_plain_form(made, place);
  });
}

void RecordFinder::write_apart(std::string& out, At object, const std::string& path, const Event& event,
                               std::size_t levels) {
  Writer writer(out);
  writer.begin_object();
  tokens_->each_member(object, [&](std::string_view raw, At value) {
    const At end = tokens_->skip(value, 0);
    if (end == nullptr) return end;
    const std::string key(key_of(raw, key_buffer_));
    const std::string inner = path.empty() ? key : path + '.' + key;
    std::string kept;
    if (!event.has_part_in(inner)) {
      if (!PartFinder::may_be_sysmon(tokens_->text(value, end))) kept = tokens_->text(value, end);
    } else if (tokens_->kind(value) == '{' && levels > 0) {
      write_apart(kept, value, inner, event, levels - 1);
    }
    if (!kept.empty() && kept != "{}") writer.key(key).raw(kept);
    return end;
  });
  writer.end_object();
}

// Reads an object that was made of another one, in the place of it.
template <typename Read>
void RecordFinder::read_made_object(const std::string& text, const Read& read) {
  Tokens* const document = embedded_.enter(embedded_.keep(text));
  if (document == nullptr) return;
  Tokens* const outer = std::exchange(tokens_, document);
  read(document->begin());
  tokens_ = outer;
  embedded_.leave();
}

}  // namespace firstseen::json
