#include "json/reader.h"

#include <simdjson.h>

#include <string>
#include <vector>

#include "json/unescape.h"

namespace firstseen::json {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

// A key as it is written, without quotes.
struct RawKey {
  std::string_view text;
  bool escaped = false;
};

RawKey raw_key(const ondemand::field& field) {
  const char* const begin = field.key().raw();
  const char* at = begin;
  bool escaped = false;
  for (; *at != '"'; ++at) {
    if (*at != '\\') continue;
    escaped = true;
    ++at;
  }
  return {{begin, static_cast<std::size_t>(at - begin)}, escaped};
}

// The token of a scalar without the white space that may stand before the next one.
std::string_view scalar_token(ondemand::value& value) {
  std::string_view token = value.raw_json_token();
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\t' || token.back() == '\r' || token.back() == '\n')) {
    token.remove_suffix(1);
  }
  return token;
}

// Whether nothing but white space follows what has been walked.
bool at_end(ondemand::document& document) {
  return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// RFC 8259 §6.
bool is_json_number(std::string_view token) {
  std::size_t at = !token.empty() && token[0] == '-' ? 1 : 0;
  std::size_t end = skip_digits(token, at);
  if (end == at || (token[at] == '0' && end > at + 1)) return false;
  if (end < token.size() && token[end] == '.') {
    at = end + 1;
    end = skip_digits(token, at);
    if (end == at) return false;
  }
  if (end < token.size() && (token[end] == 'e' || token[end] == 'E')) {
    at = end + 1;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    end = skip_digits(token, at);
    if (end == at) return false;
  }
  return end == token.size();
}

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
    case simdjson::TRAILING_CONTENT: return {ReadError::kMalformed, "more text behind the JSON"};
    case simdjson::DEPTH_ERROR: return {ReadError::kTooDeep, "nested too deeply"};
    case simdjson::MEMALLOC: return {ReadError::kMalformed, "not enough memory to read it"};
    case simdjson::CAPACITY: return {ReadError::kMalformed, "too large to read"};
    default: return {ReadError::kMalformed, "not well-formed JSON"};
  }
}

// Documents inside the strings of one record, unescaped, with a parser for each level of nesting. Their texts
// live until the record has been handed out; memory is kept for the next one.
struct EmbeddedTexts {
  std::vector<std::unique_ptr<std::string>> texts;
  std::size_t used = 0;
  std::vector<std::unique_ptr<ondemand::parser>> parsers;
  std::size_t level = 0;

  // `escaped` unescaped and padded, without the padding.
  std::string_view keep(std::string_view escaped) {
    if (used == texts.size()) texts.push_back(std::make_unique<std::string>());
    std::string& text = *texts[used++];
    text.resize(unescaped_bound(escaped));
    bool intact = true;
    const auto size = static_cast<std::size_t>(unescape(escaped, text.data(), intact) - text.data());
    text.resize(size + kPadding);
    return std::string_view(text).substr(0, size);
  }

  ondemand::parser& parser() {
    if (level == parsers.size()) parsers.push_back(std::make_unique<ondemand::parser>());
    return *parsers[level];
  }
};

bool looks_like_object(std::string_view token) {
  const std::size_t at = token.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return at != std::string_view::npos && token[at] == '{';
}

}  // namespace

struct Reader::State {
  explicit State(const PathTable& paths) : table(paths), record(paths.size()) {}

  const PathTable& table;
  RawRecord record;
  ondemand::parser parser;
  std::string key_buffer;  // an unescaped key
  std::string repaired;    // the text, where it had to be repaired
  EmbeddedTexts embedded;  // the unescaped JSON strings of the record

  error_code read_text(std::string_view text, RecordSink& sink);
  error_code read_records(ondemand::array array, RecordSink& sink);
  error_code read_record(ondemand::object object, RecordSink& sink);
  error_code walk_object(ondemand::object object, const PathTable::Node& node, std::size_t depth);
  error_code walk_array(ondemand::array array, const PathTable::Node& node, std::size_t depth);
  error_code walk_value(ondemand::value value, const PathTable::Node& node, std::size_t depth);
  error_code add_scalar(ondemand::value& value, ondemand::json_type type, PathId path);
  void walk_embedded(std::string_view token, const PathTable::Node& node, std::size_t depth);
  const PathTable::Node* descend(const PathTable::Node& node, const RawKey& key);
};

