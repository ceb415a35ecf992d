// What a pass learned from its inputs, independent of what its visitors did with the records. A
// self-contained value: readings of several workers, or of passes over different inputs, can be
// merged.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/file_report.h"
#include "event/place.h"
#include "firstseen/input.h"
#include "firstseen/ledger.h"
#include "firstseen/timestamp.h"
#include "pass/sampled_times.h"
#include "pass/time_span.h"

namespace firstseen::pass {

// The records of one shape in a file, or of one module of a shape that is counted by modules.
struct ShapeReading {
  std::string source;
  std::string shape;
  std::string module;  // event.module; empty: none, or one beyond kMaxModules
  std::uint64_t records = 0;
  std::vector<bool> present;  // by slot, for fields that rules use: some record had the field

  // Adds the records of another shape or file; the names are unchanged.
  void add(const ShapeReading& other);

  std::string key() const { return module.empty() ? shape : shape + "/" + module; }
};

using ShapeReadings = std::map<std::string, ShapeReading, std::less<>>;  // by key()

// Of each shape, the modules with the bytewise smallest names are counted. The others are counted as
// none, because the writer of a log chooses the names.
inline constexpr std::size_t kMaxModules = 32;
inline constexpr std::size_t kMaxModuleBytes = 100;  // a longer name counts as none

// Adds to the readings, and keeps to kMaxModules.
void add_shape(ShapeReadings& shapes, const ShapeReading& reading);

// One file: an input, or a member of an archive.
struct FileReading : archive::FileReport {
  bool named = false;           // an argument itself, or in one
  bool has_bytes = false;       // after decompression
  std::uint64_t documents = 0;  // not blank
  std::uint64_t skipped = 0;    // of these, documents that were not parsed
  bool has_documents = false;   // a sampled document was not blank
  bool recognised = false;      // a sampled document had a known shape
  SampledTimes times;
  TimeSpan parsed_span;  // of the records of all parsed documents
  ShapeReadings shapes;
  std::uint64_t unknown = 0;  // records of unknown shape
  std::optional<event::Place> first_unknown;

  void note_unknown(const event::Place& place, std::uint64_t count = 1);
};

// A malformed document, or a gap. See Loss for its other forms.
struct Malformed {
  event::Place place;
  std::string reason;
};

// Values or records that were lost for one reason.
struct LostReading {
  std::uint64_t count = 0;
  std::vector<Malformed>
      first;  // the first kShownProblems, by place; the reason is the value, shortened, empty for rejects
};

// By the field whose value could not be read, or an empty name for rejects, and by reason.
using LostReadings = std::map<std::pair<std::string, std::string>, LostReading>;

struct Reading {
  Ledger ledger;
  LostReadings lost;
  std::map<event::FileId, FileReading> files;
  std::vector<Malformed> malformed;  // the first kShownProblems, by place
  std::vector<Malformed> gaps;       // places where more than one document may be lost: likewise
  std::uint64_t gap_count = 0;
  std::vector<InputProblem> unreadable;   // arguments and directories that could not be listed
  std::vector<InputProblem> passed_over;  // skipped below directories, or repeated
  std::vector<std::string> without_file;  // directories without a file to read
  std::uint64_t bytes = 0;                // read from disk, before decompression
  bool interrupted = false;
  std::string stopped;        // why the pass ended early; empty: it did not
  std::string prefilter_off;  // why the requested prefilter was not used; empty otherwise

  // Keep the first kShownProblems by place.
  void note_malformed(Malformed problem);
  void note_gap(Malformed gap);

  // Counts losses of a kind, and keeps the first ones.
  void note_lost(std::string_view field, std::string_view reason, const event::Place& place,
                 std::string_view value, std::uint64_t count = 1);

  // Adds the reading of other inputs, or of other blocks of the same inputs. Input numbers must
  // mean the same in both.
  void merge(Reading&& other);

  // Renumbers the inputs: input `i` becomes `numbers[i]`.
  void renumber(const std::vector<std::uint32_t>& numbers);

  // Fills everything that all passes report, except for the thread count. Lists are in bytewise
  // order of paths.
  void report(ReadReport& report) const;

 private:
  void report_files(ReadReport& report) const;
};

}  // namespace firstseen::pass
