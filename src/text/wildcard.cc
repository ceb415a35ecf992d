#include "text/wildcard.h"

#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::text {
namespace {

// Pattern units beyond the byte values: `*` and `?`.
constexpr short kRun = 256;
constexpr short kOne = 257;

short unit_of(char c) {
  return static_cast<unsigned char>(c);
}

bool starts_with(std::string_view text, std::string_view piece, bool caseless) {
  if (!caseless) return text.starts_with(piece);
  if (text.size() < piece.size()) return false;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (ascii_lower(text[i]) != piece[i]) return false;
  }
  return true;
}

std::size_t find(std::string_view text, std::string_view piece, bool caseless) {
  if (!caseless) return text.find(piece);
  for (std::size_t i = 0; i + piece.size() <= text.size(); ++i) {
    if (starts_with(text.substr(i), piece, true)) return i;
  }
  return std::string_view::npos;
}

// Returns the position after the UTF-8 character at `position`.
std::size_t next_character(std::string_view text, std::size_t position) {
  ++position;
  while (position < text.size() && continues_character(text[position])) ++position;
  return position;
}

}  // namespace

void Wildcard::add_character(char c) {
  pattern_.push_back(unit_of(caseless_ ? ascii_lower(c) : c));
}

void Wildcard::add_run() {
  if (pattern_.empty() || pattern_.back() != kRun) pattern_.push_back(kRun);
}

void Wildcard::add_one() {
  pattern_.push_back(kOne);
  has_one_ = true;
}

void Wildcard::finish() {
  if (!caseless_ && !pattern_.empty() && pattern_.front() < kRun) first_byte_ = pattern_.front();
  if (has_one_) return;
  pieces_.emplace_back();
  for (const short unit : pattern_) {
    if (unit == kRun) {
      pieces_.emplace_back();
    } else {
      pieces_.back() += static_cast<char>(unit);
    }
  }
}

Wildcard Wildcard::with_runs(std::string_view text, const std::vector<std::size_t>& runs, bool caseless) {
  Wildcard wildcard(caseless);
  auto next = runs.begin();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (next != runs.end() && *next == i) {
      wildcard.add_run();
      ++next;
    } else {
      wildcard.add_character(text[i]);
    }
  }
  wildcard.finish();
  return wildcard;
}

Wildcard Wildcard::of_stars(std::string_view pattern) {
  std::vector<std::size_t> stars;
  for (std::size_t at = 0; (at = pattern.find('*', at)) != std::string_view::npos; ++at) stars.push_back(at);
  return with_runs(pattern, stars, false);
}

Wildcard Wildcard::from_dsl(std::string_view pattern, bool caseless) {
  Wildcard wildcard(caseless);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    switch (pattern[i]) {
      case '*': wildcard.add_run(); break;
      case '?': wildcard.add_one(); break;
      case '\\':
        if (i + 1 < pattern.size()) ++i;
        wildcard.add_character(pattern[i]);
        break;
      default: wildcard.add_character(pattern[i]);
    }
  }
  wildcard.finish();
  return wildcard;
}

Wildcard Wildcard::ignoring_case() const {
  return in_lower_case([](std::string_view text) { return lowered(std::string(text)); });
}

Wildcard Wildcard::in_lower_case(std::string (*lowered)(std::string_view)) const {
  Wildcard wildcard(true);
  std::string text;
  const auto add_text = [&] {
    for (const char c : lowered(text)) wildcard.add_character(c);
    text.clear();
  };
  for (const short unit : pattern_) {
    if (unit < kRun) {
      text += static_cast<char>(unit);
      continue;
    }
    add_text();
    unit == kRun ? wildcard.add_run() : wildcard.add_one();
  }
  add_text();
  wildcard.finish();
  return wildcard;
}

// The text must start with the first piece and end with the last one; the others must follow each
// other in between. Taking the leftmost match of each piece suffices.
bool Wildcard::matches_pieces(std::string_view text) const {
  const std::string& first = pieces_.front();
  const std::string& last = pieces_.back();
  if (pieces_.size() == 1) return text.size() == first.size() && starts_with(text, first, caseless_);
  if (text.size() < first.size() + last.size() || !starts_with(text, first, caseless_) ||
      !starts_with(text.substr(text.size() - last.size()), last, caseless_)) {
    return false;
  }
  text = text.substr(first.size(), text.size() - first.size() - last.size());
  for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
    const std::size_t at = find(text, pieces_[i], caseless_);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + pieces_[i].size());
  }
  return true;
}

// Matches greedily. On a mismatch, goes back to the last run and lets it match one more character.
bool Wildcard::matches_stepwise(std::string_view text) const {
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::size_t run = kNone;
  std::size_t run_text = 0;
  while (in_text < text.size()) {
    const short unit = at < pattern_.size() ? pattern_[at] : short{-1};
    if (unit == kRun) {
      run = at++;
      run_text = in_text;
    } else if (unit == kOne) {
      in_text = next_character(text, in_text);
      ++at;
    } else if (unit >= 0 && unit == unit_of(caseless_ ? ascii_lower(text[in_text]) : text[in_text])) {
      ++in_text;
      ++at;
    } else if (run != kNone) {
      run_text = next_character(text, run_text);
      in_text = run_text;
      at = run + 1;
    } else {
      return false;
    }
  }
  while (at < pattern_.size() && pattern_[at] == kRun) ++at;
  return at == pattern_.size();
}

bool Wildcard::matches_everything() const {
  return pattern_.size() == 1 && pattern_.front() == kRun;
}

std::vector<std::string> Wildcard::literals() const {
  std::vector<std::string> texts(1);
  for (const short unit : pattern_) {
    if (unit < kRun) {
      texts.back() += static_cast<char>(unit);
    } else if (!texts.back().empty()) {
      texts.emplace_back();
    }
  }
  if (texts.back().empty()) texts.pop_back();
  return texts;
}

std::string Wildcard::print() const {
  std::string out;
  for (const short unit : pattern_) {
    if (unit == kRun) {
      out += '*';
    } else if (unit == kOne) {
      out += '?';
    } else {
      const char c = static_cast<char>(unit);
      if (c == '*' || c == '?' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace firstseen::text
