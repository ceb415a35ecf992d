#include "unicode/words.h"

#include <unictype.h>
#include <uniwbrk.h>

#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::unicode {
namespace {

constexpr std::uint32_t kZeroWidthJoiner = 0x200d;
constexpr std::uint32_t kEmojiVariation = 0xfe0f;
constexpr std::uint32_t kKeycap = 0x20e3;

constexpr std::array<WordClass, 128> ascii_classes() {
  std::array<WordClass, 128> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const char c = static_cast<char>(i);
    if (text::is_ascii_letter(c)) classes[i] = WordClass::kLetter;
    if (text::is_digit(c)) classes[i] = WordClass::kDigit;
  }
  classes['_'] = WordClass::kJoiner;
  classes[':'] = WordClass::kMidLetter;
  classes[','] = classes[';'] = WordClass::kMidNumber;
  classes['.'] = WordClass::kMidBoth;
  classes['\''] = WordClass::kSingleQuote;
  classes['"'] = WordClass::kDoubleQuote;
  return classes;
}
constexpr std::array<WordClass, 128> kAsciiClasses = ascii_classes();

// The bytes that are ASCII letters, digits and `_`.
constexpr std::array<bool, 256> ascii_word_bytes() {
  std::array<bool, 256> bytes{};
  for (std::size_t i = 0; i < 128; ++i) {
    const char c = static_cast<char>(i);
    bytes[i] = text::is_ascii_letter(c) || text::is_digit(c) || c == '_';
  }
  return bytes;
}
constexpr std::array<bool, 256> kAsciiWordBytes = ascii_word_bytes();

// Line_Break Complex_Context, which libunistring does not expose: letters and marks of these
// scripts (UAX #14).
bool is_complex(std::uint32_t point) {
  static const std::array kScripts{
      uc_script_byname("Thai"),     uc_script_byname("Lao"),      uc_script_byname("Myanmar"),
      uc_script_byname("Khmer"),    uc_script_byname("Tai_Le"),   uc_script_byname("New_Tai_Lue"),
      uc_script_byname("Tai_Tham"), uc_script_byname("Tai_Viet"), uc_script_byname("Ahom")};
  if (point < 0x0e00) return false;
  const uc_script_t* const script = uc_script(point);
  for (const uc_script_t* const complex : kScripts) {
    if (script != complex) continue;
    return uc_is_general_category_withtable(
        point, UC_CATEGORY_MASK_Lo | UC_CATEGORY_MASK_Lm | UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Mc);
  }
  return false;
}

bool is_han_or_hiragana(std::uint32_t point) {
  static const uc_script_t* const han = uc_script_byname("Han");
  static const uc_script_t* const hiragana = uc_script_byname("Hiragana");
  const uc_script_t* const script = uc_script(point);
  return script == han || script == hiragana;
}

// A character that UAX #29 gives no property.
WordClass class_of_other(std::uint32_t point) {
  if (point >= 0xff10 && point <= 0xff19) return WordClass::kDigit;  // fullwidth, as in Lucene
  if (is_complex(point)) return WordClass::kComplex;
  if (uc_is_property_emoji_modifier(point)) return WordClass::kEmojiModifier;
  if (is_han_or_hiragana(point)) return WordClass::kIdeograph;
  return uc_is_property_extended_pictographic(point) ? WordClass::kEmoji : WordClass::kOther;
}

bool is_mark(WordClass type) {
  return type == WordClass::kMark || type == WordClass::kComplexMark;
}
bool is_letter(WordClass type) {
  return type == WordClass::kLetter || type == WordClass::kHebrew;
}
bool is_alphanumeric(WordClass type) {
  return is_letter(type) || type == WordClass::kDigit;
}
bool begins_word(WordClass type) {
  return is_alphanumeric(type) || type == WordClass::kKatakana || type == WordClass::kJoiner;
}

bool is_within_letters(WordClass type) {
  return type == WordClass::kMidLetter || type == WordClass::kMidBoth || type == WordClass::kSingleQuote;
}
bool is_within_digits(WordClass type) {
  return type == WordClass::kMidNumber || type == WordClass::kMidBoth || type == WordClass::kSingleQuote;
}

// Whether there is no boundary between two characters, whatever is around them (WB5, 8 to 10, 13).
bool are_joined(WordClass before, WordClass after) {
  if (after == WordClass::kJoiner) return begins_word(before);
  if (before == WordClass::kJoiner) return begins_word(after);
  if (before == WordClass::kKatakana) return after == WordClass::kKatakana;
  return is_alphanumeric(before) && is_alphanumeric(after);
}

