#include "json/walker.h"

#include "json/plain_form.h"

#include <utility>

#include "json/embedded.h"
#include "json/mend.h"
#include "json/reader.h"
#include "json/scalar.h"
#include "text/unescape.h"
#include "windows_event/event_xml.h"
#include "windows_event/flat_message.h"
#include "windows_event/message.h"

namespace firstseen::json {
namespace {

// The node of keys that no requested path goes through. They are walked if there are patterns.
const PathTable::Node kElsewhere{};

}  // namespace

std::string_view EmbeddedDocuments::keep_unescaped(std::string_view escaped) {
  std::string& text = next();
  text.resize(text::unescaped_bound(escaped));
  bool intact = true;
  const auto size = static_cast<std::size_t>(text::unescape(escaped, text.data(), intact) - text.data());
  text.resize(size + kPadding);
  return std::string_view(text).substr(0, size);
}

std::string_view EmbeddedDocuments::keep(std::string_view kept) {
  std::string& text = next();
  text.assign(kept);
  text.resize(kept.size() + kPadding);
  return std::string_view(text).substr(0, kept.size());
}

std::string& EmbeddedDocuments::next() {
  if (used_ == strings_.size()) strings_.push_back(std::make_unique<std::string>());
  return *strings_[used_++];
}

Tokens* EmbeddedDocuments::enter(std::string_view text) {
  if (level_ >= kMaxEmbedding) return nullptr;
  if (level_ == levels_.size()) levels_.push_back(std::make_unique<Tokens>());
  Tokens& tokens = *levels_[level_];
  simdjson::error_code error = tokens.read(text);
  bool damaged = false;
  for (int repairs = 0; repairs < kMaxRepairs; ++repairs) {
    auto without = repaired(text, error);
    if (!without) break;
    damaged = damaged || error == simdjson::UTF8_ERROR;
    text = keep(*without);
    error = tokens.read(text);
  }
  whole_bytes_ = text.size();
  const auto take_whole = [&](std::string_view cut) {
    damaged = true;
    const auto whole = whole_part(cut).value_or(WholePart{});
    whole_bytes_ = whole.size;
    text = keep(whole.text);
    error = tokens.read(text);
  };
  if (error == simdjson::UNCLOSED_STRING || error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) take_whole(text);
  const auto misplaced = error == simdjson::SUCCESS ? tokens.misplaced() : std::nullopt;
  if (misplaced) take_whole(text.substr(0, *misplaced));
  if (error != simdjson::SUCCESS) return nullptr;
  damaged_ = damaged_ || damaged;
  ++level_;
  return &tokens;
}

std::string_view key_of(std::string_view raw, std::string& buffer) {
  if (raw.find('\\') == std::string_view::npos) return raw;
  buffer.resize(text::unescaped_bound(raw) + Key::kReadable);
  bool intact = true;
  const char* const end = text::unescape(raw, buffer.data(), intact);
  return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

// Adds values from XML or message lines, at paths below a node.
class Walker::InnerValues final : public windows_event::EventSink {
 public:
  InnerValues(Walker& walker, const PathTable::Node& node) : walker_(walker), node_(node) {}

  // The values are those of `text`, a message whose string begins at `token`.
  void note_message(std::string_view text, const char* token) {
    walker_.strings_read_.messages.push_back(token);
    text_ = text.data();
    message_ = token;
  }

  void value(std::string_view path, std::string_view text) override {
    std::string& padded = walker_.inner_path_;
    padded.assign(path);
    padded.resize(path.size() + Key::kReadable);
    const PathTable::Node* const at = walker_.descend(node_, std::string_view(padded).substr(0, path.size()));
    if (at == nullptr || at->path == PathTable::kNoPath) return;
    std::size_t place = walker_.record_.values().size();
    walker_.add(*at, walker_.embedded_.keep(text), RawKind::kString, false);
    if (message_ == nullptr) return;
    for (; place < walker_.record_.values().size(); ++place) {
      walker_.strings_read_.values.push_back(
          {static_cast<std::uint32_t>(place), message_, static_cast<std::size_t>(text.data() - text_)});
    }
  }

 private:
  Walker& walker_;
  const PathTable::Node& node_;
  const char* text_ = nullptr;
  const char* message_ = nullptr;
};

Walker::Walker(const PathTable& table, EmbeddedDocuments& embedded)
    : table_(table),
      embedded_(embedded),
      record_(table.size(), table.root_count()),
      current_element_(table.root_count(), 0) {}

Tokens::At Walker::walk(Tokens& tokens, At object, std::size_t depth) {
  own_ = tokens_ = &tokens;
  several_ = nullptr;
  record_.clear();
  repeatable_ = true;
  strings_read_.clear();
  name_.clear();
  return walk_object(object, table_.root(), depth);
}

// Most keys are one segment without escapes, so the raw key is looked up first. The result is right
// if the key found has no backslash, or, if none was found, if the raw key is plain.
inline const PathTable::Node* Walker::child_of(const PathTable::Node& node, std::string_view raw) {
  const Key key(raw);
  const PathTable::Node* const child = table_.child(node, key);
  const bool is_it = child == nullptr ? key.is_plain() : !child->has_backslash;
  return is_it ? child : child_of_path(node, raw);
}

const PathTable::Node* Walker::child_of_path(const PathTable::Node& node, std::string_view raw) {
  return descend(node, key_of(raw, key_buffer_));
}

Tokens::At Walker::walk_object(At object, const PathTable::Node& node, std::size_t depth) {
  if (table_.has_patterns()) return walk_named_object(object, node, depth);
  std::size_t keys = 0;
  const At end = tokens_->each_member(object, [&](std::string_view raw, At value) {
    ++keys;
    const PathTable::Node* const child = child_of(node, raw);
    return child == nullptr ? tokens_->skip(value, depth) : walk_value(value, *child, depth);
  });
  if (&node == &table_.root()) record_.key_count = keys;
  return end;
}

// Walks an object if there are patterns: visits every key, and keeps its path in name_.
Tokens::At Walker::walk_named_object(At object, const PathTable::Node& node, std::size_t depth) {
  std::size_t keys = 0;
  const At end = tokens_->each_member(object, [&](std::string_view raw, At value) {
    ++keys;
    const std::string_view path = key_of(raw, key_buffer_);
    const PathTable::Node* const child = descend(node, path);
    const std::size_t outer = name_.size();
    if (!name_.empty()) name_ += '.';
    name_ += path;
    const At next = walk_value(value, child == nullptr ? kElsewhere : *child, depth);
    name_.resize(outer);
    return next;
  });
  if (&node == &table_.root()) record_.key_count = keys;
  return end;
}

// Returns the node at a path below `node`, or nullptr. Key::kReadable bytes after `path` must be
// readable.
const PathTable::Node* Walker::descend(const PathTable::Node& node, std::string_view path) const {
  const PathTable::Node* at = &node;
  for (std::size_t dot = path.find('.'); at != nullptr && dot != std::string_view::npos;
       dot = path.find('.')) {
    at = table_.child(*at, Key(path.substr(0, dot)));
    path.remove_prefix(dot + 1);
  }
  return at == nullptr ? nullptr : table_.child(*at, Key(path));
}

Tokens::At Walker::walk_value(At value, const PathTable::Node& node, std::size_t depth) {
  if (depth >= kMaxDepth) return tokens_->fail(simdjson::DEPTH_ERROR);
  const char first = tokens_->kind(value);
  if (first == '{') return walk_object_at(value, node, depth);
  if (first == '"' && node.only_value) return add_string(value, node);
  if (first != '[') return walk_scalar(value, node, depth);
  return walk_array(value, node, depth);
}

Tokens::At Walker::walk_array(At array, const PathTable::Node& node, std::size_t depth) {
  // The names of pairs are keys, wherever the pairs are.
  const bool has_keys = node.holds == Holds::kPairs;
  if (!has_keys) record_.begin_array(node.path);
  std::size_t texts = 0;
  const At end = tokens_->each_element(array, [&](At element) {
    if (!has_keys) record_.begin_element();
    if (node.holds != Holds::kValue && tokens_->kind(element) == '"')
      texts += may_hold_record(between_quotes(tokens_->scalar(element))) ? 1U : 0U;
    return walk_value(element, node, depth + 1);
  });
  if (has_keys) return end;
  const PathId shared = record_.end_array();
  if (shared != PathTable::kNoPath || texts > 1) note_several(array, shared);
  return end;
}

// Notes that there are several documents in a value, unless it is within a string.
void Walker::note_several(At value, PathId shared) {
  if (tokens_ != own_) return;
  several_ = value;
  record_.several = shared;
  repeatable_ = false;
}

// Returns the value that an object is around, if that is all it has: {"$numberInt": "445"}; nullptr if it is more.
Tokens::At Walker::typed_value(At object) {
  if (tokens_->kind(object + 1) != '"') return nullptr;
  At only = nullptr;
  const At end = tokens_->each_member(object, [&](std::string_view raw, At value) {
    only = value == object + 3 && is_value_key(key_of(raw, key_buffer_)) ? value : nullptr;
    return tokens_->skip(value, 0);
  });
  return end == nullptr ? nullptr : only;
}

// Adds an object that is itself requested, and walks it if something in it is.
Tokens::At Walker::walk_object_at(At object, const PathTable::Node& node, std::size_t depth) {
  if (node.path != PathTable::kNoPath) {
    if (const At value = node.child_mask == 0 ? typed_value(object) : nullptr) {
      repeatable_ = false;
      const At end = walk_value(value, node, depth + 1);
      return end == nullptr ? nullptr : end + 1;
    }
    const RawKind kind = tokens_->kind(object + 1) == '}' ? RawKind::kEmptyObject : RawKind::kObject;
    record_.add(node.path, "{", kind);
  }
  if (node.child_mask == 0 && node.only_below && !table_.has_patterns()) return tokens_->skip(object, depth);
  if (node.holds == Holds::kPairs) return walk_pair(object, node, depth + 1);
  if (node.only_below) return walk_object(object, node, depth + 1);
  return walk_element(object, node, depth + 1, 0);
}

// Walks an object that is an element of one or more nested roots. Each call enters one root.
Tokens::At Walker::walk_element(At object, const PathTable::Node& node, std::size_t depth,
                                std::size_t roots_entered) {
  if (roots_entered == table_.roots(node).size()) return walk_object(object, node, depth);
  const std::uint16_t root = table_.roots(node)[roots_entered];
  const std::uint16_t parent = table_.root_parent(root);
  const std::uint32_t outer = current_element_[root];
  current_element_[root] =
      record_.add_element(root, parent == PathTable::kNoRoot ? 0 : current_element_[parent]);
  const At end = walk_element(object, node, depth, roots_entered + 1);
  current_element_[root] = outer;
  return end;
}

// Adds the value of a pair: {"@Name": "SourceIp", "#text": "10.0.0.1"}.
Tokens::At Walker::walk_pair(At object, const PathTable::Node& node, std::size_t depth) {
  repeatable_ = false;
  std::string_view name;
  std::string_view text;
  std::optional<RawKind> text_kind;
  const At end = tokens_->each_member(object, [&](std::string_view raw, At value) {
    const std::string_view key = key_of(raw, key_buffer_);
    const auto kind = scalar_kind(tokens_->kind(value));
    if (!kind) return tokens_->skip(value, depth);
    const std::string_view token = tokens_->scalar(value);
    if (key == "@Name") name = embedded_.keep_unescaped(between_quotes(token));
    if (key != "#text") return value + 1;
    if (const auto error = check_scalar(token, *kind)) return tokens_->fail(error);
    text = token;
    text_kind = kind;
    return value + 1;
  });
  const bool complete = end != nullptr && text_kind && !name.empty();
  const PathTable::Node* const at = complete ? table_.child(node, Key(name)) : nullptr;
  if (at != nullptr) add_scalar(*at, text, *text_kind);
  return end;
}

// The fast path for most values: strings at nodes with only_value.
inline Tokens::At Walker::add_string(At value, const PathTable::Node& node) {
  const std::string_view token = tokens_->scalar(value);
  if (!is_closed(token)) return tokens_->fail(simdjson::STRING_ERROR);
  record_.add(node.path, token.substr(1, token.size() - 2), RawKind::kString, true);
  return value + 1;
}

Tokens::At Walker::walk_scalar(At value, const PathTable::Node& node, std::size_t depth) {
  const auto kind = scalar_kind(tokens_->kind(value));
  if (!kind) return tokens_->fail(simdjson::TAPE_ERROR);
  if (kind == RawKind::kString && node.holds != Holds::kValue &&
      walk_text(tokens_->scalar(value), node, depth + 1))
    note_several(value, PathTable::kNoPath);
  if (node.path == PathTable::kNoPath && table_.nested(node).empty() && !table_.has_patterns())
    return value + 1;
  const std::string_view token = tokens_->scalar(value);
  if (const auto error = check_scalar(token, *kind)) return tokens_->fail(error);
  add_scalar(node, token, token == kMinusInfinity ? RawKind::kNull : *kind);
  return value + 1;
}

// Walks the document, XML or message in a string, if there is one. A string without one is not an
// error. Returns whether another one may follow.
bool Walker::walk_text(std::string_view token, const PathTable::Node& node, std::size_t depth) {
  const std::string_view escaped = between_quotes(token);
  const bool may_hold = may_hold_document(escaped);
  repeatable_ = repeatable_ && !may_hold;
  if (!may_hold && node.holds != Holds::kMessage) {
    strings_read_.texts.push_back(token.data());
    return false;
  }
  std::string_view text = embedded_.keep_unescaped(escaped);
  if (node.holds == Holds::kDocument && first_of_document(text) == '{')
    return walk_document(text.substr(text.find('{')), node, depth);
  InnerValues values(*this, node);
  if (windows_event::is_event(text)) {
    if (!xml_.read(text, values)) embedded_.set_damaged(true);
    return has_more_than_one(text);
  }
  if (node.holds != Holds::kMessage) return false;
  if (const auto lines = windows_event::in_lines(text)) {
    repeatable_ = false;
    text = embedded_.keep(*lines);
  }
  if (!windows_event::is_one_message(text) || find_event(text, 0) != std::string_view::npos ||
      text.find(kObjectBegin) != std::string_view::npos)
    return true;
  values.note_message(text, token.data());
  windows_event::read_message(text, values);
  return false;
}

// Returns whether something follows the document.
bool Walker::walk_document(std::string_view text, const PathTable::Node& node, std::size_t depth) {
  Tokens* const document = embedded_.enter(text);
  if (document == nullptr) return false;
  Tokens* const outer = std::exchange(tokens_, document);
  At end = document->end();
  if (document->kind(document->begin()) == '{') end = walk_object(document->begin(), node, depth);
  tokens_ = outer;
  embedded_.leave();
  return end != nullptr && end != document->end();
}

void Walker::add_scalar(const PathTable::Node& node, std::string_view token, RawKind kind) {
  const bool is_string = kind == RawKind::kString;
  add(node, is_string ? between_quotes(token) : token, kind, is_string);
}

void Walker::add(const PathTable::Node& node, std::string_view token, RawKind kind, bool escaped) {
  if (node.path != PathTable::kNoPath) record_.add(node.path, token, kind, escaped);
  for (const PathTable::Nested& nested : table_.nested(node)) {
    record_.add(nested.path, token, kind, escaped).element = current_element_[nested.root];
  }
  if (!table_.has_patterns() || name_.size() > kMaxNameBytes) return;
  table_.matching_patterns(name_, matched_);
  if (matched_.empty()) return;
  const std::uint32_t name = record_.add_name(name_);
  for (const PathTable::Nested& pattern : matched_) {
    RawValue& value = record_.add(pattern.path, token, kind, escaped, &name_);
    value.name = name;
    value.element = pattern.root == PathTable::kNoRoot ? 0 : current_element_[pattern.root];
  }
}

}  // namespace firstseen::json
