#include "json/walker.h"

#include "json/reader.h"
#include "json/unescape.h"
#include "text/ascii.h"
#include "text/event_xml.h"
#include "text/message.h"

namespace firstseen::json {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

// Behind a node that no wanted path goes through, where patterns want to see everything.
const PathTable::Node kElsewhere{};

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

// That an object stands here. The token reaches to the next one: of an empty object, to its end.
RawValue object_mark(std::string_view token) {
  const bool empty = token.data()[token.size()] == '}';
  return {token.substr(0, 1), empty ? RawKind::kEmptyObject : RawKind::kObject};
}

bool begins_with(std::string_view text, char wanted) {
  const std::size_t at = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return at != std::string_view::npos && text[at] == wanted;
}

// A scalar token as it will be kept; an error when it is none.
error_code read_scalar(std::string_view token, ondemand::json_type type, RawValue& value) {
  value.token = token;
  switch (type) {
    case ondemand::json_type::string:
      if (token.size() < 2 || token.back() != '"') return simdjson::STRING_ERROR;
      value.kind = RawKind::kString;
      value.token = between_quotes(token);
      value.escaped = value.token.find('\\') != std::string_view::npos;
      return simdjson::SUCCESS;
    case ondemand::json_type::number:
      value.kind = RawKind::kNumber;
      return is_json_number(token) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
    case ondemand::json_type::boolean:
      value.kind = RawKind::kBoolean;
      return token == "true" || token == "false" ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
    default: value.kind = RawKind::kNull; return token == "null" ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
  }
}

}  // namespace

std::string_view EmbeddedTexts::keep_unescaped(std::string_view escaped) {
  std::string& text = next();
  text.resize(unescaped_bound(escaped));
  bool intact = true;
  const auto size = static_cast<std::size_t>(unescape(escaped, text.data(), intact) - text.data());
  text.resize(size + kPadding);
  return std::string_view(text).substr(0, size);
}

std::string_view EmbeddedTexts::keep(std::string_view kept) {
  std::string& text = next();
  text.assign(kept);
  text.resize(kept.size() + kPadding);
  return std::string_view(text).substr(0, kept.size());
}

std::string& EmbeddedTexts::next() {
  if (used_ == texts_.size()) texts_.push_back(std::make_unique<std::string>());
  return *texts_[used_++];
}

ondemand::document* EmbeddedTexts::enter(std::string_view text) {
  if (level_ >= kMaxEmbedding) return nullptr;
  if (level_ == levels_.size()) levels_.push_back(std::make_unique<Level>());
  Level& level = *levels_[level_];
  const auto error =
      level.parser.iterate(text.data(), text.size(), text.size() + kPadding).get(level.document);
  ondemand::json_type type{};
  if (error != simdjson::SUCCESS || level.document.type().get(type) != simdjson::SUCCESS) return nullptr;
  if (type != ondemand::json_type::object && type != ondemand::json_type::array) return nullptr;
  ++level_;
  return &level.document;
}

