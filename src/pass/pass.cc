#include "pass/pass.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>

#include "prefilter/prefilter.h"
#include "sources/known_columns.h"
#include "sources/mapping_file.h"
#include "text/phrases.h"
#include "text/similar.h"

namespace firstseen::pass {
namespace {

constexpr auto kTick = std::chrono::milliseconds(100);
constexpr unsigned kMaxThreads = 256;
// Freed when memory runs out; see Pass::reserve_.
constexpr std::size_t kReserveBytes = 4 * 1024 * 1024;

Result<void> check_source(const std::string& name, const std::vector<sources::SourceTable>& tables) {
  if (name.empty()) return {};
  std::vector<std::string_view> names;
  std::string known;
  for (const sources::SourceTable& table : tables) {
    if (table.source == name) return {};
    if (std::find(names.begin(), names.end(), table.source) != names.end()) continue;
    names.push_back(table.source);
    text::append_item(known, table.source);
  }
  return fail(about_member("source", "there is no source named " + name,
                           text::suggestion(name, names, "sources are: " + known)));
}

std::vector<input::NumberedPath> files_to_read(const input::FileList& list, const ReadRequest& request) {
  std::vector<input::NumberedPath> files;
  for (const std::string& path : list.files) files.push_back({0, path, {}, list.named.contains(path)});
  for (const MemoryInput& in_memory : request.memory_inputs)
    files.push_back({0, in_memory.name, in_memory.bytes});
  return input::numbered(std::move(files));
}

// Returns null for UTC.
Result<std::shared_ptr<const event::TimeZone>> zone_of(const ReadRequest& request) {
  if (request.input_tz.empty()) return nullptr;
  auto zone = event::TimeZone::named(request.input_tz);
  if (!zone) return fail(about_member("input_tz", zone.error().message, zone.error().hint));
  return std::make_shared<const event::TimeZone>(std::move(*zone));
}

}  // namespace

Result<std::vector<sources::SourceTable>> tables_for(const ReadRequest& request) {
  if (request.max_document_bytes > kMaxDocumentBytes) {
    return fail(
        about_member("max_document_bytes",
                     std::to_string(request.max_document_bytes) + " bytes are too many for a document",
                     "at most " + std::to_string(kMaxDocumentBytes)));
  }
  if (auto zone = zone_of(request); !zone) return fail(zone.error());
  auto tables = sources::load_tables(request.mappings);
  if (!tables) return tables;
  if (auto checked = check_source(request.source, *tables); !checked) return fail(checked.error());
  return tables;
}

sources::NormalizerOptions normalizer_options(const ReadRequest& request) {
  sources::NormalizerOptions options;
  options.only_source = request.source;
  options.strict_ecs = request.strict_ecs;
  options.zone = zone_of(request).value_or(nullptr);
  return options;
}

unsigned thread_count(const ReadRequest& request) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  return std::min(request.threads == 0 ? cores : request.threads, kMaxThreads);
}

Pass::Pass(const ReadRequest& request, const ReadPlan& plan, std::uint64_t max_errors, LineSink rejects)
    : plan_(plan),
      request_(request),
      max_errors_(max_errors),
      rejects_(std::move(rejects)),
      list_(input::list_files(request.inputs, {request.skipped, request.follow_links,
                                               sources::known_columns(plan.normalizer.tables())})),
      files_(files_to_read(list_, request)),
      input_(files_, {.block_bytes = std::clamp<std::uint64_t>(request.block_bytes, 1, kMaxDocumentBytes),
                      .max_document = request.max_document_bytes,
                      .expansion = request.expansion,
                      .known = sources::known_columns(plan.normalizer.tables())}),
      reserve_(std::make_unique_for_overwrite<char[]>(kReserveBytes)) {}

