#include "json/templates.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

#include "json/key.h"
#include "json/scalar.h"

namespace firstseen::json {
namespace {

constexpr std::uint32_t kWindow = 64;  // documents that decide whether templates rest
constexpr std::uint32_t kFirstRest = 256;
constexpr std::uint32_t kLongestRest = 65'536;

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

}  // namespace

Templates::Templates(MatchTemplate* match, bool checks_all)
    : match_(match), checks_all_(checks_all), next_rest_(kFirstRest) {}

std::size_t Templates::fitting_line(std::string_view lines) {
  compared_ = nullptr;
  if (rest_ > 0 || !ends_document(lines)) return 0;
  match_(tree_, lines.data(), lines.data() + lines.size(), DocumentEnd::kLine, found_);
  compared_ = lines.data();
  return found_.leaf == TemplateMatch::kNone ? 0 : static_cast<std::size_t>(found_.end - lines.data());
}

const RawRecord* Templates::read(std::string_view text) {
  const bool compared = std::exchange(compared_, nullptr) == text.data();
  if (rest_ > 0) {
    // Those that have no room for others are dropped.
    if (--rest_ == 0 && (bytes_ >= kMaxBytes || crowded_)) clear();
    return nullptr;
  }
  if (!compared) {
    if (!ends_document(text)) return nullptr;
    match_(tree_, text.data(), text.data() + text.size(), DocumentEnd::kExact, found_);
  }
  const bool fits = found_.leaf != TemplateMatch::kNone && found_.end == text.data() + text.size() &&
                    (found_.ascii || simdjson::validate_utf8(text.data(), text.size()));
  count(fits);
  if (!fits) return nullptr;
  Template& found = templates_[found_.leaf - 1];
  for (const Binding& binding : found.strings) {
    const ValueSpan& value = found_.values[binding.value];
    found.record.change(binding.place, value.text(), RawKind::kString, value.escaped());
  }
  for (const Binding& binding : found.scalars) {
    const std::string_view token = found_.values[binding.value].text();
    const RawKind kind = *scalar_kind(token.front());
    if (!is_well_formed(token, kind)) return nullptr;
    if (binding.place != Binding::kNowhere) found.record.change(binding.place, token, kind, false);
  }
  return &found.record;
}

void Templates::learn(std::string_view text, const Tokens& tokens, const RawRecord& record,
                      const std::vector<const char*>& texts) {
  if (!learns() || text.size() > kMaxBytes || !ends_document(text)) return;
  if (!find_pieces(text, tokens, texts) || !bind(record)) return;
  std::uint32_t at = 0;
  for (const NewPiece& piece : pieces_) {
    at = find_or_add(at, piece);
    if (at == 0) return;
  }
  Piece& last = tree_.pieces[at];
  if (last.follows != 0) return;

  static std::atomic<std::uint64_t> layouts{0};
  templates_.push_back({record, strings_, scalars_});
  templates_.back().record.layout = ++layouts;
  last.follows = static_cast<std::uint32_t>(templates_.size());
  bytes_ += record.memory() + (strings_.size() + scalars_.size()) * sizeof(Binding) + sizeof(Template);
}

// Lets templates rest if most documents of the last ones did not fit: each time twice as long, until most fit.
void Templates::count(bool fits) {
  fitted_ += fits ? 1 : 0;
  if (++tried_ < kWindow) return;
  if (2 * fitted_ >= tried_) {
    next_rest_ = kFirstRest;
  } else {
    rest_ = next_rest_;
    next_rest_ = std::min(2 * next_rest_, kLongestRest);
  }
  tried_ = fitted_ = 0;
}

void Templates::clear() {
  tree_ = TemplateTree();
  templates_.clear();
  bytes_ = 0;
  crowded_ = false;
}

// Fills pieces_ and values_. Returns false if there are too many.
bool Templates::find_pieces(std::string_view text, const Tokens& tokens,
                            const std::vector<const char*>& texts) {
  pieces_.clear();
  values_.clear();
  const char* literal = text.data();
  auto next_text = texts.begin();
  for (Tokens::At at = tokens.begin(); at != tokens.end(); ++at) {
    const auto kind = scalar_kind(tokens.kind(at));
    const bool is_key = at + 1 != tokens.end() && tokens.kind(at + 1) == ':';
    if (!kind || is_key) continue;
    const bool is_string = *kind == RawKind::kString;
    const std::string_view token = tokens.scalar(at);
    const std::string_view value = is_string ? between_quotes(token) : token;
    const bool is_text = next_text != texts.end() && *next_text == token.data();
    if (is_text) ++next_text;
    if (pieces_.size() == kMaxPieces) return false;
    pieces_.push_back({{literal, static_cast<std::size_t>(value.data() - literal)},
                       is_text     ? PieceEnd::kText
                       : is_string ? PieceEnd::kString
                                   : PieceEnd::kBare,
                       false});
    values_.push_back(value.data());
    literal = value.data() + value.size();
  }
  pieces_.push_back(
      {{literal, static_cast<std::size_t>(text.data() + text.size() - literal)}, PieceEnd::kDocument, false});
  return true;
}

// Fills strings_ and scalars_, and marks the pieces whose values are in the record. Returns false if a value of the
// record is not one of the document's.
bool Templates::bind(const RawRecord& record) {
  strings_.clear();
  scalars_.clear();
  const std::vector<RawValue>& places = record.values();
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].kind == RawKind::kObject || places[i].kind == RawKind::kEmptyObject) continue;
    const auto at = std::lower_bound(values_.begin(), values_.end(), places[i].token.data(), std::less<>());
    if (at == values_.end() || *at != places[i].token.data()) return false;
    const auto value = static_cast<std::size_t>(at - values_.begin());
    pieces_[value].wanted = true;
    (pieces_[value].end == PieceEnd::kBare ? scalars_ : strings_)
        .push_back({static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(i)});
  }
  for (std::size_t i = 0; checks_all_ && i < values_.size(); ++i) {
    if (pieces_[i].end != PieceEnd::kBare || pieces_[i].wanted) continue;
    pieces_[i].wanted = true;
    scalars_.push_back({static_cast<std::uint32_t>(i), Binding::kNowhere});
  }
  // Number the wanted values.
  std::vector<std::uint32_t> numbers(values_.size(), 0);
  std::uint32_t wanted = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) numbers[i] = pieces_[i].wanted ? wanted++ : wanted;
  for (Binding& binding : strings_) binding.value = numbers[binding.value];
  for (Binding& binding : scalars_) binding.value = numbers[binding.value];
  return wanted <= TemplateTree::kMaxWanted;
}