std::string_view key_of(const ondemand::field& field, std::string& buffer) {
  const char* const begin = field.key().raw();
  const char* at = begin;
  bool escaped = false;
  for (; *at != '"'; ++at) {
    if (*at != '\\') continue;
    escaped = true;
    ++at;
  }
  const std::string_view raw(begin, static_cast<std::size_t>(at - begin));
  if (!escaped) return raw;
  buffer.resize(unescaped_bound(raw) + sizeof(std::uint64_t));
  bool intact = true;
  const char* const end = unescape(raw, buffer.data(), intact);
  return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

std::string_view scalar_token(ondemand::value& value) {
  std::string_view token = value.raw_json_token();
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

std::string_view between_quotes(std::string_view token) {
  return token.size() < 2 ? std::string_view{} : token.substr(1, token.size() - 2);
}

// Values out of XML or message lines, below a node.
class Walker::InnerValues final : public text::EventSink {
 public:
  InnerValues(Walker& walker, const PathTable::Node& node) : walker_(walker), node_(node) {}

  void value(std::string_view path, std::string_view text) override {
    std::string& padded = walker_.inner_path_;
    padded.assign(path);
    padded.resize(path.size() + sizeof(std::uint64_t));  // look-ups read eight bytes
    const PathTable::Node* const at = walker_.descend(node_, std::string_view(padded).substr(0, path.size()));
    if (at == nullptr || at->path == PathTable::kNoPath) return;
    walker_.add(*at, {walker_.texts_.keep(text), RawKind::kString});
  }

 private:
  Walker& walker_;
  const PathTable::Node& node_;
};

Walker::Walker(const PathTable& table, EmbeddedTexts& texts)
    : table_(table),
      texts_(texts),
      record_(table.size(), table.root_count()),
      current_element_(table.root_count(), 0) {}

error_code Walker::walk(ondemand::object object, std::size_t depth) {
  record_.clear();
  name_.clear();
  return walk_object(object, table_.root(), depth);
}

error_code Walker::walk_object(ondemand::object object, const PathTable::Node& node, std::size_t depth) {
  const bool at_top = &node == &table_.root();
  std::string key_buffer;
  for (auto result : object) {
    ondemand::field field;
    if (const auto error = std::move(result).get(field)) return error;
    if (at_top) ++record_.key_count;
    const std::string_view key = key_of(field, key_buffer);
    const std::size_t outer = name_.size();
    const PathTable::Node* const child = child_of(node, key);
    if (child != nullptr) {
      if (const auto error = walk_value(field.value(), *child, depth)) return error;
    }
    name_.resize(outer);
  }
  return simdjson::SUCCESS;
}

// The node under a key; where there are patterns, any key has one, and the path at hand grows.
const PathTable::Node* Walker::child_of(const PathTable::Node& node, std::string_view key) {
  const PathTable::Node* const child = descend(node, key);
  if (!table_.has_patterns()) return child;
  if (!name_.empty()) name_ += '.';
  name_ += key;
  return child == nullptr ? &kElsewhere : child;
}

const PathTable::Node* Walker::descend(const PathTable::Node& node, std::string_view path) const {
  const PathTable::Node* at = &node;
  for (std::size_t dot = path.find('.'); at != nullptr && dot != std::string_view::npos;
       dot = path.find('.')) {
    at = table_.child(*at, path.substr(0, dot));
    path.remove_prefix(dot + 1);
  }
  return at == nullptr ? nullptr : table_.child(*at, path);
}

error_code Walker::walk_array(ondemand::array array, const PathTable::Node& node, std::size_t depth) {
  for (auto element : array) {
    ondemand::value value;
    if (const auto error = element.get(value)) return error;
    if (const auto error = walk_value(value, node, depth)) return error;
  }
  return simdjson::SUCCESS;
}

error_code Walker::walk_value(ondemand::value value, const PathTable::Node& node, std::size_t depth) {
  if (depth >= kMaxDepth) return simdjson::DEPTH_ERROR;
  ondemand::json_type type{};
  if (const auto error = value.type().get(type)) return error;
  if (type == ondemand::json_type::array) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) return error;
    return walk_array(array, node, depth + 1);
  }
  if (type == ondemand::json_type::object) {
    if (node.path != PathTable::kNoPath) record_.add(node.path, object_mark(value.raw_json_token()));
    if (node.buckets.empty() && node.roots.empty() && !table_.has_patterns()) return simdjson::SUCCESS;
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    if (node.holds == Holds::kPairs) return walk_pair(object, node);
    return walk_element(object, node, depth + 1, 0);
  }
  if (type == ondemand::json_type::string && node.holds != Holds::kValue)
    walk_text(scalar_token(value), node, depth + 1);
  if (node.path == PathTable::kNoPath && node.nested.empty() && !table_.has_patterns())
    return simdjson::SUCCESS;
  return add_scalar(value, type, node);
}

