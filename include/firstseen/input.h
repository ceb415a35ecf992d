// Inputs, as paths or as records in memory; how they are read, and a report of each. Hunting, inspecting and
// normalizing share them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/expansion_bounds.h"
#include "firstseen/export.h"
#include "firstseen/file_identity.h"
#include "firstseen/input_problem.h"
#include "firstseen/ledger.h"
#include "firstseen/named_text.h"
#include "firstseen/timestamp.h"

namespace firstseen {

// Receives whole lines, one or more per call, each with its newline. Returns false to receive no more. Must not
// throw. Each function with a sink names the thread that calls it.
using LineSink = std::function<bool(std::string_view)>;

// Records in memory, in any form that a file may have: lines, documents, compressed, an archive.
struct MemoryInput {
  std::string name;        // in findings and messages
  std::string_view bytes;  // must outlive the pass that reads it
};

// Blocks have 32-bit offsets of documents.
inline constexpr std::uint64_t kMaxDocumentBytes = std::uint64_t{1} << 30;

// What to read, and how. Defaults are those of the command line.
struct ReadRequest {
  std::vector<std::string> inputs;         // files, directories, `-` for standard input
  std::vector<MemoryInput> memory_inputs;  // read after them
  std::vector<FileIdentity> skipped;       // files not to read below directories: outputs of the caller
  bool follow_links = false;               // below directories; each file and directory is read once
  std::string source;                      // read every record as one of this source; empty: decide for each
  std::vector<NamedText> mappings;         // further sources, described in TOML (docs/mapping.md)
  std::string input_tz;                    // of times without a zone, `Europe/Berlin`; empty: UTC
  bool strict_ecs = false;                 // fill no field beyond Elastic's own pipelines
  bool validate = false;  // every byte of a document that is read must be well-formed JSON; slower

  bool templates = true;  // read documents like earlier ones faster; changes nothing of what is read

  unsigned threads = 0;  // at most 256; 0: one per core that may be used
  std::uint64_t max_document_bytes =
      16 * 1024 * 1024;                    // longer documents are rejects; up to kMaxDocumentBytes
  std::uint64_t block_bytes = 512 * 1024;  // read by a thread at a time; affects speed only
  ExpansionBounds expansion;
};

// Progress of a pass.
struct ReadProgress {
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;  // 0: unknown
  std::uint64_t matches = 0;      // of a hunt
};

class FIRSTSEEN_API ReadMonitor {
 public:
  virtual ~ReadMonitor() = default;
  // Called about ten times a second from the thread that started the pass, and while the findings are put
  // together after it. Return false to stop: the report of a stopped pass covers what was read, and findings
  // that were not put together are missing.
  virtual bool tick(const ReadProgress& progress) = 0;
};

// A malformed document, or a place where more than one document may be lost.
struct Problem {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::string reason;
};

inline constexpr std::size_t kShownProblems = 5;

// What records lost for one reason, and where.
struct Lost {
  std::string field;  // whose values could not be read; empty: whole records or documents
  // `number`, `address`: what the values are not. Of rejects as in the ledger. `unknown_shape`: records beside
  // known ones in a file. `ragged_row`, `bad_quote`, `preamble`, `unnamed_column`, `repeated_column`: of tables,
  // of which nothing need be lost.
  std::string reason;
  std::uint64_t count = 0;
  Problem first;  // its reason is the value, at most kShownValueBytes; empty for rejects
  // The next ones; with it at most kShownProblems. Of `unknown_shape`, the first of further files.
  std::vector<Problem> more = {};
};

inline constexpr std::size_t kShownValueBytes = 100;

// How a pass ended.
enum class Ending : std::uint8_t {
  kDone,
  kInterrupted,  // by the monitor
  kStopped,      // by itself: a bound was reached, memory ran out, or rejects could not be kept
};

// What a pass amounts to.
enum class Outcome : std::uint8_t {
  kComplete,     // all inputs were read to their end, but for malformed documents and rejects
  kIncomplete,   // an input was not, more than one document may be lost, or no record was read
  kNothingRead,  // no input could be read
  kInterrupted,
  kStopped,
};

struct FIRSTSEEN_API ReadReport {
  Ledger ledger;
  std::vector<Problem> malformed;          // the first kShownProblems, in file and offset order
  std::vector<Problem> gaps;               // where more than one document may be lost: likewise
  std::uint64_t gap_count = 0;             // all of them
  std::vector<Lost> lost;                  // by field and reason
  std::vector<InputProblem> unread;        // files that could not be read to their end
  std::vector<InputProblem> empty;         // files without a document, directories without a file
  std::vector<InputProblem> not_exports;   // arguments that are something else, with what to do
  std::vector<InputProblem> passed_over;   // skipped below directories and in archives, or repeated
  std::vector<InputProblem> unrecognised;  // files without a document of known shape among those sampled
  std::uint64_t files = 0;                 // opened; an archive with files counts as these
  std::uint64_t bytes = 0;                 // read from disk, before decompression
  unsigned threads = 0;
  Ending ending = Ending::kDone;
  std::string stopped;  // of kStopped, the reason in words; else empty

  Errors warnings;  // about the rules
  // Fields of loaded rules that only ECS documents can have (RuleCheck::foreign_fields); ascending.
  std::vector<std::string> foreign_fields;

  bool held_no_document() const { return ledger.documents() == ledger.blank; }
  // There were documents, but no record of a known shape.
  bool recognised_nothing() const { return !held_no_document() && ledger.sources.empty(); }
  // Whether every record of a known shape was rejected.
  bool rejected_all() const { return !ledger.sources.empty() && ledger.matched + ledger.not_matched == 0; }

  Outcome outcome() const;
  bool complete() const { return outcome() == Outcome::kComplete; }
};

}  // namespace firstseen