// Returns the piece among those that may follow `parent`; of 0, among those that begin a document. Returns 0 if there
// are too many.
std::uint32_t Templates::find_or_add(std::uint32_t parent, const NewPiece& piece) {
  const auto first = [&]() -> std::uint32_t& {
    return parent == 0 ? tree_.first : tree_.pieces[parent].follows;
  };
  std::size_t siblings = 0;
  for (std::uint32_t at = first(); at != 0; at = tree_.pieces[at].next, ++siblings) {
    if (is(tree_.pieces[at], piece)) return at;
  }
  if (siblings >= kMaxSiblings) {
    crowded_ = true;
    return 0;
  }
  Piece added;
  added.size = static_cast<std::uint32_t>(piece.literal.size());
  const std::size_t in_head = std::min(piece.literal.size(), Piece::kHeadBytes);
  std::memcpy(added.head.data(), piece.literal.data(), in_head);
  added.head_mask = (std::uint64_t{1} << in_head) - 1;
  if (piece.literal.size() > in_head || piece.end == PieceEnd::kDocument)
    added.head_mask |= Piece::kBeyondHead;
  if (piece.literal.size() > in_head) {
    const std::size_t padding = tree_.tails.size() - Piece::kHeadBytes;
    added.tail = static_cast<std::uint32_t>(padding);
    tree_.tails.insert(padding, piece.literal.substr(in_head));
  }
  added.end = piece.end;
  added.wanted = piece.wanted;
  added.next = first();
  const auto number = static_cast<std::uint32_t>(tree_.pieces.size());
  tree_.pieces.push_back(added);
  first() = number;
  bytes_ += sizeof added + piece.literal.size() - in_head;
  return number;
}

bool Templates::is(const Piece& piece, const NewPiece& other) const {
  if (piece.size != other.literal.size() || piece.end != other.end || piece.wanted != other.wanted)
    return false;
  const std::size_t in_head = std::min<std::size_t>(piece.size, Piece::kHeadBytes);
  return std::memcmp(piece.head.data(), other.literal.data(), in_head) == 0 &&
         std::memcmp(tree_.tails.data() + piece.tail, other.literal.data() + in_head, piece.size - in_head) ==
             0;
}

}  // namespace firstseen::json