// An object; a further element of each nested root that has its elements here.
error_code Walker::walk_element(ondemand::object object, const PathTable::Node& node, std::size_t depth,
                                std::size_t roots_entered) {
  if (roots_entered == node.roots.size()) return walk_object(object, node, depth);
  const std::uint16_t root = node.roots[roots_entered];
  const std::uint16_t parent = table_.root_parent(root);
  const std::uint32_t outer = current_element_[root];
  current_element_[root] =
      record_.add_element(root, parent == PathTable::kNoRoot ? 0 : current_element_[parent]);
  const auto error = walk_element(object, node, depth, roots_entered + 1);
  current_element_[root] = outer;
  return error;
}

// {"@Name": "SourceIp", "#text": "10.0.0.1"}.
error_code Walker::walk_pair(ondemand::object object, const PathTable::Node& node) {
  std::string key_buffer;
  std::string_view name;
  RawValue text;
  bool has_text = false;
  for (auto result : object) {
    ondemand::field field;
    if (const auto error = std::move(result).get(field)) return error;
    const std::string_view key = key_of(field, key_buffer);
    ondemand::value value = field.value();
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) continue;
    if (key == "@Name") name = texts_.keep_unescaped(between_quotes(scalar_token(value)));
    if (key != "#text") continue;
    if (const auto error = read_scalar(scalar_token(value), type, text)) return error;
    has_text = true;
  }
  const PathTable::Node* const at = has_text && !name.empty() ? table_.child(node, name) : nullptr;
  if (at != nullptr) add(*at, text);
  return simdjson::SUCCESS;
}

// A text that turns out not to be what it looked like is no error: the string stays what it is.
void Walker::walk_text(std::string_view token, const PathTable::Node& node, std::size_t depth) {
  const std::string_view escaped = between_quotes(token);
  if (node.holds == Holds::kDocument && begins_with(escaped, '{')) {
    return walk_document(texts_.keep_unescaped(escaped), node, depth);
  }
  // An angle bracket may stand there as \u003c.
  const bool may_be_xml = begins_with(escaped, '<') || begins_with(escaped, '\\');
  if (!may_be_xml && node.holds != Holds::kMessage) return;
  const std::string_view text = texts_.keep_unescaped(escaped);
  InnerValues values(*this, node);
  if (text::is_event(text)) {
    (void)xml_.read(text, values);
  } else if (node.holds == Holds::kMessage) {
    text::read_message(text, values);
  }
}

void Walker::walk_document(std::string_view text, const PathTable::Node& node, std::size_t depth) {
  ondemand::document* const document = texts_.enter(text);
  if (document == nullptr) return;
  ondemand::object object;
  if (document->get_object().get(object) == simdjson::SUCCESS) (void)walk_object(object, node, depth);
  texts_.leave();
}

error_code Walker::add_scalar(ondemand::value& value, ondemand::json_type type, const PathTable::Node& node) {
  RawValue raw;
  if (const auto error = read_scalar(scalar_token(value), type, raw)) return error;
  add(node, raw);
  return simdjson::SUCCESS;
}

void Walker::add(const PathTable::Node& node, const RawValue& value) {
  if (node.path != PathTable::kNoPath) record_.add(node.path, value);
  for (const PathTable::Nested& nested : node.nested) {
    RawValue in_element = value;
    in_element.element = current_element_[nested.root];
    record_.add(nested.path, in_element);
  }
  if (!table_.has_patterns()) return;
  table_.matching_patterns(name_, matched_);
  if (matched_.empty()) return;
  RawValue named = value;
  named.name = record_.add_name(name_);
  for (const PathTable::Nested& pattern : matched_) {
    named.element = pattern.root == PathTable::kNoRoot ? 0 : current_element_[pattern.root];
    record_.add(pattern.path, named);
  }
}

}  // namespace firstseen::json
