// Looks for records in strings.
#include <charconv>
#include <string>

#include "json/embedded.h"
#include "json/record_finder.h"
#include "json/scalar.h"
#include "json/splitting/each_document.h"
#include "json/splitting/whole_objects.h"
#include "json/writer.h"
#include "text/ascii.h"
#include "text/base64.h"
#include "windows_event/flat_message.h"
#include "windows_event/message.h"

namespace firstseen::json {
namespace {

constexpr std::string_view kEventEnd = "</Event>";

// Finds the events of a text one after the other. Each end is searched for once.
class EventFinder {
 public:
  explicit EventFinder(std::string_view text)
      : text_(text), begin_(find_event(text, 0)), tag_(text.find(kEventEnd)) {
    next_ = begin_ == std::string_view::npos ? begin_ : find_event(text, begin_ + 1);
  }

  // Where the current event begins; npos after the last.
  std::size_t begin() const { return begin_; }

  // Returns where it ends: after its tag, or where the next one begins. REQUIRES: there is one.
  std::size_t end() {
    if (tag_ < begin_) tag_ = text_.find(kEventEnd, begin_);
    const std::size_t next = std::min(next_, text_.size());
    return tag_ == std::string_view::npos ? next : std::min(next, tag_ + kEventEnd.size());
  }

  // Goes on with the first event at `from` or later.
  void skip_to(std::size_t from) {
    while (begin_ < from) {
      begin_ = next_;
      if (next_ != std::string_view::npos) next_ = find_event(text_, next_ + 1);
    }
  }

