#include "pass/pass.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>

#include "sources/mapping_file.h"
#include "text/phrases.h"

namespace firstseen::pass {
namespace {

constexpr auto kTick = std::chrono::milliseconds(100);
constexpr unsigned kMaxThreads = 256;
constexpr std::size_t kReserveBytes = 4 * 1024 * 1024;

unsigned thread_count(unsigned asked) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  return std::min(asked == 0 ? cores : asked, kMaxThreads);
}

Result<void> check_source(const std::string& name, const std::vector<sources::SourceTable>& tables) {
  if (name.empty()) return {};
  std::string known;
  for (const sources::SourceTable& table : tables) {
    if (table.source == name) return {};
    if (known.find(table.source) == std::string::npos) text::append_item(known, table.source);
  }
  return fail("there is no source named " + name, "sources are: " + known);
}

}  // namespace

Result<std::vector<sources::SourceTable>> tables_for(const ReadRequest& request) {
  auto tables = sources::load_tables(request.mapping_files);
  if (!tables) return tables;
  if (auto checked = check_source(request.source, *tables); !checked) return fail(checked.error());
  return tables;
}

sources::NormalizerOptions normalizer_options(const ReadRequest& request) {
  sources::NormalizerOptions options;
  options.only_source = request.source;
  options.strict_ecs = request.strict_ecs;
  return options;
}

Pass::Pass(const ReadRequest& request)
    : list_(input::list_files(request.inputs)),
      input_(list_.files, {.block_bytes = std::max<std::uint64_t>(1, request.block_bytes),
                           .max_text = request.max_text_bytes,
                           .expansion = request.expansion}),
      threads_(thread_count(request.threads)),
      reserve_(std::make_unique_for_overwrite<char[]>(kReserveBytes)) {}

void Pass::run(const std::vector<std::function<void(input::Input&)>>& work, ReadMonitor* monitor) {
  std::mutex mutex;
  std::condition_variable done;
  std::size_t finished = 0;
  std::vector<std::thread> threads;
  const auto start = [&](const std::function<void(input::Input&)>& function) {
    threads.emplace_back([&, function] {
      run_one(function);
      const std::lock_guard lock(mutex);
      ++finished;
      done.notify_one();
    });
  };
  try {
    for (const auto& function : work) start(function);
  } catch (const std::system_error&) {
    // The system allows no more threads: those that there are take all blocks.
  }
  if (threads.empty()) run_one(work.front());
  std::unique_lock lock(mutex);
  while (!done.wait_for(lock, kTick, [&] { return finished == threads.size(); })) {
    if (monitor == nullptr || interrupted_) continue;
    lock.unlock();
    interrupted_ = !tick(*monitor);
    lock.lock();
  }
  lock.unlock();
  for (std::thread& thread : threads) thread.join();
}

// What a reader has found so far stays good when the text at hand is too much for it.
void Pass::run_one(const std::function<void(input::Input&)>& function) {
  try {
    function(input_);
  } catch (const std::bad_alloc&) {
    {
      const std::lock_guard lock(stop_mutex_);  // memory may run out in several threads at once
      reserve_.reset();
    }
    stop("out of memory");
  }
}

bool Pass::tick(ReadMonitor& monitor) {
  const bool go_on = monitor.tick({input_.bytes_consumed(), input_.bytes_total(), matches_.load()});
  if (!go_on) input_.stop();
  return go_on;
}

void Pass::stop(std::string reason) {
  const std::lock_guard lock(stop_mutex_);
  if (stopped_.empty()) stopped_ = std::move(reason);
  input_.stop();
}

void Pass::report(const Reading& reading, const LineNumbers& lines, ReadReport& report) const {
  const archive::FileReports& files = input_.reports();
  report.ledger = reading.ledger;
  for (const auto& [id, file] : files) {
    if (file.opened) ++report.files;
    if (!file.passed_over.empty()) report.passed_over.push_back({file.path, file.passed_over});
    if (file.error) report.unread.push_back({file.path, file.error->message});
    if (reading.has_texts.contains(id) && !reading.recognised.contains(id))
      report.unrecognised.push_back(file.path);
  }
  for (const Malformed& problem : reading.malformed) {
    report.malformed.push_back({files.at(problem.origin.file).path, lines.line_of(problem.origin),
                                problem.origin.offset, std::string(problem.reason)});
  }
  for (const auto& [path, reason] : list_.unreadable) report.unread.push_back({path, reason});
  for (const auto& [path, reason] : list_.passed_over) report.passed_over.push_back({path, reason});
  report.bytes = input_.bytes_consumed();
  report.threads = threads_;
  report.interrupted = interrupted_;
  report.stopped = stopped_;
  if (report.stopped.empty() && !report.ledger.adds_up())
    report.stopped = "the counts of texts and records do not add up: this is a defect of firstseen";
}

}  // namespace firstseen::pass
