#include "json/templates/templates.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <utility>

#include "json/key.h"
#include "json/scalar.h"
#include "text/ascii.h"
#include "windows_event/message.h"

namespace firstseen::json::templates {
namespace {

constexpr std::uint32_t kWindow = 64;  // documents that decide whether templates rest
constexpr std::uint32_t kFirstRest = 256;
constexpr std::uint32_t kLongestRest = 65'536;
constexpr std::uint64_t kCredit = 1 << 20;
constexpr std::uint64_t kFittedPerCredit = 8;  // bytes that fit, for another one that may be learnt

// Whether a text ends like a document, not within a scalar.
bool ends_document(std::string_view text) {
  return !text.empty() && (text.back() == '}' || static_cast<unsigned char>(text.back()) <= ' ');
}

// Whether the first `size` bytes of a word, 1 to 8, are digits.
constexpr bool are_digits(std::uint64_t word, std::size_t size) {
  constexpr std::uint64_t kZeros = words::kOnes * '0';
  constexpr std::uint64_t kHighHalves = words::kOnes * 0xf0;
  const std::uint64_t values = (word ^ kZeros) & words::kFirstBytes[size];
  return ((values | (values + words::kOnes * 6)) & kHighHalves) == 0;
}

// Whether the token, of a document, is well-formed. Most are short integers.
bool is_well_formed(std::string_view token, RawKind kind) {
  const bool short_integer = token.size() <= sizeof(std::uint64_t) && token.front() != '0' &&
                             are_digits(words::at(token.data()), token.size());
  return short_integer || check_scalar(token, kind) == simdjson::SUCCESS;
}

// Whether a string's text, still escaped, begins or ends with a tab.
bool has_outer_tab(std::string_view escaped) {
  if (escaped.starts_with("\\t")) return true;
  if (!escaped.ends_with("\\t")) return false;
  std::size_t before = escaped.size() - 1;  // the `t`
  while (before > 0 && escaped[before - 1] == '\\') --before;
  return (escaped.size() - 1 - before) % 2 == 1;
}

}  // namespace

Templates::Templates(MatchTemplate* match, const PathTable& paths)
    : match_(match), paths_(paths), next_rest_(kFirstRest), credit_(kCredit) {}

const RawRecord* Templates::read(std::string_view text) {
  if (rest_ > 0) {
    if (--rest_ > 0) return nullptr;
    // Those that have no room for others are dropped.
    if (bytes_ >= kMaxBytes || crowded_) clear();
    credit_ = kCredit;
    return nullptr;
  }
  if (!ends_document(text)) return nullptr;
  match_(tree_, text.data(), text.data() + text.size(), found_);
  const bool matched = found_.leaf != TemplateMatch::kNone &&
                       (found_.ascii || simdjson::validate_utf8(text.data(), text.size()));
  const RawRecord* const record = matched ? take_values(templates_[found_.leaf - 1]) : nullptr;
  count(text.size(), record != nullptr);
  return record;
}

// Returns the record with the values that were found; nullptr if the walk must read them.
const RawRecord* Templates::take_values(Template& found) {
  found.record.bind(found.bindings.strings, found.bindings.late, found_.values.data());
  if (!found.bindings.lines.empty() && !take_lines(found)) return nullptr;
  return take_scalars(found) ? &found.record : nullptr;
}

// Stores the values of messages. Returns false if the walk must read one.
bool Templates::take_lines(Template& found) {
  for (const Binding& binding : found.bindings.lines) {
    const ValueSpan& span = found_.values[binding.span];
    const std::string_view value = text::trimmed(span.text());
    if (span.escaped() && has_outer_tab(value)) return false;
    found.record.change(binding.place, value, RawKind::kString, span.escaped());
  }
  return true;
}

// Stores numbers, true, false and null. Returns false if one is malformed.
bool Templates::take_scalars(Template& found) {
  for (const Binding& binding : found.bindings.scalars) {
    const std::string_view token = found_.values[binding.span].text();
    const RawKind kind = *scalar_kind(token.front());
    if (!is_well_formed(token, kind)) return false;
    if (binding.place != Binding::kNowhere) found.record.change(binding.place, token, kind, false);
  }
  return true;
}

void Templates::learn(std::string_view text, const Tokens& tokens, const RawRecord& record,
                      const StringsRead& strings) {
  if (!learns()) return;
  credit_ -= std::min<std::uint64_t>(credit_, text.size());
  if (text.size() > kMaxDocumentBytes || !ends_document(text)) return;
  if (!find_pieces(text, tokens, strings) || !bind(record, strings)) return;
  std::uint32_t at = 0;
  for (const Segment& segment : segments_) {
    at = find_or_add(at, segment);
    if (at == 0) return;
  }
  Piece& last = tree_.pieces[at];
  if (last.follows != 0) return;

  static std::atomic<std::uint64_t> layouts{0};
  templates_.push_back({record, bindings_});
  templates_.back().record.layout = ++layouts;
  last.follows = static_cast<std::uint32_t>(templates_.size());
  bytes_ += record.memory() + sizeof(Template);
  for (const std::vector<Binding>* const some : bindings_.all()) bytes_ += some->size() * sizeof(Binding);
}

// Lets templates rest if most bytes of the last documents did not fit: each time four times as long, until most fit.
void Templates::count(std::size_t bytes, bool fits) {
  tried_bytes_ += bytes;
  fitted_bytes_ += fits ? bytes : 0;
  if (++tried_ < kWindow) return;
  credit_ = std::min(kCredit, credit_ + fitted_bytes_ / kFittedPerCredit);
  if (2 * fitted_bytes_ >= tried_bytes_) {
    next_rest_ = kFirstRest;
  } else {
    rest_ = next_rest_;
    next_rest_ = std::min(4 * next_rest_, kLongestRest);
  }
  tried_ = 0;
  tried_bytes_ = fitted_bytes_ = 0;
}

void Templates::clear() {
  tree_ = TemplateTree();
  templates_.clear();
  bytes_ = 0;
  crowded_ = false;
}

// Fills segments_ and values_. Returns false if there are too many, or if a message has no such pieces.
bool Templates::find_pieces(std::string_view text, const Tokens& tokens, const StringsRead& strings) {
  segments_.clear();
  values_.clear();
  message_values_.clear();
  const char* literal = text.data();
  auto next_text = strings.texts.begin();
  auto next_message = strings.messages.begin();
  const auto is_next = [](auto& next, const std::vector<const char*>& all, const char* token) {
    const bool is = next != all.end() && *next == token;
    next += is ? 1 : 0;
    return is;
  };
  for (Tokens::At at = tokens.begin(); at != tokens.end(); ++at) {
    const auto kind = scalar_kind(tokens.kind(at));
    const bool is_key = at + 1 != tokens.end() && tokens.kind(at + 1) == ':';
    if (!kind || is_key) continue;
    const std::string_view token = tokens.scalar(at);
    if (*kind != RawKind::kString) {
      if (!add_piece(literal, token, PieceEnd::kBare)) return false;
    } else if (is_next(next_message, strings.messages, token.data())) {
      if (!find_message_pieces(between_quotes(token), literal)) return false;
    } else {
      const bool is_text = is_next(next_text, strings.texts, token.data());
      if (!add_piece(literal, between_quotes(token), is_text ? PieceEnd::kText : PieceEnd::kString))
        return false;
    }
  }
  segments_.push_back(
      {{literal, static_cast<std::size_t>(text.data() + text.size() - literal)}, PieceEnd::kDocument, false});
  return true;
}

// Adds the piece of a value, whose literal begins at `literal`, and moves that behind it. Returns false if there are
// too many.
bool Templates::add_piece(const char*& literal, std::string_view value, PieceEnd end) {
  if (segments_.size() == kMaxValues) return false;
  segments_.push_back({{literal, static_cast<std::size_t>(value.data() - literal)}, end, false});
  values_.push_back(value.data());
  literal = value.data() + value.size();
  return true;
}

// Adds a piece for what follows the key and separator of each line, so that messages which fit have the same lines and
// keys. Returns false if there are too many, or if the lines of a message that fits could have another meaning.
bool Templates::find_message_pieces(std::string_view escaped, const char*& literal) {
  if (!decode_message(escaped)) return false;
  bool first = true;
  for (std::string_view rest = message_; !rest.empty();) {
    const windows_event::MessageLine line = windows_event::take_message_line(rest);
    if (line.text.empty()) continue;
    // A first line with a value would be a title without it, and a line of this key is one if its value says so.
    const bool is_title = std::exchange(first, false);
    if ((is_title && !line.value.empty()) || line.key == "Message") return false;
    if (is_title || !line.separated) continue;
    const auto begin = static_cast<std::size_t>(line.key.data() + line.key.size() + 1 - message_.data());
    std::size_t end = std::min(message_.find('\n', begin), message_.size());
    if (end > begin && message_[end - 1] == '\r') --end;
    if (message_.find('\r', begin) < end) return false;
    message_values_.push_back({escaped.data() - 1, begin, end, values_.size()});
    const std::size_t raw_begin = raw_offsets_[begin];
    if (!add_piece(literal, escaped.substr(raw_begin, raw_offsets_[end] - raw_begin), PieceEnd::kLine))
      return false;
  }
  return true;
}

// Fills message_ and raw_offsets_. Returns false if there are other escapes than those of quotes, backslashes, tabs and
// line breaks.
bool Templates::decode_message(std::string_view escaped) {
  message_.clear();
  raw_offsets_.clear();
  for (std::size_t at = 0; at < escaped.size(); ++at) {
    raw_offsets_.push_back(at);
    if (escaped[at] != '\\') {
      message_ += escaped[at];
      continue;
    }
    constexpr std::string_view kEscapes = "\"\\rnt";
    const std::size_t which = kEscapes.find(escaped[++at]);
    if (which == std::string_view::npos) return false;
    message_ += "\"\\\r\n\t"[which];
  }
  raw_offsets_.push_back(escaped.size());
  return true;
}

// Fills the bindings, and marks the pieces whose values are in the record. Returns false if a value of the record is not
// one of the document's.
bool Templates::bind(const RawRecord& record, const StringsRead& strings) {
  for (std::vector<Binding>* const some : bindings_.all()) some->clear();
  find_late_places(record);
  const std::vector<RawValue>& places = record.values();
  auto of_message = strings.values.begin();
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].kind == RawKind::kObject || places[i].kind == RawKind::kEmptyObject) continue;
    const bool is_line = of_message != strings.values.end() && of_message->place == i;
    const auto value = is_line ? value_of(*of_message++) : value_at(places[i].token.data());
    if (!value) return false;
    segments_[*value].wanted = true;
    std::vector<Binding>& some = is_line                                    ? bindings_.lines
                                 : segments_[*value].end == PieceEnd::kBare ? bindings_.scalars
                                 : late_places_[i]                          ? bindings_.late
                                                                            : bindings_.strings;
    some.push_back({static_cast<std::uint32_t>(*value), static_cast<std::uint32_t>(i)});
  }
  for (std::size_t i = 0; paths_.has_patterns() && i < values_.size(); ++i) {
    if (segments_[i].end != PieceEnd::kBare || segments_[i].wanted) continue;
    segments_[i].wanted = true;
    bindings_.scalars.push_back({static_cast<std::uint32_t>(i), Binding::kNowhere});
  }
  // Number the wanted values.
  std::vector<std::uint32_t> numbers(values_.size(), 0);
  std::uint32_t wanted = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) numbers[i] = segments_[i].wanted ? wanted++ : wanted;
  for (std::vector<Binding>* const some : bindings_.all()) {
    for (Binding& binding : *some) binding.span = numbers[binding.span];
  }
  return wanted <= TemplateTree::kMaxWanted;
}

