#include "json/reader.h"

#include <algorithm>
#include <array>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "json/mend.h"
#include "json/record_finder.h"
#include "json/splitting/string_state.h"
#include "json/templates/templates.h"
#include "text/ascii.h"

namespace firstseen::json {
namespace {

// Whether a part of an archive or of compressed data begins in `text`: a record of a zip, 7z, gzip, Zstandard, xz.
bool has_container(std::string_view text) {
  constexpr std::array<std::string_view, 7> kMagics{
      "PK\3\4", "PK\1\2", "PK\5\6", "7z\xbc\xaf\x27\x1c", "\x1f\x8b\x08", "\x28\xb5\x2f\xfd", "\xfd\x37zXZ"};
  return std::any_of(kMagics.begin(), kMagics.end(),
                     [&](std::string_view magic) { return text.find(magic) != std::string_view::npos; });
}

using simdjson::error_code;

// An error code that neither simdjson's first stage nor a walk over tokens reports.
constexpr error_code kTooManyRecords = simdjson::INDEX_OUT_OF_BOUNDS;

ReadOutcome malformed(error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR: return {ReadError::kMalformed, "invalid UTF-8"};
    case simdjson::UNCLOSED_STRING: return {ReadError::kMalformed, "a string is not closed"};
    case simdjson::UNESCAPED_CHARS:
      return {ReadError::kMalformed, "a control character in a string is not escaped"};
    case simdjson::EMPTY: return {ReadError::kMalformed, "no JSON"};
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return {ReadError::kMalformed, "an object or array is not closed"};
    case simdjson::INCORRECT_TYPE: return {ReadError::kMalformed, "not a JSON object"};
    case simdjson::NUMBER_ERROR: return {ReadError::kMalformed, "a number is not well-formed"};
    case simdjson::TRAILING_CONTENT: return {ReadError::kMalformed, "more text after the JSON"};
    case simdjson::DEPTH_ERROR: return {ReadError::kTooDeep, "nested too deeply"};
    case kTooManyRecords: return {ReadError::kTooManyRecords, "too many records"};
    case simdjson::CAPACITY: return {ReadError::kMalformed, "too large to read"};
    default: return {ReadError::kMalformed, "not well-formed JSON"};
  }
}

// Whether an array whose first element is an object, or such an array, begins a text. Looks at bytes only, as the text is
// malformed.
bool is_array_of_objects(std::string_view malformed) {
  const std::size_t array = malformed.find_first_not_of(text::kBlanks);
  if (array == std::string_view::npos || malformed[array] != '[') return false;
  std::size_t element = array;
  while (element != std::string_view::npos && malformed[element] == '[')
    element = malformed.find_first_not_of(text::kBlanks, element + 1);
  return element != std::string_view::npos && malformed[element] == '{';
}

// Whether such an array is a member of the object that begins a text, as far as the text is whole, or an object is where a key
// belongs, as after a bracket of an array that was lost.
bool has_member_array(std::string_view malformed) {
  splitting::StringState string;
  std::vector<char> open;
  char before = '\0';
  for (std::size_t at = 0; at < malformed.size(); ++at) {
    const char c = malformed[at];
    if (string.open() && string.add(c)) continue;
    if (c == '"') string.begin();
    if (c == '[' && open.size() == 1 && is_array_of_objects(malformed.substr(at))) return true;
    if (c == '{' && before == ',' && !open.empty() && open.back() == '{') return true;
    if (c == '{' || c == '[') open.push_back(c);
    if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
    if (!text::is_blank(malformed.substr(at, 1))) before = c;
  }
  return false;
}

// Whether a key of this name is followed by such an array.
bool has_array(std::string_view malformed, const std::string& name) {
  const std::string key = '"' + name + '"';
  for (std::size_t at = malformed.find(key); at != std::string_view::npos; at = malformed.find(key, at)) {
    at += key.size();
    const std::size_t colon = malformed.find_first_not_of(text::kBlanks, at);
    if (colon == std::string_view::npos || malformed[colon] != ':') continue;
    if (is_array_of_objects(malformed.substr(colon + 1))) return true;
  }
  return false;
}

}  // namespace

struct Reader::State {
  State(const PathTable& paths, const Wrappers& wrapped, Validation how, Templating templating)
      : finder(paths, wrapped), wrappers(wrapped), validation(how) {
    if (how == Validation::kOnTheWay && templating != Templating::kNone)
      learnt.emplace(templating == Templating::kPlain ? templates::match_template_plain
                                                      : templates::fastest_match_template(),
                     paths);
  }

  RecordFinder finder;
  const Wrappers& wrappers;
  Tokens outermost;
  std::optional<templates::Templates> learnt;
  std::uint64_t fitted = 0;  // documents that were read by templates
  std::string mended;        // the document, if it had to be repaired
  const Validation validation;

