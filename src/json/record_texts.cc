// Looks for records in strings.
#include <charconv>
#include <string>

#include "json/embedded.h"
#include "json/record_finder.h"
#include "json/scalar.h"
#include "json/splitting/each_document.h"
#include "json/writer.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace firstseen::json {
namespace {

// Returns where the event that begins at `begin` ends: after its tag, or where the next one begins.
std::size_t end_of_event(std::string_view text, std::size_t begin) {
  constexpr std::string_view kEnd = "</Event>";
  const std::size_t next = std::min(find_event(text, begin + 1), text.size());
  const std::size_t end = text.find(kEnd, begin);
  return end == std::string_view::npos ? next : std::min(next, end + kEnd.size());
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
  if (found_.known > known || text.find(kMessageMark) == std::string_view::npos) return;
  messages_ = true;
  if (take_messages_) look_into_event(text, place);
}

// Emits the objects and events in a text, each behind what a log writes before it.
void RecordFinder::look_into_mixed(std::string_view text, const Place& place) {
  const bool is_object = first_of_document(text) == '{';
  std::size_t object = is_object ? text.find('{') : text.find(kObjectBegin);
  std::size_t event = find_event(text, 0);
  while (object != std::string_view::npos || event != std::string_view::npos) {
    std::size_t end = 0;
    if (object < event) {
      end = look_into_document(text, object, place);
    } else {
      end = end_of_event(text, event);
      look_into_event(text.substr(event, end - event), place);
    }
    if (object < end) object = text.find(kObjectBegin, end);
    if (event < end) event = find_event(text, end);
  }
}

// Emits the records of the object that begins at `begin`. Returns where it ends.
std::size_t RecordFinder::look_into_document(std::string_view text, std::size_t begin, const Place& place) {
  const std::string_view from = text.substr(begin);
  splitting::DocumentSplitter splitter;
  auto span = splitter.next(from);
  if (!span) span = splitter.rest(from);
  if (!span) return text.size();
  read_piece(from.substr(span->begin, span->end - span->begin), place);
  return begin + span->end;
}

void RecordFinder::look_into_documents(std::string_view text, const Place& place) {
  splitting::each_document(text, [&](std::string_view piece) {
    if (piece.starts_with('{') || piece.starts_with('[')) read_piece(piece, place);
    return true;
  });
}

// Reads a document of a text. What is none of ours is not damaged, only other text.
void RecordFinder::read_piece(std::string_view piece, const Place& place) {
  const bool damaged = embedded_.damaged();
  const std::size_t known = found_.known;
  read_embedded(piece, place);
  if (found_.known == known) embedded_.set_damaged(damaged);
}

// Reads an event as XML, or as rendered text, as Splunk writes it.
void RecordFinder::look_into_event(std::string_view text, const Place& place) {
  std::string document;
  Writer writer(document);
  writer.begin_object().key("_raw").string(text).end_object();
  read_made(document, place);
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