// Whether the character may be between these two (WB6 to 7c, 11, 12).
bool joins_around(WordClass before, WordClass middle, WordClass after) {
  if (is_letter(before) && is_letter(after) && is_within_letters(middle)) return true;
  if (before == WordClass::kDigit && after == WordClass::kDigit) return is_within_digits(middle);
  return before == WordClass::kHebrew && after == WordClass::kHebrew && middle == WordClass::kDoubleQuote;
}

}  // namespace

WordClass word_class(std::uint32_t point) {
  if (point < kAsciiClasses.size()) return kAsciiClasses[point];
  switch (uc_wordbreak_property(point)) {
    case WBP_ALETTER: return WordClass::kLetter;
    case WBP_HL: return WordClass::kHebrew;
    case WBP_NUMERIC: return WordClass::kDigit;
    case WBP_KATAKANA: return WordClass::kKatakana;
    case WBP_EXTENDNUMLET: return WordClass::kJoiner;
    case WBP_EXTEND:
    case WBP_FORMAT:
      if (uc_is_property_emoji_modifier(point)) return WordClass::kEmojiModifier;
      return is_complex(point) ? WordClass::kComplexMark : WordClass::kMark;
    case WBP_ZWJ: return WordClass::kMark;
    case WBP_MIDLETTER: return WordClass::kMidLetter;
    case WBP_MIDNUM: return WordClass::kMidNumber;
    case WBP_MIDNUMLET: return WordClass::kMidBoth;
    case WBP_SQ: return WordClass::kSingleQuote;
    case WBP_DQ: return WordClass::kDoubleQuote;
    case WBP_RI: return WordClass::kRegional;
    default: return class_of_other(point);
  }
}

// Returns the character at a position; one without an end if the text ends there.
WordCursor::Character WordCursor::at(std::size_t position, std::size_t units) const {
  if (position >= text_.size()) return {WordClass::kOther, 0, kNoCharacter, units};
  const auto first = static_cast<unsigned char>(text_[position]);
  if (first < 0x80) return {kAsciiClasses[first], first, position + 1, units + 1};
  const std::size_t length = text::utf8_sequence_length(text_.substr(position));
  if (length == 0) return {WordClass::kOther, text::kReplacementCharacter, position + 1, units + 1};
  const std::uint32_t point = text::decode_utf8(text_.substr(position, length));
  return {word_class(point), point, position + length, units + (point > 0xffff ? 2U : 1U)};
}

// Extends a character to the marks after it (WB4). Its type remains.
WordCursor::Character WordCursor::after_marks(Character last) const {
  for (Character mark = at(last.end, last.units); fits(mark) && is_mark(mark.type);
       mark = at(last.end, last.units)) {
    last.end = mark.end;
    last.units = mark.units;
  }
  return last;
}

// Whether the word continues after `last`, whose type is `before`; `next` becomes the last character
// of the longer word.
bool WordCursor::joins(const Character& last, WordClass before, Character& next) const {
  next = at(last.end, last.units);
  if (!fits(next)) return false;
  const bool quoted = before == WordClass::kSingleQuote;  // a Hebrew letter and a single quote
  if (are_joined(quoted ? WordClass::kHebrew : before, next.type)) {
    next = after_marks(next);
    return true;
  }
  if (quoted || begins_word(next.type)) return false;
  const Character middle = after_marks(next);
  const Character after = at(middle.end, middle.units);
  if (fits(after) && joins_around(before, middle.type, after.type)) {
    next = after_marks(after);
    return true;
  }
  next = middle;
  return before == WordClass::kHebrew && middle.type == WordClass::kSingleQuote;
}

// Reads a word that begins with `first`. `has_letter` becomes false if it consists of joiners.
WordCursor::Character WordCursor::read_word(Character first, bool& has_letter) const {
  has_letter = first.type != WordClass::kJoiner;
  Character last = after_marks(first);
  for (Character next; joins(last, last.type, next); last = next)
    has_letter = has_letter || next.type != WordClass::kJoiner;
  return last;
}

WordCursor::Character WordCursor::read_complex(Character first) const {
  Character last = after_marks(first);
  for (Character next = at(last.end, last.units); fits(next) && next.type == WordClass::kComplex;
       next = at(last.end, last.units)) {
    last = after_marks(next);
  }
  return last;
}

