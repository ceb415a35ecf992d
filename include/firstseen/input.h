// Inputs, as paths or as records in memory; how they are read, and what became of them. What hunting,
// inspecting and normalizing have in common.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/expansion_bounds.h"
#include "firstseen/export.h"
#include "firstseen/input_problem.h"
#include "firstseen/ledger.h"
#include "firstseen/named_text.h"
#include "firstseen/timestamp.h"

namespace firstseen {

// Takes whole lines, one after another. False: no more are wanted.
using TextSink = std::function<bool(std::string_view)>;

// Records that are in memory, as a file of that name would hold them: lines, documents, compressed, an archive.
struct MemoryInput {
  std::string name;        // as findings call it
  std::string_view bytes;  // must outlive the pass that reads it
};

// What is read, and how. Defaults are those of the command line.
struct ReadRequest {
  std::vector<std::string> inputs;         // files, directories, `-` for standard input
  std::vector<MemoryInput> memory_inputs;  // read after them
  std::string source;                      // read every record as this source's; empty: decide for each
  std::vector<NamedText> mappings;         // further sources, described in TOML (docs/mapping.md)
  bool strict_ecs = false;                 // derive nothing beyond Elastic's own pipelines
  bool validate = false;  // every byte of a document that is read must be well-formed JSON; slower

  unsigned threads = 0;                             // 0: one per core that may be used
  std::uint64_t max_text_bytes = 16 * 1024 * 1024;  // longer documents are rejects
  std::uint64_t block_bytes = 512 * 1024;           // how much a thread reads at a time; shows in speed only
  ExpansionBounds expansion;
};

// What a monitor sees while inputs are read.
struct ReadProgress {
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;  // 0: unknown
  std::uint64_t matches = 0;      // of a hunt
};

class FIRSTSEEN_API ReadMonitor {
 public:
  virtual ~ReadMonitor() = default;
  // Called about ten times a second from the thread that started the pass. False: stop, and report what there
  // is.
  virtual bool tick(const ReadProgress& progress) = 0;
};

// A text that was not well-formed.
struct Problem {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::string reason;
};

inline constexpr std::size_t kShownProblems = 5;

// How a pass ended.
enum class Ending : std::uint8_t {
  kDone,
  kInterrupted,  // the monitor asked it to stop
  kStopped,      // by itself: a bound was reached, memory ran out, or rejects could not be kept
};

struct ReadReport {
  Ledger ledger;
  std::vector<Problem> malformed;         // the first kShownProblems, in file and offset order
  std::vector<InputProblem> unread;       // files that could not be read to their end
  std::vector<InputProblem> passed_over;  // below directories and in archives
  std::vector<std::string> unrecognised;  // files none of whose sampled texts is of a known shape
  std::uint64_t files = 0;                // opened; those in an archive count, not the archive if it has any
  std::uint64_t bytes = 0;                // read, as they lie on disk
  unsigned threads = 0;
  Ending ending = Ending::kDone;
  std::string stopped;  // of an ending of its own accord, what happened in words; else empty

  // Every input was read to its end.
  bool complete() const { return unread.empty() && ending == Ending::kDone; }
};

}  // namespace firstseen
