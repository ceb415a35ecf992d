#include "firstseen/ledger.h"

#include <numeric>

namespace firstseen {
namespace {

using Counts = std::map<std::string, std::uint64_t, std::less<>>;

void add_counts(Counts& into, const Counts& from) {
  for (const auto& [name, count] : from) into[name] += count;
}

}  // namespace

std::string_view to_string(Reject reason) {
  switch (reason) {
    case Reject::kNoTime: return "no_time";
    case Reject::kTooLong: return "too_long";
    case Reject::kTooDeep: return "too_deep";
    case Reject::kTooManyTerms: return "too_many_terms";
    case Reject::kTooManyRecords: return "too_many_records";
    case Reject::kAmbiguousTable: return "ambiguous_table";
    case Reject::kNoObject: return "no_object";
    case Reject::kCount: break;
  }
  return "unknown";
}

std::uint64_t Ledger::rejects() const {
  return std::accumulate(rejected.begin(), rejected.end(), std::uint64_t{0});
}

void Ledger::add(const Ledger& other) {
  blank += other.blank;
  control += other.control;
  skipped += other.skipped;
  malformed += other.malformed;
  parsed += other.parsed;
  matched += other.matched;
  not_matched += other.not_matched;
  unknown_shape += other.unknown_shape;
  for (std::size_t i = 0; i < rejected.size(); ++i) rejected[i] += other.rejected[i];
  begun_documents += other.begun_documents;
  begun_records += other.begun_records;
  add_counts(sources, other.sources);
  add_counts(derived, other.derived);
  repaired += other.repaired;
  odd_numbers += other.odd_numbers;
}

}  // namespace firstseen
