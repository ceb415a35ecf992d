// One pass over the inputs of a request: finds the files, runs readers over their blocks on several threads,
// and reports what was read.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/reading.h"
#include "input/file_list.h"
#include "input/input.h"
#include "pass/line_numbers.h"
#include "pass/record_reader.h"
#include "sources/table.h"

namespace firstseen::pass {

// The tables to read with: those of the request's mapping files before the built-in ones. Fails when a
// mapping file is wrong, or there is no such source.
Result<std::vector<sources::SourceTable>> tables_for(const ReadRequest& request);

// How the request wants records normalized. Refers to the request.
sources::NormalizerOptions normalizer_options(const ReadRequest& request);

class Pass {
 public:
  explicit Pass(const ReadRequest& request);

  unsigned threads() const { return threads_; }
  const archive::FileReports& file_reports() const { return input_.reports(); }

  // Counted up by readers, for the progress line.
  std::atomic<std::uint64_t>& matches() { return matches_; }

  // Ends the pass early: readers get no further blocks. The first reason counts. Any thread.
  void stop(std::string reason);

  // Calls every function of `work` on a thread of its own and lets the monitor tick until all have returned.
  void run(const std::vector<std::function<void(input::Input&)>>& work, ReadMonitor* monitor);

  // Fills what every pass reports. After run().
  void report(const Reading& reading, const LineNumbers& lines, ReadReport& report) const;

 private:
  bool tick(ReadMonitor& monitor);
  void run_one(const std::function<void(input::Input&)>& function);

  input::FileList list_;
  input::Input input_;
  unsigned threads_;
  std::atomic<std::uint64_t> matches_{0};
  std::mutex stop_mutex_;
  std::string stopped_;
  bool interrupted_ = false;
  std::unique_ptr<char[]> reserve_;  // given up when memory runs out, so that what was found can be reported
};

}  // namespace firstseen::pass