  // The current document.
  std::string_view text;
  std::string_view rest;  // of it, after the first object or array

  error_code read_document(std::string_view bytes, bool within, RecordSink& sink);
  error_code read_repaired(ReadOutcome& outcome, error_code error, bool within, RecordSink& sink);
  ReadOutcome read(std::string_view bytes, bool within, RecordSink& sink);
  void learn(std::string_view document);
};

error_code Reader::State::read_document(std::string_view bytes, bool within, RecordSink& sink) {
  text = bytes;
  rest = {};
  finder.clear();
  if (const auto error = outermost.read(bytes)) return error;
  if (validation == Validation::kEverything) {
    if (const auto error = outermost.check()) return error;
  }
  const Tokens::At end = within ? finder.find_within(outermost, sink) : finder.find(outermost, sink);
  if (end == nullptr) return outermost.error();
  if (end != outermost.end()) rest = text.substr(outermost.offset(end));
  return simdjson::SUCCESS;
}

// Reads the document again without what was an error, if that can be mended. simdjson finds such errors in the whole
// document before the first key is read, so no record has been emitted yet.
error_code Reader::State::read_repaired(ReadOutcome& outcome, error_code error, bool within,
                                        RecordSink& sink) {
  for (int repairs = 0; repairs < kMaxRepairs; ++repairs) {
    auto without = repaired(text, error);
    if (!without) break;
    mended = std::move(*without);
    outcome.repaired = true;
    const std::size_t size = mended.size();
    mended.append(kPadding, ' ');
    error = read_document(std::string_view(mended).substr(0, size), within, sink);
  }
  return error;
}

ReadOutcome Reader::State::read(std::string_view bytes, bool within, RecordSink& sink) {
  error_code error = read_document(bytes, within, sink);
  ReadOutcome outcome;
  error = read_repaired(outcome, error, within, sink);
  const RecordFinder::Found& found = finder.found();
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  // Errors of a document in a string are ignored, but this one counts.
  if (found.too_many_records) error = kTooManyRecords;
  if (error != simdjson::SUCCESS) {
    const bool repaired = outcome.repaired;
    outcome = malformed(error);
    outcome.repaired = repaired;
  } else if (found.ambiguous_table) {
    outcome.error = ReadError::kAmbiguousTable;
    outcome.reason = "a square table of values: which are rows and which are columns is ambiguous";
  }
  outcome.wrapper = found.wrapper;
  outcome.damaged_inside = finder.damaged_inside();
  if (outcome.ok()) outcome.rest = rest;
  return outcome;
}

// Makes a template of a document that is one record, known and not wrapped.
void Reader::State::learn(std::string_view document) {
  const Walker& walker = finder.walker();
  const bool is_record = outermost.kind(outermost.begin()) == '{' && finder.is_itself();
  if (learnt && is_record && walker.repeatable())
    learnt->learn(document, outermost, walker.record(), walker.strings_read());
}

Reader::Reader(const PathTable& table, const Wrappers& wrappers, Validation validation, Templating templating)
    : state_(std::make_unique<State>(table, wrappers, validation, templating)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

ReadOutcome Reader::read(std::string_view text, RecordSink& sink) {
  if (state_->learnt) {
    const RawRecord* const record = state_->learnt->read(text);
    if (record != nullptr && sink.record(*record, Asked::kAlike) == Answer::kTaken) {
      ++state_->fitted;
      return {};
    }
  }
  const ReadOutcome outcome = state_->read(text, false, sink);
  if (outcome.ok() && !outcome.repaired && outcome.rest.empty()) state_->learn(text);
  return outcome;
}

ReadOutcome Reader::read_within(std::string_view text, RecordSink& sink) {
  return state_->read(text, true, sink);
}

std::uint64_t Reader::fitted() const {
  return state_->fitted;
}

std::size_t Reader::template_bytes() const {
  return state_->learnt ? state_->learnt->bytes() : 0;
}

bool Reader::has_lost_block(std::string_view text) {
  constexpr std::size_t kLostBlock = 512;
  return text.find(std::string(kLostBlock, '\0')) != std::string_view::npos;
}

bool Reader::may_hold_records(std::string_view malformed) const {
  return is_array_of_objects(malformed) || has_member_array(malformed) || has_lost_block(malformed) ||
         has_container(malformed) || has_wrapper(malformed);
}

bool Reader::has_wrapper(std::string_view malformed) const {
  const std::vector<Wrapper>& wrappers = state_->wrappers.wrappers;
  return std::any_of(wrappers.begin(), wrappers.end(), [&](const Wrapper& wrapper) {
    return has_array(malformed, wrapper.path.substr(wrapper.path.rfind('.') + 1));
  });
}

}  // namespace firstseen::json