// Reads an emoji with its marks and skin tones, and what a zero-width joiner joins to it.
WordCursor::Character WordCursor::read_emoji(Character first) const {
  Character last = first;
  while (true) {
    const Character next = at(last.end, last.units);
    const bool joined = last.point == kZeroWidthJoiner &&
                        (next.type == WordClass::kEmoji || next.type == WordClass::kEmojiModifier);
    const bool toned =
        next.type == WordClass::kEmojiModifier && uc_is_property_emoji_modifier_base(last.point);
    if (!fits(next) || (!is_mark(next.type) && !joined && !toned)) return last;
    last = next;
  }
}

// Reads two regional indicators; one alone is not a word.
WordCursor::Character WordCursor::read_flag(Character first, bool& is_word) const {
  const Character one = after_marks(first);
  const Character two = at(one.end, one.units);
  is_word = fits(two) && two.type == WordClass::kRegional;
  return is_word ? after_marks(two) : one;
}

// Reads `#` or `*` with a keycap around it; a digit with one is a word like any digit.
WordCursor::Character WordCursor::read_keycap(Character first, bool& is_word) const {
  is_word = false;
  if (first.point != '#' && first.point != '*') return first;
  Character keycap = at(first.end, first.units);
  if (keycap.point == kEmojiVariation) keycap = at(keycap.end, keycap.units);
  is_word = fits(keycap) && keycap.point == kKeycap;
  return is_word ? after_marks(keycap) : first;
}

// Returns the end of the word that begins with an ASCII letter, digit or joiner; kNoCharacter if a
// character beyond ASCII may belong to it.
std::size_t WordCursor::ascii_word_end(std::size_t begin) const {
  const std::size_t limit = std::min(text_.size(), begin + kMaxWordUnits);
  std::size_t end = begin + 1;
  while (true) {
    while (end < limit && kAsciiWordBytes[static_cast<unsigned char>(text_[end])]) ++end;
    if (end == limit) return end;
    const auto middle = static_cast<unsigned char>(text_[end]);
    if (middle >= 0x80) return kNoCharacter;
    if (end + 1 == limit) return end;
    const auto after = static_cast<unsigned char>(text_[end + 1]);
    if (after >= 0x80) return kNoCharacter;
    const auto before = static_cast<unsigned char>(text_[end - 1]);
    if (!joins_around(kAsciiClasses[before], kAsciiClasses[middle], kAsciiClasses[after])) return end;
    end += 2;
  }
}

bool WordCursor::next(std::string_view& word) {
  while (position_ < text_.size()) {
    const std::size_t begin = position_;
    if (!kAsciiWordBytes[static_cast<unsigned char>(text_[begin])]) {
      // Of ASCII characters only `#` and `*` may be part of a word of another kind, a keycap.
      const char c = text_[begin];
      const bool skipped = static_cast<unsigned char>(c) < 0x80 && c != '#' && c != '*';
      if (skipped) {
        ++position_;
      } else if (read_next(word)) {
        return true;
      }
      continue;
    }
    const std::size_t end = ascii_word_end(begin);
    if (end == kNoCharacter) {
      if (read_next(word)) return true;
      continue;
    }
    position_ = end;
    word = text_.substr(begin, end - begin);
    if (word.front() != '_' || word.find_first_not_of('_') != std::string_view::npos) return true;
  }
  return false;
}

// Reads one word, or what is not one, from position_ on. Returns false for the latter.
bool WordCursor::read_next(std::string_view& word) {
  const std::size_t begin = position_;
  const Character first = at(begin, 0);
  Character last = first;
  bool is_word = true;
  switch (first.type) {
    case WordClass::kLetter:
    case WordClass::kHebrew:
    case WordClass::kDigit:
    case WordClass::kKatakana:
    case WordClass::kJoiner: last = read_word(first, is_word); break;
    case WordClass::kIdeograph: last = after_marks(first); break;
    case WordClass::kComplex:
    case WordClass::kComplexMark: last = read_complex(first); break;
    case WordClass::kEmoji:
    case WordClass::kEmojiModifier: last = read_emoji(first); break;
    case WordClass::kRegional: last = read_flag(first, is_word); break;
    default: last = read_keycap(first, is_word);
  }
  position_ = last.end;
  word = text_.substr(begin, last.end - begin);
  return is_word;
}

}  // namespace firstseen::unicode
