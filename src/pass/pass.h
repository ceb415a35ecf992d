// One pass over the inputs of a request: lists the files, reads their blocks on several threads,
// and passes every record to a visitor.
//
//   files ─ Input ─▶ blocks ─ Worker ─▶ documents ─▶ records ─▶ Visitor
//                             one per thread                    one per worker
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/input.h"
#include "input/file_list.h"
#include "input/input.h"
#include "pass/line_numbers.h"
#include "pass/reading.h"
#include "pass/visitor.h"
#include "pass/worker.h"
#include "sources/table.h"

namespace firstseen::pass {

// Returns the tables to read with: those of the request's mapping files, then the built-in ones.
// Fails if a mapping file is invalid, or if the requested source does not exist.
Result<std::vector<sources::SourceTable>> tables_for(const ReadRequest& request);

// Returns the normalizer options of the request. They refer to the request.
sources::NormalizerOptions normalizer_options(const ReadRequest& request);

// Returns the number of threads to use: the requested number, or one per core; at most 256.
unsigned thread_count(const ReadRequest& request);

// Returns one visitor per thread. `make` returns a unique_ptr.
template <typename Make>
auto one_per_thread(unsigned threads, const Make& make) {
  std::vector<decltype(make())> visitors;
  for (unsigned i = 0; i < threads; ++i) visitors.push_back(make());
  return visitors;
}

// The result of a pass.
struct PassResult {
  Reading reading;
  LineNumbers lines;                  // converts places that visitors kept
  std::optional<Error> rejects_lost;  // set if the reject sink did not receive all rejects
};

class Pass {
 public:
  // `request` and `plan` must outlive the pass. The pass stops when more than `max_errors`
  // documents and records are malformed or rejected; 0 means no limit. `rejects` receives the raw
  // documents of these if the plan keeps them.
  Pass(const ReadRequest& request, const ReadPlan& plan, std::uint64_t max_errors = 0,
       LineSink rejects = nullptr);

  // Reads everything, with one thread per visitor. `monitor` may be null; the calling thread ticks
  // it. REQUIRES: not called before.
  PassResult run(std::span<Visitor* const> visitors, ReadMonitor* monitor);
  template <typename V>
  PassResult run(const std::vector<std::unique_ptr<V>>& visitors, ReadMonitor* monitor) {
    std::vector<Visitor*> pointers;
    for (const auto& visitor : visitors) pointers.push_back(visitor.get());
    return run(std::span<Visitor* const>(pointers), monitor);
  }

  // Stops the pass early: workers receive no more blocks. The first non-empty reason is reported.
  // An empty reason means that no more data is needed, which is not reported. Thread-safe.
  void stop(std::string reason);

  // Returns the order in which one thread would read the files: inputs as they were named.
  Spool::FileOrder reading_order() const;

  // Returns the path of a file that has been opened. May be called by the thread that reads one of
  // its blocks, and by any thread after run().
  std::string path_of(event::FileId file) const { return input_.path_of(file); }

 private:
  using Work = std::function<void()>;

  void read_blocks(Worker& worker);
  void run_threads(const std::vector<Work>& work, ReadMonitor* monitor);
  void run_one(const Work& work);
  bool tick(ReadMonitor& monitor);
  void add_files(Reading& reading) const;

  const ReadPlan& plan_;
  const ReadRequest& request_;
  std::uint64_t max_errors_;
  LineSink rejects_;
  input::FileList list_;
  std::vector<input::NumberedPath> files_;  // in reading order
  input::Input input_;
  std::atomic<std::uint64_t> matches_{0};  // sum over all workers, for the monitor
  std::atomic<std::uint64_t> errors_{0};
  // Guards stopped_ and reserve_ while workers run.
  std::mutex stop_mutex_;
  std::string stopped_;
  bool interrupted_ = false;
  // Freed when memory runs out, so that the findings so far can be reported.
  std::unique_ptr<char[]> reserve_;
};

}  // namespace firstseen::pass