PassResult Pass::run(std::span<Visitor* const> visitors, ReadMonitor* monitor) {
  std::vector<std::unique_ptr<Worker>> workers;
  std::vector<Work> work;
  for (Visitor* const visitor : visitors) {
    workers.push_back(std::make_unique<Worker>(plan_, request_, *visitor));
    work.emplace_back([this, worker = workers.back().get()] { read_blocks(*worker); });
  }
  run_threads(work, monitor);
  std::vector<BlockLines> blocks;
  std::vector<const Spool*> spools;
  Reading reading;
  for (const auto& worker : workers) {
    reading.merge(worker->take_reading(blocks));
    spools.push_back(&worker->rejects());
  }
  PassResult result{std::move(reading), LineNumbers(std::move(blocks)), std::nullopt};
  for (Malformed& problem : result.reading.malformed) result.lines.number(problem.place);
  for (Malformed& gap : result.reading.gaps) result.lines.number(gap.place);
  for (auto& [key, lost] : result.reading.lost) {
    for (Malformed& first : lost.first) result.lines.number(first.place);
  }
  for (auto& [id, file] : result.reading.files) {
    if (file.first_unknown) result.lines.number(*file.first_unknown);
  }
  add_files(result.reading);
  if (!rejects_) return result;
  if (const auto written = Spool::write_all(spools, rejects_); !written)
    result.rejects_lost = Error("rejects " + written.error().message);
  return result;
}

void Pass::read_blocks(Worker& worker) {
  input::Block block;
  while (input_.next(block)) {
    const std::uint64_t matched = worker.matched();
    const std::uint64_t errors = worker.errors();
    const auto stop_reason = worker.read(block);
    if (stop_reason) stop(*stop_reason);
    matches_.fetch_add(worker.matched() - matched, std::memory_order_relaxed);
    // Workers add their own increments, so the limit applies to the whole pass.
    const std::uint64_t all_errors = errors_ += worker.errors() - errors;
    if (max_errors_ != 0 && all_errors > max_errors_)
      stop("more than " + std::to_string(max_errors_) + " malformed or rejected " +
           (max_errors_ == 1 ? "document or record" : "documents or records"));
  }
}

// Runs each of `work` on its own thread and ticks the monitor until all are done.
void Pass::run_threads(const std::vector<Work>& work, ReadMonitor* monitor) {
  std::mutex mutex;
  std::condition_variable done;
  std::size_t finished = 0;
  std::vector<std::thread> threads;
  const auto start = [&](const Work& one) {
    threads.emplace_back([&, one] {
      run_one(one);
      const std::lock_guard lock(mutex);
      ++finished;
      done.notify_one();
    });
  };
  try {
    for (const Work& one : work) start(one);
  } catch (const std::system_error&) {
    // The system allows no more threads. Those that run share the queue, so they read all blocks.
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

// Running out of memory stops the pass, but keeps what the workers have found so far.
void Pass::run_one(const Work& work) {
  try {
    work();
  } catch (const std::bad_alloc&) {
    {
      const std::lock_guard lock(stop_mutex_);  // several threads may run out of memory at once
      reserve_.reset();
    }
    stop("out of memory");
  }
}

bool Pass::tick(ReadMonitor& monitor) {
  const bool go_on = monitor.tick({input_.bytes_consumed(), input_.bytes_total(), matches_.load()});
  if (!go_on) input_.stop(true);
  return go_on;
}

void Pass::stop(std::string reason) {
  const std::lock_guard lock(stop_mutex_);
  if (stopped_.empty()) stopped_ = std::move(reason);
  input_.stop();
}

Spool::FileOrder Pass::reading_order() const {
  std::vector<std::size_t> turns(files_.size());  // position in files_, by input number
  for (std::size_t i = 0; i < files_.size(); ++i) turns[files_[i].number] = i;
  return [turns = std::move(turns)](const event::FileId& a, const event::FileId& b) {
    return std::pair(turns[a.input], a.member) < std::pair(turns[b.input], b.member);
  };
}

// Adds the outcome of the files and of the pass.
void Pass::add_files(Reading& reading) const {
  for (const auto& [id, report] : input_.reports())
    static_cast<archive::FileReport&>(reading.files[id]) = report;
  std::vector<bool> named(files_.size());  // by input number
  for (const input::NumberedPath& file : files_) named[file.number] = file.named;
  for (auto& [id, file] : reading.files) file.named = named[id.input];
  reading.unreadable = list_.unreadable;
  reading.passed_over = list_.passed_over;
  reading.without_file = list_.without_file;
  reading.bytes = input_.bytes_consumed();
  reading.interrupted = interrupted_;
  reading.stopped = stopped_;
  if (plan_.prefilter != nullptr) reading.prefilter_off = plan_.prefilter->why_off();
}

}  // namespace firstseen::pass
