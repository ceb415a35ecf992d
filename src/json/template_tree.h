// A tree of the pieces of documents (see templates.h). Internal to this folder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace firstseen::json {

// What follows the literal of a piece.
enum class PieceEnd : std::uint8_t {
  kString,    // the text of a string, up to the quote with which the next literal begins
  kText,      // the same, of a string that fits only if it holds no document (may_hold_document())
  kBare,      // a number, true, false or null
  kDocument,  // nothing: the document ends
};

// A literal and what follows it. The first bytes are here, so that most comparisons read one place.
struct alignas(64) Piece {
  static constexpr std::size_t kHeadBytes = 32;

  std::array<char, kHeadBytes> head{};  // of the literal, padded with zeros
  std::uint32_t head_mask = 0;          // bit i: byte i of `head` is part of the literal
  std::uint32_t size = 0;               // of the literal
  std::uint32_t first_child = 0;        // the first of the pieces that may come next, most recent first
  std::uint32_t next = 0;               // the next sibling; 0 ends the list
  std::uint32_t tail = 0;               // offset of the bytes after `head` in TemplateTree::tails
  std::uint32_t leaf = 0;               // kDocument: number of the template
  PieceEnd end = PieceEnd::kString;
  bool quick = false;   // the whole literal is in `head`, and a string or bare scalar follows
  bool wanted = false;  // the value belongs to a requested path
};

// A value between two literals.
struct ValueSpan {
  const char* begin = nullptr;
  std::uint32_t size = 0;
};

struct TemplateTree {
  // Templates with more requested values are not kept.
  static constexpr std::size_t kMaxWanted = 512;

  std::vector<Piece> pieces{1};                              // the first is none
  std::string tails = std::string(Piece::kHeadBytes, '\0');  // of long literals; padded
  std::uint32_t first = 0;  // the first of the pieces with which documents begin
};

// The values of a document that fits.
struct TemplateMatch {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::uint32_t leaf = kNone;  // the template; kNone: the document does not fit
  bool ascii = true;           // false: some value may not be
  std::array<ValueSpan, TemplateTree::kMaxWanted + 1> values;  // the wanted ones, in order
};

// Compares a document with the tree. Moves each piece that fits before its siblings. REQUIRES: the last byte
// before `end` is not one of a bare scalar; kPadding bytes after `end` are readable. All forms find the same.
using MatchTemplate = void(TemplateTree& tree, const char* begin, const char* end, TemplateMatch& match);
MatchTemplate match_template_plain, match_template_avx2;

// Returns the fastest form that this processor has.
MatchTemplate* fastest_match_template();

}  // namespace firstseen::json
