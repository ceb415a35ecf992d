#include "json/reader.h"

#include <algorithm>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "json/scalar.h"
#include "json/table_document.h"
#include "json/templates.h"
#include "text/unescape.h"
#include "json/walker.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::json {
namespace {

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

// The paths of wrappers and of the keys beside them must fit in the bits of State::top_paths.
constexpr std::size_t kMaxWrapperPaths = 64;

bool looks_like_json(std::string_view escaped) {
  const std::size_t at = escaped.find_first_not_of(text::kBlanks);
  return at != std::string_view::npos && (escaped[at] == '{' || escaped[at] == '[');
}

// Whether an array whose first element is an object begins a text. Looks at bytes only, as the text is malformed.
bool is_array_of_objects(std::string_view malformed) {
  const std::size_t array = malformed.find_first_not_of(text::kBlanks);
  if (array == std::string_view::npos || malformed[array] != '[') return false;
  const std::size_t element = malformed.find_first_not_of(text::kBlanks, array + 1);
  return element != std::string_view::npos && malformed[element] == '{';
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
      : wrappers(wrapped), walker(paths, embedded), validation(how) {
    // Path i is that of wrapper i. The paths of the keys beside wrappers follow.
    for (const Wrapper& w : wrappers.wrappers) wrapper_paths.add(w.path);
    for (const Wrapper& w : wrappers.wrappers) {
      beside_paths.push_back(w.beside.empty() ? PathTable::kNoPath : wrapper_paths.add(w.beside));
    }
    wrapper_paths.compile();
    if (how == Validation::kOnTheWay && templating != Templating::kNone)
      templates.emplace(templating == Templating::kPlain ? match_template_plain : fastest_match_template(),
                        paths);
  }

  // A value of a wrapper that the records in it inherit.
  struct Inherited {
    PathId path;
    RawValue value;
  };

  PathTable wrapper_paths;
  const Wrappers& wrappers;
  std::vector<PathId> beside_paths;  // by wrapper
  EmbeddedDocuments embedded;
  Walker walker;
  Tokens outermost;
  std::optional<Templates> templates;
  std::uint64_t fitted = 0;  // documents that were read by templates
  std::string key_buffer;
  std::string repaired;  // the document, if it had to be repaired

  // The current document.
  std::string_view text;
  std::string_view rest;  // of it, after the first object or array
  Tokens* tokens = nullptr;
  RecordSink* sink = nullptr;
  std::uint64_t top_paths = 0;  // bit i: wrapper path i is a key of the object being unwrapped
  std::vector<Inherited> inherited;
  std::size_t emitted = 0;  // records of the document, known or unknown
  const Validation validation;
  bool unwrapped = false;   // a wrapper was found in the object being unwrapped
  bool known = false;       // the sink knew the shape of the last record
  bool is_wrapper = false;  // the document is a wrapper
  bool ambiguous_table = false;
  bool too_many_records = false;

  // Functions that return At begin at a token and return the position after the value, or nullptr
  // after an error. `wrapped` is the number of wrappers around the value.
  using At = Tokens::At;
  error_code read_document(std::string_view bytes);
  error_code read_document(Tokens& document, std::size_t wrapped);
  At read_records(At array, std::size_t wrapped);
  error_code read_repaired(ReadOutcome& outcome, error_code error);
  At read_record(At object, std::size_t wrapped);
  At unwrap(At object, At end, std::size_t wrapped);
  At unwrap_object(At object, const PathTable::Node& node, std::size_t wrapped);
  At unwrap_value(At value, const PathTable::Node& node, std::size_t wrapped);
  void unwrap_string(std::string_view token, std::size_t wrapped);
  At find_top_paths(At object);
  error_code unwrap_table();
  const Wrapper* wrapper_at(const PathTable::Node& node) const;
  void learn(std::string_view document);
};

error_code Reader::State::read_document(std::string_view bytes) {
  text = bytes;
  rest = {};
  is_wrapper = ambiguous_table = too_many_records = false;
  emitted = 0;
  embedded.release(0);
  inherited.clear();
  if (const auto error = outermost.read(bytes)) return error;
  if (validation == Validation::kEverything) {
    if (const auto error = outermost.check()) return error;
  }
  return read_document(outermost, 0);
}

error_code Reader::State::read_document(Tokens& document, std::size_t wrapped) {
  Tokens* const outer = std::exchange(tokens, &document);
  const bool is_array = document.kind(document.begin()) == '[';
  const At end = is_array ? read_records(document.begin(), wrapped) : read_record(document.begin(), wrapped);
  tokens = outer;
  if (end == nullptr) return document.error();
  // Anything may follow an embedded document.
  if (&document == &outermost && end != document.end()) rest = text.substr(document.offset(end));
  return simdjson::SUCCESS;
}

Tokens::At Reader::State::read_records(At array, std::size_t wrapped) {
  bool objects = false;
  std::size_t others = 0;
  const At end = tokens->each_element(array, [&](At element) {
    if (tokens->kind(element) == '{') {
      objects = true;
      return read_record(element, wrapped);
    }
    ++others;
    return tokens->skip(element, 1);
  });
  if (others > 0 && objects) sink->no_objects(others);
  return others > 0 && !objects ? tokens->fail(simdjson::INCORRECT_TYPE) : end;
}

// Reads the document again without what was an error, if that can be mended. simdjson finds such errors in the whole
// document before the first key is read, so no record has been emitted yet.
error_code Reader::State::read_repaired(ReadOutcome& outcome, error_code error) {
  for (int kinds = 0; kinds < 2; ++kinds) {
    if (error == simdjson::UTF8_ERROR) {
      repaired = text::repair_utf8(text);
    } else if (error == simdjson::UNESCAPED_CHARS) {
      repaired = text::with_escaped_controls(text);
    } else {
      break;
    }
    outcome.repaired = true;
    const std::size_t size = repaired.size();
    repaired.append(kPadding, ' ');
    error = read_document(std::string_view(repaired).substr(0, size));
  }
  return error;
}

// Emits the object as a record. If its shape is unknown, looks for wrappers in it.
Tokens::At Reader::State::read_record(At object, std::size_t wrapped) {
  if (emitted == kMaxRecordsPerDocument) {
    too_many_records = true;
    return tokens->fail(kTooManyRecords);
  }
  const std::size_t mark = embedded.mark();
  At end = walker.walk(*tokens, object, 1);
  if (end == nullptr) return end;
  for (const Inherited& kept : inherited) {
    const RawValue& value = kept.value;
    if (!walker.record().has(kept.path))
      walker.record().add(kept.path, value.token, value.kind, value.escaped);
  }
  known = sink->record(walker.record());
  if (known) {
    ++emitted;
  } else {
    const bool outer = std::exchange(unwrapped, false);
    if (wrapped < kMaxWrapperDepth) end = unwrap(object, end, wrapped + 1);
    if (!unwrapped) {
      sink->unknown();
      ++emitted;
    }
    is_wrapper = is_wrapper || unwrapped;
    unwrapped = outer || unwrapped;
  }
  embedded.release(mark);
  return end;
}

// Emits the records that the object wraps, if any. `end` is the position after the object.
Tokens::At Reader::State::unwrap(At object, At end, std::size_t wrapped) {
  const std::size_t kept = inherited.size();
  for (const PathId path : wrappers.inherited) {
    if (const RawValue* const value = walker.record().first(path)) inherited.push_back({path, *value});
  }
  const std::uint64_t outer_top = std::exchange(top_paths, 0);
  end = find_top_paths(object);
  if (end != nullptr && tokens == &outermost && object == outermost.begin()) {
    if (const auto error = unwrap_table()) end = tokens->fail(error);
  }
  if (end != nullptr && !unwrapped) end = unwrap_object(object, wrapper_paths.root(), wrapped);
  top_paths = outer_top;
  inherited.resize(kept);
  return end;
}

// Sets top_paths to the wrapper paths among the keys of the object.
Tokens::At Reader::State::find_top_paths(At object) {
  return tokens->each_member(object, [&](std::string_view raw, At value) {
    const Key key(key_of(raw, key_buffer));
    const PathTable::Node* const node = wrapper_paths.child(wrapper_paths.root(), key);
    if (node != nullptr && node->path < kMaxWrapperPaths) top_paths |= std::uint64_t{1} << node->path;
    return tokens->skip(value, 0);
  });
}

// Follows the members of the object that are on the path of a wrapper.
Tokens::At Reader::State::unwrap_object(At object, const PathTable::Node& node, std::size_t wrapped) {
  return tokens->each_member(object, [&](std::string_view raw, At value) {
    const PathTable::Node* const child = wrapper_paths.child(node, Key(key_of(raw, key_buffer)));
    return child == nullptr ? tokens->skip(value, 0) : unwrap_value(value, *child, wrapped);
  });
}

// Returns the wrapper whose path ends at the node, if the key that it requires is at the top; or
// nullptr.
const Wrapper* Reader::State::wrapper_at(const PathTable::Node& node) const {
  if (node.path >= wrappers.wrappers.size()) return nullptr;
  const PathId beside = beside_paths[node.path];
  return beside == PathTable::kNoPath || (top_paths >> beside & 1) != 0 ? &wrappers.wrappers[node.path]
                                                                        : nullptr;
}

Tokens::At Reader::State::unwrap_value(At value, const PathTable::Node& node, std::size_t wrapped) {
  const Wrapper* const found = wrapper_at(node);
  const char first = tokens->kind(value);
  if (first == '{') {
    if (found == nullptr || found->wrap != Wrap::kRecord) return unwrap_object(value, node, wrapped);
    unwrapped = true;
    return read_record(value, wrapped);
  }
  if (found != nullptr && first == '[' && found->wrap == Wrap::kRecords) {
    unwrapped = true;
    return read_records(value, wrapped);
  }
  if (found != nullptr && first == '"' && found->wrap == Wrap::kText)
    unwrap_string(tokens->scalar(value), wrapped);
  return tokens->skip(value, 0);
}

// Emits the records in a string. A string that is not JSON, such as `[INFO] started`, is neither a
// wrapper nor an error.
void Reader::State::unwrap_string(std::string_view token, std::size_t wrapped) {
  const std::string_view escaped = between_quotes(token);
  if (!looks_like_json(escaped)) return;
  Tokens* const document = embedded.enter(embedded.keep_unescaped(escaped));
  if (document == nullptr) return;
  const std::size_t before = emitted;
  const auto error = read_document(*document, wrapped);
  embedded.leave();
  unwrapped = unwrapped || !error || emitted > before;
}

// Emits the rows of an SQL or ES|QL answer, which must be the whole document. Rows are not
// unwrapped.
error_code Reader::State::unwrap_table() {
  if (text.find("\"columns\"") == std::string_view::npos) return simdjson::SUCCESS;
  const auto rows = rows_of_table(text);
  if (!rows) return simdjson::SUCCESS;
  unwrapped = true;
  ambiguous_table = rows->ambiguous;
  too_many_records = rows->too_large;
  for (const std::string& row : rows->documents) {
    Tokens* const document = embedded.enter(embedded.keep(row));
    if (document == nullptr) continue;
    const auto error = read_document(*document, kMaxWrapperDepth);
    embedded.leave();
    if (error) return error;
  }
  return simdjson::SUCCESS;
}

// Makes a template of a document that is one record, known and not wrapped.
void Reader::State::learn(std::string_view document) {
  const bool is_record = outermost.kind(outermost.begin()) == '{' && emitted == 1 && !is_wrapper && known;
  if (templates && is_record && walker.repeatable())
    templates->learn(document, outermost, walker.record(), walker.strings_read());
}

Reader::Reader(const PathTable& table, const Wrappers& wrappers, Validation validation, Templating templating)
    : state_(std::make_unique<State>(table, wrappers, validation, templating)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

ReadOutcome Reader::read(std::string_view text, RecordSink& sink) {
  if (state_->templates) {
    const RawRecord* const record = state_->templates->read(text);
    if (record != nullptr && sink.record(*record)) {
      ++state_->fitted;
      return {};
    }
  }
  state_->sink = &sink;
  error_code error = state_->read_document(text);
  ReadOutcome outcome;
  error = state_->read_repaired(outcome, error);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  // Errors of a document in a string are ignored, but this one counts.
  if (state_->too_many_records) error = kTooManyRecords;
  if (error != simdjson::SUCCESS) {
    const bool repaired = outcome.repaired;
    outcome = malformed(error);
    outcome.repaired = repaired;
  } else if (state_->ambiguous_table) {
    outcome.error = ReadError::kAmbiguousTable;
    outcome.reason = "a square table of values: which are rows and which are columns is ambiguous";
  }
  outcome.wrapper = state_->is_wrapper;
  if (outcome.ok()) outcome.rest = state_->rest;
  if (outcome.ok() && !outcome.repaired && outcome.rest.empty()) state_->learn(text);
  return outcome;
}

std::size_t Reader::fitting_line(std::string_view lines) {
  return state_->templates ? state_->templates->fitting_line(lines) : 0;
}

void Reader::forget_line() {
  if (state_->templates) state_->templates->forget_line();
}

std::uint64_t Reader::fitted() const {
  return state_->fitted;
}

std::size_t Reader::template_bytes() const {
  return state_->templates ? state_->templates->bytes() : 0;
}

bool Reader::has_lost_block(std::string_view text) {
  constexpr std::size_t kLostBlock = 512;
  return text.find(std::string(kLostBlock, '\0')) != std::string_view::npos;
}

bool Reader::may_hold_records(std::string_view malformed) const {
  if (is_array_of_objects(malformed) || has_lost_block(malformed)) return true;
  const std::vector<Wrapper>& wrappers = state_->wrappers.wrappers;
  return std::any_of(wrappers.begin(), wrappers.end(), [&](const Wrapper& wrapper) {
    return wrapper.wrap == Wrap::kRecords &&
           has_array(malformed, wrapper.path.substr(wrapper.path.rfind('.') + 1));
  });
}

}  // namespace firstseen::json
