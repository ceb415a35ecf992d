#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>

#include "firstseen/input.h"
#include "pass/reading.h"

namespace firstseen {

Outcome ReadReport::outcome() const {
  if (ending == Ending::kInterrupted) return Outcome::kInterrupted;
  if (ending == Ending::kStopped) return Outcome::kStopped;
  if (files == 0) return Outcome::kNothingRead;
  const bool gave_something = !held_no_document() && !recognised_nothing() && !rejected_all();
  const bool whole = unread.empty() && gap_count == 0 && gave_something;
  return whole ? Outcome::kComplete : Outcome::kIncomplete;
}

namespace pass {
namespace {

void sort_by_path(std::vector<InputProblem>& problems) {
  std::sort(problems.begin(), problems.end(), [](const InputProblem& a, const InputProblem& b) {
    return std::tie(a.path, a.reason) < std::tie(b.path, b.reason);
  });
}

}  // namespace

// Adds what became of each file.
void Reading::report_files(ReadReport& report) const {
  struct Archive {
    std::uint64_t files = 0;
    std::uint64_t documents = 0;
    bool error = false;
  };
  std::map<std::uint32_t, Archive> inputs;
  const bool done = !interrupted && stopped.empty();
  for (const auto& [id, file] : files) {
    inputs[id.input].documents += file.documents;
    inputs[id.input].error |= file.error.has_value();
    if (!file.passed_over.empty()) report.passed_over.push_back({file.path, file.passed_over});
    if (file.error) report.unread.push_back({file.path, file.error->message});
    const bool argument = file.named && id.member == 0;
    if (file.kind != nullptr && !argument) {
      report.passed_over.push_back({file.path, std::string(file.kind->name)});
      continue;
    }
    if (!file.opened) continue;
    ++report.files;
    ++inputs[id.input].files;
    if (file.kind != nullptr) {
      // What may hold exports was not read.
      (file.kind->container ? report.unread : report.not_exports)
          .push_back({file.path, std::string(file.kind->name) + "; " + std::string(file.kind->advice)});
    } else if (file.documents == 0 && !file.error && done) {
      report.empty.push_back(
          {file.path, file.has_bytes ? "no document, only blanks or empty arrays" : "no bytes"});
    } else if (file.has_documents && !file.recognised) {
      const std::string columns = file.columns.empty() ? "" : "; its columns are " + file.columns;
      report.unrecognised.push_back({file.path, "no record of a known shape" + columns});
    }
  }
  for (const auto& [id, file] : files) {
    if (!file.archive || id.member != 0) continue;
    const Archive& archive = inputs[id.input];
    if (archive.files == 0) ++report.files;
    if (archive.documents > 0 || archive.error || !done) continue;
    (file.named ? report.unread : report.empty)
        .push_back({file.path, "no file in the archive holds a document"});
  }
}

void Reading::report(ReadReport& report) const {
  report.ledger = ledger;
  report.bytes = bytes;
  report.stopped = stopped;
  report.unread = unreadable;
  report.passed_over = passed_over;
  for (const std::string& path : without_file) report.empty.push_back({path, "no file to read below it"});
  report_files(report);
  const auto named = [&](const Malformed& problem) {
    const event::Place& place = problem.place;
    return Problem{files.at(place.file).path, place.line, place.offset, problem.reason};
  };
  std::transform(malformed.begin(), malformed.end(), std::back_inserter(report.malformed), named);
  std::transform(gaps.begin(), gaps.end(), std::back_inserter(report.gaps), named);
  report.gap_count = gap_count;
  const auto add_lost = [&](const std::string& field, const std::string& reason,
                            const LostReading& lost_ones) {
    Lost& shown =
        report.lost.emplace_back(Lost{field, reason, lost_ones.count, named(lost_ones.first.front()), {}});
    std::transform(std::next(lost_ones.first.begin()), lost_ones.first.end(), std::back_inserter(shown.more),
                   named);
  };
  for (const auto& [key, one] : lost) add_lost(key.first, key.second, one);
  // A file of which nothing is recognised is reported as a whole.
  LostReading unknown;
  for (const auto& [id, file] : files) {
    if (file.unknown == 0 || !file.recognised) continue;
    unknown.count += file.unknown;
    if (unknown.first.size() < kShownProblems) unknown.first.push_back({*file.first_unknown, {}});
  }
  if (unknown.count > 0) add_lost({}, "unknown_shape", unknown);
  sort_by_path(report.unread);
  sort_by_path(report.empty);
  sort_by_path(report.not_exports);
  sort_by_path(report.passed_over);
  sort_by_path(report.unrecognised);
  if (!ledger.adds_up() && stopped.empty())
    report.stopped = "the counts of documents and records do not add up: this is a defect of firstseen";
  report.ending = interrupted               ? Ending::kInterrupted
                  : !report.stopped.empty() ? Ending::kStopped
                                            : Ending::kDone;
}

}  // namespace pass
}  // namespace firstseen
