// The outcome of every document and of every record: each is counted exactly once.
//
//   documents = blank + control + skipped + malformed + parsed
//   records   = matched + not_matched + unknown_shape + rejected
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "firstseen/export.h"

namespace firstseen {

// Why a record of a known shape, or a whole document, is not an event.
enum class Reject : std::uint8_t {
  kNoTime,          // of a known shape, without a readable time
  kTooLong,         // a document over ReadRequest::max_document_bytes
  kTooDeep,         // a document whose JSON nests too deeply
  kTooManyTerms,    // a record with too many combinations of term values
  kTooManyRecords,  // a document's records beyond the bound
  kAmbiguousTable,  // a table of values whose lists may be rows or columns
  kNoObject,        // an element among records: a number, a string, a list …
  kCount
};

FIRSTSEEN_API std::string_view to_string(Reject reason);

struct FIRSTSEEN_API Ledger {
  // Documents.
  std::uint64_t blank = 0;
  std::uint64_t control = 0;  // lines that announce or close records, wrappers without records
  std::uint64_t skipped = 0;  // cannot match any rule: never parsed
  std::uint64_t malformed = 0;
  std::uint64_t parsed = 0;  // also the too long or too deep, each as one rejected record

  // Records of parsed documents.
  std::uint64_t matched = 0;  // by at least one rule
  std::uint64_t not_matched = 0;
  std::uint64_t unknown_shape = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(Reject::kCount)> rejected{};
  std::map<std::string, std::uint64_t, std::less<>> sources;  // records of known shape, by what wrote them
  std::map<std::string, std::uint64_t, std::less<>> derived;  // matched records, by field that was derived

  // Counted before the outcome is known, so that adds_up() can compare.
  std::uint64_t begun_documents = 0;
  std::uint64_t begun_records = 0;

  // Not part of the sums.
  std::uint64_t repaired = 0;     // documents with broken UTF-8 or unpaired surrogates, read with U+FFFD
  std::uint64_t odd_numbers = 0;  // integers in an unsupported notation

  std::uint64_t documents() const { return blank + control + skipped + malformed + parsed; }
  std::uint64_t rejects() const;
  std::uint64_t records() const { return matched + not_matched + unknown_shape + rejects(); }
  // Every document and every record begun has exactly one outcome.
  bool adds_up() const { return documents() == begun_documents && records() == begun_records; }
  void reject(Reject reason) { ++rejected[static_cast<std::size_t>(reason)]; }

  void add(const Ledger& other);
};

}  // namespace firstseen