// Fills late_places_.
void Templates::find_late_places(const RawRecord& record) {
  late_places_.assign(record.values().size(), false);
  for (const PathId path : record.paths()) {
    if (!paths_.is_late(path)) continue;
    for (const RawValue* value = record.first(path); value != nullptr; value = record.next(*value))
      late_places_[static_cast<std::size_t>(value - record.values().data())] = true;
  }
}

// The index of the value whose first byte is `token`.
std::optional<std::size_t> Templates::value_at(const char* token) const {
  const auto at = std::lower_bound(values_.begin(), values_.end(), token, std::less<>());
  if (at == values_.end() || *at != token) return std::nullopt;
  return static_cast<std::size_t>(at - values_.begin());
}

// The index of the value that a message's line has.
std::optional<std::size_t> Templates::value_of(const StringsRead::OfMessage& line) const {
  const auto found =
      std::partition_point(message_values_.begin(), message_values_.end(), [&](const MessageValue& value) {
        return std::less<>()(value.message, line.message) ||
               (value.message == line.message && value.end < line.offset);
      });
  const bool is_it =
      found != message_values_.end() && found->message == line.message && found->begin <= line.offset;
  return is_it ? std::optional(found->value) : std::nullopt;
}

// Returns the last of the pieces that have a literal, among those that may follow `parent`; of 0, among those that begin
// a document. Returns 0 if there are too many.
std::uint32_t Templates::find_or_add(std::uint32_t parent, Segment segment) {
  std::string_view& literal = segment.literal;
  for (; literal.size() > Piece::kMaxBytes; literal.remove_prefix(Piece::kMaxBytes)) {
    parent = find_or_add_piece(parent, {literal.substr(0, Piece::kMaxBytes), PieceEnd::kLiteral, false});
    if (parent == 0) return 0;
  }
  return find_or_add_piece(parent, segment);
}

