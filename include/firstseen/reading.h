// What every pass over inputs has in common: which files are read and how, and what became of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firstseen/expansion_bounds.h"
#include "firstseen/input_problem.h"
#include "firstseen/ledger.h"
#include "firstseen/named_text.h"
#include "firstseen/timestamp.h"

namespace firstseen {

// Takes whole lines, one after another. False: no more are wanted.
using TextSink = std::function<bool(std::string_view)>;

struct ReadRequest {
  std::vector<std::string> inputs;  // files, directories, `-`
  std::string source;               // read as this source only; empty: decide for every record
  std::vector<NamedText> mappings;  // further sources, described in TOML (docs/mapping.md)
  bool strict_ecs = false;          // derive nothing beyond Elastic's own pipelines
  bool validate = false;            // of every text that is read every byte must be well-formed JSON

  unsigned threads = 0;                             // 0: one for each core that may be used
  std::uint64_t max_text_bytes = 16 * 1024 * 1024;  // longer texts are rejects
  std::uint64_t block_bytes = 512 * 1024;           // how much a worker takes at a time
  ExpansionBounds expansion;
};

// What a monitor sees while inputs are read.
struct ReadProgress {
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;  // 0: unknown
  std::uint64_t matches = 0;      // of a hunt
};

class ReadMonitor {
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

struct ReadReport {
  Ledger ledger;
  std::vector<Problem> malformed;         // the first kShownProblems, in file and offset order
  std::vector<InputProblem> unread;       // files that could not be read to their end
  std::vector<InputProblem> passed_over;  // below directories and in archives
  std::vector<std::string> unrecognised;  // files none of whose sampled texts is of a known shape
  std::uint64_t files = 0;                // opened; those in an archive count, not the archive if it has any
  std::uint64_t bytes = 0;                // read, as they lie on disk
  unsigned threads = 0;
  bool interrupted = false;  // the monitor said stop
  std::string stopped;       // why the pass ended early by itself; empty: it did not

  // Every input was read to its end.
  bool complete() const { return unread.empty() && !interrupted && stopped.empty(); }
};

}  // namespace firstseen
