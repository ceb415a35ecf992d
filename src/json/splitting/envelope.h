// What is around the elements of an array that are read as documents of their own.
//
//   {"took": 3, "hits": {"total": 2, "hits": [ {"_id": 1}, {"_id": 2} ], "max": 1}}
//   └─────────── before ─────────────────────┘ └ an element ┘           └── a rest ──┘
//
//   {"took": 3, "hits": {"total": 2, "hits": [{"_id": 1}]}}      the document made of the element; `]}}` is `after`
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::json::splitting {

// An array may be so many brackets deep.
inline constexpr std::size_t kMaxArrayDepth = 5;

// The envelope has no members longer than this, none once it has so many bytes, and no arrays that have more than scalars.
inline constexpr std::size_t kMaxEnvelopeMember = 128;
inline constexpr std::size_t kMaxEnvelopeBytes = 512;

// Rows of a table, arrays themselves, have all that precedes them around them, if it is not longer.
inline constexpr std::size_t kMaxColumnsBytes = 64 * 1024;

struct Envelope {
  std::string before;
  std::string after;
};

// An array whose elements are being read as documents.
struct Elements {
  std::shared_ptr<const Envelope> around;   // of an element
  std::shared_ptr<const Envelope> outside;  // of the document that has the array
  std::vector<bool> brackets;               // those of that document which are open around the array
  bool in_array;                            // the document is itself an element of a top-level array
};

// An array of objects or rows in a document of which only the beginning is known.
struct OpenArray {
  std::size_t begin;          // after its bracket
  std::vector<bool> outside;  // the brackets around it from `from` on: true for `{`
  Envelope around;            // of its elements
  bool complete;              // `around` has all that precedes the array
};

// Returns the outermost open array, at `from` or later, within which an object, or a row of a table, is open at the end of
// `text`, which begins a document. `from` is where that document begins to be read: what precedes it is an envelope with `open`
// brackets.
std::optional<OpenArray> open_array(std::string_view text, std::size_t from, std::size_t open);

// Whether a text has nothing but closing brackets and white space.
bool only_closes(std::string_view text);

}  // namespace firstseen::json::splitting
