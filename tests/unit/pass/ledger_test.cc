#include "firstseen/ledger.h"

#include <catch2/catch_test_macros.hpp>

#include "pass/reading.h"

namespace firstseen {
namespace {

// Every count another number, all sums right.
Ledger distinct() {
  Ledger ledger;
  ledger.blank = 1;
  ledger.control = 2;
  ledger.skipped = 4;
  ledger.malformed = 8;
  ledger.parsed = 16;
  ledger.matched = 32;
  ledger.not_matched = 64;
  ledger.unknown_shape = 128;
  for (std::size_t i = 0; i < ledger.rejected.size(); ++i) ledger.rejected[i] = 256 + i;
  ledger.sources["s"] = 3;
  ledger.derived["d"] = 5;
  ledger.repaired = 6;
  ledger.odd_numbers = 7;
  ledger.begun_documents = ledger.documents();
  ledger.begun_records = ledger.records();
  return ledger;
}

std::vector<std::uint64_t> counts(const Ledger& ledger) {
  std::vector<std::uint64_t> all{ledger.blank,         ledger.control,       ledger.skipped,
                                 ledger.malformed,     ledger.parsed,        ledger.matched,
                                 ledger.not_matched,   ledger.unknown_shape, ledger.begun_documents,
                                 ledger.begun_records, ledger.repaired,      ledger.odd_numbers};
  all.insert(all.end(), ledger.rejected.begin(), ledger.rejected.end());
  for (const auto& [name, count] : ledger.sources) all.push_back(count);
  for (const auto& [name, count] : ledger.derived) all.push_back(count);
  return all;
}

// Why a pass with these counts ends early.
std::string stopped_by(const Ledger& ledger) {
  pass::Reading reading;
  reading.ledger = ledger;
  ReadReport report;
  reading.report(report);
  return report.stopped;
}

}  // namespace

TEST_CASE("ledger: the sum of two has the sum of every count") {
  Ledger sum = distinct();
  sum.add(distinct());
  std::vector<std::uint64_t> expected = counts(distinct());
  for (std::uint64_t& count : expected) count *= 2;
  CHECK(counts(sum) == expected);
  CHECK(sum.adds_up());
}

TEST_CASE("ledger: a count too many or too few ends a pass as incomplete") {
  CHECK(stopped_by(distinct()).empty());
  for (std::uint64_t Ledger::*const count :
       {&Ledger::blank, &Ledger::control, &Ledger::skipped, &Ledger::malformed, &Ledger::parsed,
        &Ledger::matched, &Ledger::not_matched, &Ledger::unknown_shape, &Ledger::begun_documents,
        &Ledger::begun_records}) {
    Ledger wrong = distinct();
    --(wrong.*count);
    CHECK(stopped_by(wrong) ==
          "the counts of documents and records do not add up: this is a defect of firstseen");
  }
  Ledger wrong = distinct();
  wrong.reject(Reject::kTooDeep);
  CHECK_FALSE(stopped_by(wrong).empty());
}

TEST_CASE("reading: the first malformed texts are kept, in whatever order they are found") {
  pass::Reading reading;
  pass::Reading other;
  for (std::uint64_t offset = 100; offset > 0; --offset) {
    pass::Malformed problem;
    problem.place.offset = offset;
    problem.reason = "r";
    (offset % 3 == 0 ? reading : other).note_malformed(problem);
  }
  reading.merge(std::move(other));
  REQUIRE(reading.malformed.size() == kShownProblems);
  for (std::size_t i = 0; i < kShownProblems; ++i) CHECK(reading.malformed[i].place.offset == i + 1);
}

}  // namespace firstseen
