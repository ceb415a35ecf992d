// What became of every record text and of every record: nothing is lost without being counted.
//
//   texts   = blank + control + skipped + malformed + parsed
//   records = matched + not_matched + unknown_shape + rejected
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "firstseen/export.h"

namespace firstseen {

// Why a record of a known shape, or a whole text, is no event.
enum class Reject : std::uint8_t {
  kNoTime,
  kTooLong,
  kTooDeep,
  kTooManyTerms,
  kTooManyRecords,
  kAmbiguousTable,
  kCount
};

FIRSTSEEN_API std::string_view to_string(Reject reason);

struct FIRSTSEEN_API Ledger {
  // Record texts.
  std::uint64_t blank = 0;
  std::uint64_t control = 0;  // lines that announce or close records, wrappers without records
  std::uint64_t skipped = 0;  // cannot match any rule: never parsed
  std::uint64_t malformed = 0;
  std::uint64_t parsed = 0;  // one that is too long or too deep included, as one rejected record

  // Records of parsed texts.
  std::uint64_t matched = 0;  // by at least one rule
  std::uint64_t not_matched = 0;
  std::uint64_t unknown_shape = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(Reject::kCount)> rejected{};
  std::map<std::string, std::uint64_t, std::less<>> sources;  // records of known shape, by who wrote them
  std::map<std::string, std::uint64_t, std::less<>> derived;  // matched records, by field that was derived

  // Counted where texts and records are taken up, whatever becomes of them.
  std::uint64_t taken_texts = 0;
  std::uint64_t taken_records = 0;

  // Not part of the sums.
  std::uint64_t repaired = 0;     // texts with broken UTF-8 or half surrogate pairs, read with U+FFFD
  std::uint64_t odd_numbers = 0;  // integers in a spelling that is not read

  std::uint64_t texts() const { return blank + control + skipped + malformed + parsed; }
  std::uint64_t rejects() const;
  std::uint64_t records() const { return matched + not_matched + unknown_shape + rejects(); }
  // Every text and every record taken up became exactly one of the above.
  bool adds_up() const { return texts() == taken_texts && records() == taken_records; }
  void reject(Reject reason) { ++rejected[static_cast<std::size_t>(reason)]; }

  void add(const Ledger& other);
};

}  // namespace firstseen
