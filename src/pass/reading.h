// What was learned from reading inputs, whatever was done with their records. A value: it refers to nothing,
// and those of several workers, or of several passes over different inputs, merge into one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/file_report.h"
#include "event/place.h"
#include "firstseen/input.h"
#include "firstseen/ledger.h"
#include "firstseen/timestamp.h"
#include "pass/time_span.h"

namespace firstseen::pass {

// The records of one shape in a file.
struct ShapeReading {
  std::string source;
  std::uint64_t records = 0;
  std::vector<bool> present;  // by slot: some record had the field; of the fields that rules ask for

  // Adds the records of another shape or file; `source` stays.
  void add(const ShapeReading& other);
};

// One file: an input, or a file in an archive.
struct FileReading : archive::FileReport {
  bool has_documents = false;                               // a sampled document was not blank
  bool recognised = false;                                  // a sampled document was of a known shape
  TimeSpan span;                                            // of the records of sampled documents
  std::map<std::string, ShapeReading, std::less<>> shapes;  // by name
};

// A malformed document, kept. See Loss for its other forms.
struct Malformed {
  event::Place place;
  std::string reason;
};

struct Reading {
  Ledger ledger;
  std::map<event::FileId, FileReading> files;
  std::vector<Malformed> malformed;       // the first kShownProblems, by place
  std::vector<InputProblem> unreadable;   // arguments and directories that could not even be listed
  std::vector<InputProblem> passed_over;  // below directories, and what was named twice
  std::uint64_t bytes = 0;                // as they lie on disk
  bool interrupted = false;
  std::string stopped;  // why it ended early; empty: it did not
  std::string
      prefilter_off;  // why every document was read though the prefilter was asked for; empty: it was not

  void note_malformed(Malformed problem);

  // The reading of other inputs, or of other blocks of the same. Numbers of inputs must mean the same in both.
  void merge(Reading&& other);

  // Gives every input a new number.
  void renumber(const std::vector<std::uint32_t>& numbers);

  // What every pass reports, each list in bytewise order of paths; but for threads.
  void report(ReadReport& report) const;
};

}  // namespace firstseen::pass
