// A tree of the pieces of documents (see templates.h). Internal to this folder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "json/value_span.h"

namespace firstseen::json::templates {

// What follows the literal of a piece.
enum class PieceEnd : std::uint8_t {
  kString,    // the text of a string, up to the quote with which the next literal begins
  kText,      // the same, of a string that fits only if it holds no document (may_hold_document())
  kLine,      // the rest of a line of a message in a string, up to its closing quote or an escaped line break
  kBare,      // a number, true, false or null
  kLiteral,   // more of the literal, which is longer than a piece
  kDocument,  // nothing: the document ends
};

// A literal, or a part of one, and what follows it.
struct alignas(64) Piece {
  static constexpr std::size_t kMaxBytes = 32;
  static constexpr std::uint64_t kMoreDecides = std::uint64_t{1} << kMaxBytes;

  std::array<char, kMaxBytes> bytes{};  // padded with zeros
  // Bit i: byte i is part of the literal. kMoreDecides: set where what follows decides, too, so that find_piece() must
  // look; of bare scalars that is looked at in place. The first piece of a tree has nothing else, and never fits.
  std::uint64_t mask = kMoreDecides;
  std::uint32_t size = 0;     // of the literal
  std::uint32_t follows = 0;  // the first of the pieces that may come next, most recent first; kDocument: the
                              // template, if there is one
  std::uint32_t next = 0;     // the next sibling; 0 ends the list
  std::uint32_t last_size = 0;  // of the value of the document before; kVaries while sizes vary
  PieceEnd end = PieceEnd::kString;
  bool wanted = false;       // the value is one of the record's, or must be checked
  std::uint8_t varying = 0;  // for how many comparisons more its size is taken to vary

  static constexpr std::uint32_t kVaries = UINT32_MAX;  // no value is that large
  static constexpr std::uint8_t kVaryingFor = 64;
};
static_assert(sizeof(Piece) == 64);

struct TemplateTree {
  // Templates with more wanted values are not kept.
  static constexpr std::size_t kMaxWanted = 512;

  std::vector<Piece> pieces{1};  // the first is none
  std::uint32_t first = 0;       // the first of the pieces with which documents begin
};

// The values of a document that fits.
struct TemplateMatch {
  static constexpr std::uint32_t kNone = 0;

  std::uint32_t leaf = kNone;  // number of the template, from 1; kNone: the document does not fit
  bool ascii = true;           // false: some value may not be
  std::array<ValueSpan, TemplateTree::kMaxWanted + 1> values;  // the wanted ones, in order
};

// Compares a document with the tree. Moves each piece that fits before its siblings. REQUIRES: the last byte
// before `end`, that of the text, is not one of a bare scalar; kPadding bytes after `end` are readable. All forms find the same.
using MatchTemplate = void(TemplateTree& tree, const char* begin, const char* end, TemplateMatch& match);
MatchTemplate match_template_plain, match_template_avx2;

// Returns the fastest form that this processor has.
MatchTemplate* fastest_match_template();

}  // namespace firstseen::json::templates