 private:
  std::string_view text_;
  std::size_t begin_;
  std::size_t next_;
  std::size_t tag_;  // the first end tag at the current event or later, once it is asked for
};

// Where the object, or what is left of it, that begins at `begin` ends.
std::size_t end_of_object(std::string_view text, std::size_t begin) {
  const std::string_view from = text.substr(begin);
  splitting::DocumentSplitter splitter;
  auto span = splitter.next(from);
  if (!span) span = splitter.rest(from);
  return span ? begin + span->end : text.size();
}

}  // namespace

void RecordFinder::look_into_string(std::string_view token, const Place& place) {
  const std::string_view escaped = between_quotes(token);
  if (!may_hold_record(escaped)) return;
  const std::size_t mark = embedded_.mark();
  look_into_text(embedded_.keep_unescaped(escaped), place);
  embedded_.release(mark);
}

// Emits the records in a text. A text that is not what it looks like, such as `[INFO] started`, is no error.
void RecordFinder::look_into_text(std::string_view text, const Place& place) {
  const std::size_t known = found_.known;
  const char first = first_of_document(text);
  if (first == '"' && place.documents < kMaxDocumentsAround) {
    // It was quoted twice.
    Place within = place;
    ++within.documents;
    const std::string_view quoted = text::trimmed(text);
    if (quoted.size() > 1 && quoted.ends_with('"')) look_into_string(quoted, within);
  }
  if (first == '[') look_into_documents(text, place);
  if (found_.known > known) return;
  if (const auto bytes = text::begins_in_base64(text) ? text::decode_base64(text) : std::nullopt) {
    return look_into_bytes(*bytes, place);
  }
  look_into_mixed(text, place);
  if (text.find(kMessageMark) == std::string_view::npos) return;
  if (found_.known > known) return look_into_messages_between(text, place);
  messages_ = true;
  if (!take_messages_) return;
  if (const auto lines = windows_event::in_lines(text)) text = embedded_.keep(*lines);
  for (const std::string_view message : windows_event::messages_of(text)) look_into_event(message, place);
}

// Emits the rendered texts before, between and after the objects and events of a text.
void RecordFinder::look_into_messages_between(std::string_view text, const Place& place) {
  for (const std::string_view event : events_of(text)) {
    const char first = first_of_document(event);
    if (first != '{' && first != '<') look_into_event(event, place);
  }
}

// Emits the objects and events in a text, each behind what a log writes before it. An object that is not whole may be other
// text, but not where the text begins with it.
void RecordFinder::look_into_mixed(std::string_view text, const Place& place) {
  const std::size_t known = found_.known;
  bool damaged = false;
  const bool is_object = first_of_document(text) == '{';
  std::size_t object = is_object ? text.find('{') : text.find(kObjectBegin);
  EventFinder event(text);
  while (object != std::string_view::npos || event.begin() != std::string_view::npos) {
    std::size_t end = 0;
    if (object < event.begin()) {
      end = end_of_object(text, object);
      const bool whole = look_into_object(text.substr(object, end - object), place);
      damaged = damaged || (!whole && first_of_document(text.substr(0, object + 1)) == '{');
    } else {
      end = event.end();
      if (!look_into_event(text.substr(event.begin(), end - event.begin()), place)) end = event.begin() + 1;
    }
    if (object < end) object = text.find(kObjectBegin, end);
    event.skip_to(end);
  }
  if (damaged && found_.known > known) embedded_.set_damaged(true);
}

// Returns the objects, events and rendered texts in a text.
std::vector<std::string_view> RecordFinder::events_of(std::string_view text) {
  std::vector<std::string_view> events;
  const auto add_messages = [&](std::string_view between) {
    if (between.find(kMessageMark) == std::string_view::npos) return;
    if (const auto lines = windows_event::in_lines(between)) between = embedded_.keep(*lines);
    for (const std::string_view message : windows_event::messages_of(between)) events.push_back(message);
  };
  std::size_t at = 0;
  EventFinder event(text);
  std::size_t object = first_of_document(text) == '{' ? text.find('{') : text.find(kObjectBegin);
  while (object != std::string_view::npos || event.begin() != std::string_view::npos) {
    const std::size_t begin = std::min(object, event.begin());
    const std::size_t end = object < event.begin() ? end_of_object(text, object) : event.end();
    add_messages(text.substr(at, begin - at));
    events.push_back(text.substr(begin, end - begin));
    at = end;
    if (object < end) object = text.find(kObjectBegin, end);
    event.skip_to(end);
  }
  add_messages(text.substr(at));
  return events;
}

// Emits the records of an object or array in a text. Returns whether it is whole.
bool RecordFinder::look_into_object(std::string_view object, const Place& place) {
  const std::size_t known = found_.known;
  const std::size_t whole = read_piece(object, place);
  if (whole == object.size()) return true;
  look_into_broken(object.substr(found_.known > known ? std::max<std::size_t>(whole, 1) : 1), place);
  return false;
}

// Emits the records in what is left of an object that is not whole: it must not hide what is in it, nor what follows where it
// should have ended.
void RecordFinder::look_into_broken(std::string_view text, const Place& place) {
  const std::vector<std::string_view> objects = splitting::whole_objects(text);
  const std::size_t known = found_.known;
  EventFinder event(text);
  std::size_t at = 0;
  const auto look_into_events = [&](std::size_t until) {
    for (event.skip_to(at); event.begin() < until; event.skip_to(at)) {
      at = event.end();
      if (!look_into_event(text.substr(event.begin(), at - event.begin()), place)) at = event.begin() + 1;
    }
  };
  for (const std::string_view object : objects) {
    const auto begin = static_cast<std::size_t>(object.data() - text.data());
    look_into_events(begin);
    if (begin >= at) read_piece(object, place);
    at = std::max(at, begin + object.size());
  }
  look_into_events(text.size());
  if (found_.known > known) embedded_.set_damaged(true);
}

// The same of an array.
void RecordFinder::look_into_documents(std::string_view text, const Place& place) {
  const std::size_t known = found_.known;
  bool damaged = false;
  splitting::each_document(text, [&](std::string_view piece) {
    if (piece.starts_with('{') || piece.starts_with('['))
      damaged = !look_into_object(piece, place) || damaged;
    return true;
  });
  if (damaged && found_.known > known) embedded_.set_damaged(true);
}

// Reads a document of a text. What is none of ours is not damaged, only other text. Returns how many bytes of
// it are whole, and read.
std::size_t RecordFinder::read_piece(std::string_view piece, const Place& place) {
  const bool damaged = embedded_.damaged();
  const std::size_t known = found_.known;
  embedded_.set_damaged(false);
  const std::size_t whole = read_embedded(piece, place);
  const bool found = found_.known > known;
  embedded_.set_damaged(damaged || (found && (embedded_.damaged() || whole < piece.size())));
  return found && whole == 0 ? piece.size() : whole;
}

// Reads an event as XML, or as rendered text, as Splunk writes it. Returns false if it does not end and nothing was read of
// it: others may be in it.
bool RecordFinder::look_into_event(std::string_view text, const Place& place) {
  std::string document;
  Writer writer(document);
  writer.begin_object().key("_raw").string(text).end_object();
  const bool damaged = embedded_.damaged();
  const std::size_t known = found_.known;
  read_made(document, place);
  // What is none of Sysmon's is only other text.
  constexpr std::string_view kSysmonField = "UtcTime";
  if (found_.known == known && text.find(kSysmonField) == std::string_view::npos)
    embedded_.set_damaged(damaged);
  return found_.known > known || text.ends_with(kEventEnd);
}

// Reads the text whose bytes are the numbers of an array.
void RecordFinder::look_into_numbers(At array, const Place& place) {
  if (!text::begins_byte_array(tokens_->text(array, tokens_->skip(array, 0)))) return;
  std::string bytes;
  bool all = true;
  tokens_->each_element(array, [&](At element) {
    const At next = tokens_->skip(element, 0);
    const std::string_view token = tokens_->text(element, next);
    unsigned char byte = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), byte);
    all = all && error == std::errc{} && end == token.data() + token.size();
    bytes += static_cast<char>(byte);
    return next;
  });
  if (all) look_into_bytes(bytes, place);
}

// Looks into a text that was written as something else.
void RecordFinder::look_into_bytes(std::string_view bytes, const Place& place) {
  Place within = place;
  if (++within.documents < kMaxDocumentsAround) look_into_text(embedded_.keep(bytes), within);
}

}  // namespace firstseen::json