// REQUIRES: the segment fits in a piece.
std::uint32_t Templates::find_or_add_piece(std::uint32_t parent, const Segment& segment) {
  const auto first = [&]() -> std::uint32_t& {
    return parent == 0 ? tree_.first : tree_.pieces[parent].follows;
  };
  std::size_t siblings = 0;
  for (std::uint32_t at = first(); at != 0; at = tree_.pieces[at].next, ++siblings) {
    const Piece& known = tree_.pieces[at];
    if (known.end == segment.end && known.wanted == segment.wanted &&
        std::string_view(known.bytes.data(), known.size) == segment.literal)
      return at;
  }
  if (siblings >= kMaxSiblings) {
    crowded_ = true;
    return 0;
  }
  Piece added;
  added.size = static_cast<std::uint32_t>(segment.literal.size());
  std::memcpy(added.bytes.data(), segment.literal.data(), segment.literal.size());
  added.mask = (std::uint64_t{1} << segment.literal.size()) - 1;
  if (segment.end == PieceEnd::kDocument) added.mask |= Piece::kMoreDecides;
  added.end = segment.end;
  added.wanted = segment.wanted;
  added.next = first();
  const auto number = static_cast<std::uint32_t>(tree_.pieces.size());
  tree_.pieces.push_back(added);
  first() = number;
  bytes_ += sizeof added;
  return number;
}

}  // namespace firstseen::json::templates
