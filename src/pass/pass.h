// One pass over the inputs of a request: finds the files, reads their blocks on several threads, and hands
// every record to a visitor.
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

// The tables to read with: those of the request's mapping files before the built-in ones. Fails when a
// mapping file is wrong, or there is no such source.
Result<std::vector<sources::SourceTable>> tables_for(const ReadRequest& request);

// How the request wants records normalized. Refers to the request.
sources::NormalizerOptions normalizer_options(const ReadRequest& request);

// How many threads the request wants.
unsigned thread_count(const ReadRequest& request);

// A visitor for each thread, as `make` returns it in a unique_ptr.
template <typename Make>
auto one_per_thread(unsigned threads, const Make& make) {
  std::vector<decltype(make())> visitors;
  for (unsigned i = 0; i < threads; ++i) visitors.push_back(make());
  return visitors;
}

// What a pass has read.
struct PassResult {
  Reading reading;
  LineNumbers lines;                  // for places that visitors have kept
  std::optional<Error> rejects_lost;  // why the request's reject sink has not had all of them
};

class Pass {
 public:
  // `request` and `plan` must outlive the pass. `max_errors`: stops when more documents and records are
  // malformed or rejected; 0: never. `rejects`: receives the raw documents of these, where the plan keeps them.
  Pass(const ReadRequest& request, const ReadPlan& plan, std::uint64_t max_errors = 0,
       LineSink rejects = nullptr);

  // Reads everything, on a thread for each visitor; `monitor` ticks meanwhile. Once.
  PassResult run(std::span<Visitor* const> visitors, ReadMonitor* monitor);
  template <typename V>
  PassResult run(const std::vector<std::unique_ptr<V>>& visitors, ReadMonitor* monitor) {
    std::vector<Visitor*> pointers;
    for (const auto& visitor : visitors) pointers.push_back(visitor.get());
    return run(std::span<Visitor* const>(pointers), monitor);
  }

  // Ends the pass early: workers get no further blocks. The first reason counts; an empty one says that no
  // more is wanted, which is not worth reporting. Any thread.
  void stop(std::string reason);

  // Files as one thread reads them: inputs in the order in which they were named.
  Spool::FileOrder reading_order() const;

  // The path of a file that has been opened. Of the thread that reads one of its blocks, and after run().
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
  std::vector<input::NumberedPath> files_;  // in the order of reading
  input::Input input_;
  std::atomic<std::uint64_t> matches_{0};  // of all workers, for the monitor
  std::atomic<std::uint64_t> errors_{0};
  std::mutex stop_mutex_;
  std::string stopped_;
  bool interrupted_ = false;
  std::unique_ptr<char[]> reserve_;  // given up when memory runs out, so that what was found can be reported
};

}  // namespace firstseen::pass