error_code Reader::State::read_text(std::string_view text, RecordSink& sink) {
  ondemand::document document;
  if (const auto error = parser.iterate(text.data(), text.size(), text.size() + kPadding).get(document))
    return error;
  ondemand::json_type type{};
  if (const auto error = document.type().get(type)) return error;
  if (type == ondemand::json_type::array) {
    ondemand::array array;
    if (const auto error = document.get_array().get(array)) return error;
    if (const auto error = read_records(array, sink)) return error;
  } else {
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    if (const auto error = read_record(object, sink)) return error;
  }
  return at_end(document) ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

error_code Reader::State::read_records(ondemand::array array, RecordSink& sink) {
  for (auto element : array) {
    ondemand::object object;
    if (const auto error = element.get_object().get(object)) return error;
    if (const auto error = read_record(object, sink)) return error;
  }
  return simdjson::SUCCESS;
}

error_code Reader::State::read_record(ondemand::object object, RecordSink& sink) {
  record.clear();
  embedded.used = 0;
  if (const auto error = walk_object(object, table.root(), 1)) return error;
  sink.record(record);
  return simdjson::SUCCESS;
}

error_code Reader::State::walk_object(ondemand::object object, const PathTable::Node& node,
                                      std::size_t depth) {
  for (auto result : object) {
    ondemand::field field;
    if (const auto error = std::move(result).get(field)) return error;
    const PathTable::Node* const child = descend(node, raw_key(field));
    if (child == nullptr) continue;
    if (const auto error = walk_value(field.value(), *child, depth)) return error;
  }
  return simdjson::SUCCESS;
}

error_code Reader::State::walk_array(ondemand::array array, const PathTable::Node& node, std::size_t depth) {
  for (auto element : array) {
    ondemand::value value;
    if (const auto error = element.get(value)) return error;
    if (const auto error = walk_value(value, node, depth)) return error;
  }
  return simdjson::SUCCESS;
}

error_code Reader::State::walk_value(ondemand::value value, const PathTable::Node& node, std::size_t depth) {
  if (depth >= kMaxDepth) return simdjson::DEPTH_ERROR;
  ondemand::json_type type{};
  if (const auto error = value.type().get(type)) return error;
  if (type == ondemand::json_type::array) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    return walk_array(array, node, depth + 1);
  }
  if (type == ondemand::json_type::object) {
    if (node.path != PathTable::kNoPath)
      record.add(node.path, {value.raw_json_token().substr(0, 1), RawKind::kObject});
    if (node.buckets.empty()) return simdjson::SUCCESS;
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    return walk_object(object, node, depth + 1);
  }
  if (node.embedded && type == ondemand::json_type::string)
    walk_embedded(scalar_token(value), node, depth + 1);
  if (node.path == PathTable::kNoPath) return simdjson::SUCCESS;
  return add_scalar(value, type, node.path);
}

// A text that turns out not to be JSON is no error: the string stays what it is.
void Reader::State::walk_embedded(std::string_view token, const PathTable::Node& node, std::size_t depth) {
  if (token.size() < 2 || embedded.level >= kMaxEmbedding) return;
  const std::string_view escaped = token.substr(1, token.size() - 2);
  if (!looks_like_object(escaped)) return;
  const std::string_view text = embedded.keep(escaped);
  ondemand::document document;
  if (embedded.parser().iterate(text.data(), text.size(), text.size() + kPadding).get(document) != 0) return;
  ondemand::object object;
  if (document.get_object().get(object) != 0) return;
  ++embedded.level;
  (void)walk_object(object, node, depth);
  --embedded.level;
}

error_code Reader::State::add_scalar(ondemand::value& value, ondemand::json_type type, PathId path) {
  const std::string_view token = scalar_token(value);
  switch (type) {
    case ondemand::json_type::string: {
      if (token.size() < 2 || token.back() != '"') return simdjson::STRING_ERROR;
      const std::string_view inner = token.substr(1, token.size() - 2);
      record.add(path, {inner, RawKind::kString, inner.find('\\') != std::string_view::npos});
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::number:
      if (!is_json_number(token)) return simdjson::NUMBER_ERROR;
      record.add(path, {token, RawKind::kNumber});
      return simdjson::SUCCESS;
    case ondemand::json_type::boolean:
      if (token != "true" && token != "false") return simdjson::TAPE_ERROR;
      record.add(path, {token, RawKind::kBoolean});
      return simdjson::SUCCESS;
    default:
      if (token != "null") return simdjson::TAPE_ERROR;
      record.add(path, {token, RawKind::kNull});
      return simdjson::SUCCESS;
  }
}

const PathTable::Node* Reader::State::descend(const PathTable::Node& node, const RawKey& key) {
  std::string_view rest = key.text;
  if (key.escaped) {
    key_buffer.resize(unescaped_bound(key.text) + sizeof(std::uint64_t));  // look-ups read eight bytes
    bool intact = true;
    char* const end = unescape(key.text, key_buffer.data(), intact);
    rest = {key_buffer.data(), static_cast<std::size_t>(end - key_buffer.data())};
  }
  const PathTable::Node* at = &node;
  for (std::size_t dot = rest.find('.'); at != nullptr && dot != std::string_view::npos;
       dot = rest.find('.')) {
    at = table.child(*at, rest.substr(0, dot));
    rest.remove_prefix(dot + 1);
  }
  return at == nullptr ? nullptr : table.child(*at, rest);
}

Reader::Reader(const PathTable& table) : state_(std::make_unique<State>(table)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

ReadOutcome Reader::read(std::string_view text, RecordSink& sink) {
  error_code error = state_->read_text(text, sink);
  if (error == simdjson::SUCCESS) return {};
  if (error != simdjson::UTF8_ERROR) return malformed(error);
  // simdjson checks the encoding of a whole text before the first key is read: no record was handed out.
  state_->repaired = repair_utf8(text);
  const std::size_t size = state_->repaired.size();
  state_->repaired.append(kPadding, ' ');
  error = state_->read_text(std::string_view(state_->repaired).substr(0, size), sink);
  ReadOutcome outcome = error == simdjson::SUCCESS ? ReadOutcome{} : malformed(error);
  outcome.repaired = true;
  return outcome;
}

ReadOutcome validate(std::string_view text) {
  simdjson::dom::parser parser;
  const error_code error = parser.parse(text.data(), text.size(), false).error();
  return error == simdjson::SUCCESS ? ReadOutcome{} : malformed(error);
}

}  // namespace firstseen::json
