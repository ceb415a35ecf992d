// The words of a text, as Lucene's StandardTokenizer finds them, which Elasticsearch's standard
// analyzer uses.
//
//   "don't" 10.0.0.1 — Straße_7, 東京   ▶   don't | 10.0.0.1 | Straße_7 | 東 | 京
//
// A word is a run of characters without a word boundary of Unicode (UAX #29) that has a letter,
// digit or katakana. Beyond that, Lucene makes a word of each ideograph, of each hiragana, of a run
// of characters of scripts that do not part words (Thai, Lao, Khmer, Myanmar …), and of each emoji
// sequence. A word has at most 255 UTF-16 units: a longer one is cut, and its rest is read on like
// the beginning of a text.
//
// Properties of characters beyond ASCII are those of libunistring. Words of ASCII characters take a
// fast path, which a test compares with the other one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace firstseen::unicode {

inline constexpr std::size_t kMaxWordUnits = 255;

// How a character takes part in words: its Word_Break property, refined where Lucene's rules are.
enum class WordClass : std::uint8_t {
  kOther,
  kLetter,        // ALetter
  kHebrew,        // Hebrew_Letter
  kDigit,         // Numeric
  kKatakana,      // Katakana
  kJoiner,        // ExtendNumLet, such as `_`
  kMark,          // Extend, Format, ZWJ: belongs to the character before it
  kMidLetter,     // MidLetter, such as `:`
  kMidNumber,     // MidNum, such as `,`
  kMidBoth,       // MidNumLet, such as `.`
  kSingleQuote,   // Single_Quote: like kMidBoth
  kDoubleQuote,   // Double_Quote: between Hebrew letters
  kIdeograph,     // han and hiragana: a word each
  kComplex,       // Line_Break Complex_Context: runs are words
  kComplexMark,   // both kComplex and kMark
  kRegional,      // Regional_Indicator: two are a flag
  kEmoji,         // Extended_Pictographic
  kEmojiModifier  // a skin tone
};

WordClass word_class(std::uint32_t point);

// Iterates over the words of a text. A copy continues where the original is.
class WordCursor {
 public:
  explicit WordCursor(std::string_view text) : text_(text) {}

  // Returns the next word in `word`, or false at the end. Words are views into the text, in their
  // original case.
  bool next(std::string_view& word);

  // The text after the last word.
  std::string_view rest() const { return text_.substr(position_); }

 private:
  struct Character {
    WordClass type = WordClass::kOther;
    std::uint32_t point = 0;
    std::size_t end = 0;    // the position after it
    std::size_t units = 0;  // UTF-16 units up to there, from the beginning of the word
  };

  std::size_t ascii_word_end(std::size_t begin) const;
  bool read_next(std::string_view& word);
  Character at(std::size_t position, std::size_t units) const;
  Character after_marks(Character last) const;
  bool fits(const Character& character) const {
    return character.end != kNoCharacter && character.units <= kMaxWordUnits;
  }
  Character read_word(Character first, bool& has_letter) const;
  bool joins(const Character& last, WordClass before, Character& next) const;
  Character read_complex(Character first) const;
  Character read_emoji(Character first) const;
  Character read_flag(Character first, bool& is_word) const;
  Character read_keycap(Character first, bool& is_word) const;

  static constexpr std::size_t kNoCharacter = static_cast<std::size_t>(-1);

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace firstseen::unicode
