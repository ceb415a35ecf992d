#include "input/input.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "input/range_file.h"
#include "input/streamed_input.h"

namespace firstseen::input {
namespace {

// A file that is being read, one way or the other.
struct OpenFile {
  event::FileId id;
  std::optional<RangeFile> range;
  std::uint32_t next_block = 0;  // of range
  std::optional<StreamedInput> stream;
  bool busy = false;           // a worker is cutting the stream's next block
  std::uint64_t consumed = 0;  // of stream, as it was counted last
};

Result<std::string> read_head(const file::File& file) {
  std::string head(std::min<std::uint64_t>(kLayoutHeadBytes, file.size()), '\0');
  const auto got = file.read_at(0, head.data(), head.size());
  if (!got) return fail(got.error());
  head.resize(*got);
  return head;
}

Result<OpenFile> open_file(const std::string& path, event::FileId id, const InputOptions& options,
                           const std::atomic<bool>& stopped) {
  auto file = file::File::open(path, &stopped);
  if (!file) return fail(file.error());
  OpenFile opened;
  opened.id = id;
  if (file->seekable()) {
    const auto head = read_head(*file);
    if (!head) return fail(head.error());
    if (!archive::must_be_streamed(*head) && layout_of(*head) == Layout::kLines) {
      auto range = RangeFile::open(std::move(*file), options.block_bytes, options.max_text);
      if (!range) return fail(range.error());
      opened.range = std::move(*range);
      return opened;
    }
  }
  auto stream = StreamedInput::open(std::move(*file), id, path, options);
  if (!stream) return fail(stream.error());
  opened.stream = std::move(*stream);
  return opened;
}

}  // namespace

struct Input::State {
  InputOptions options;
  std::vector<std::string> paths;
  archive::FileReports reports;
  std::mutex mutex;
  std::condition_variable freed;
  std::atomic<bool> stopped{false};  // outlives the files that are open
  std::vector<std::shared_ptr<OpenFile>> open;
  std::size_t next_file = 0;
  std::size_t opening = 0;  // files that workers are opening right now
  std::atomic<std::uint64_t> consumed{0};
  std::uint64_t total = 0;

  // A file with a block to take, made the caller's; nullptr when there is none. Under the mutex.
  std::shared_ptr<OpenFile> take_open() {
    for (const auto& file : open) {
      if (file->busy) continue;
      if (file->stream) file->busy = true;
      return file;
    }
    return nullptr;
  }

  // After a stop every read fails: that says nothing of the file.
  void note_error(event::FileId id, const Error& error) {
    if (!stopped) reports[id].error = error;
  }

  void close(const std::shared_ptr<OpenFile>& file) { std::erase(open, file); }

  bool finished() const { return open.empty() && opening == 0 && next_file == paths.size(); }

  std::shared_ptr<OpenFile> acquire(std::unique_lock<std::mutex>& lock);
  bool read_range(const std::shared_ptr<OpenFile>& file, std::unique_lock<std::mutex>& lock, Block& block);
  bool read_stream(const std::shared_ptr<OpenFile>& file, std::unique_lock<std::mutex>& lock, Block& block);
};

// A file to take a block from: one that is open, else the next one. nullptr: look again, or finished().
std::shared_ptr<OpenFile> Input::State::acquire(std::unique_lock<std::mutex>& lock) {
  if (auto file = take_open()) return file;
  if (next_file == paths.size()) {
    if (!finished()) freed.wait(lock);
    return nullptr;
  }
  const event::FileId id{static_cast<std::uint32_t>(next_file), 0};
  const std::string& path = paths[next_file++];
  ++opening;
  lock.unlock();
  auto opened = open_file(path, id, options, stopped);
  lock.lock();
  --opening;
  freed.notify_all();
  archive::FileReport& report = reports[id];
  report.path = path;
  if (!opened) {
    note_error(id, opened.error());
    return nullptr;
  }
  report.opened = true;
  auto file = std::make_shared<OpenFile>(std::move(*opened));
  if (file->stream || file->range->block_count() > 0) open.push_back(file);
  return nullptr;
}

bool Input::State::read_range(const std::shared_ptr<OpenFile>& file, std::unique_lock<std::mutex>& lock,
                              Block& block) {
  const std::uint32_t index = file->next_block++;
  if (file->next_block == file->range->block_count()) close(file);
  lock.unlock();
  block.file = file->id;
  const auto read = file->range->read(index, block);
  if (read) {
    consumed += block.bytes.size();
    return true;
  }
  lock.lock();
  note_error(file->id, read.error());
  lock.unlock();
  return false;
}

bool Input::State::read_stream(const std::shared_ptr<OpenFile>& file, std::unique_lock<std::mutex>& lock,
                               Block& block) {
  lock.unlock();
  const bool filled = file->stream->next(block);
  lock.lock();
  consumed += file->stream->consumed() - file->consumed;
  file->consumed = file->stream->consumed();
  file->busy = false;
  for (auto& [id, report] : file->stream->take_reports()) {
    const std::optional<Error> error = std::exchange(report.error, std::nullopt);
    reports.insert_or_assign(id, std::move(report));
    if (error) note_error(id, *error);
  }
  if (file->stream->ended()) close(file);
  freed.notify_all();
  lock.unlock();
  return filled;
}

Input::Input(std::vector<std::string> files, const InputOptions& options)
    : state_(std::make_unique<State>()) {
  state_->options = options;
  for (std::string& path : files) {
    struct stat status {};
    if (path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
      state_->total += static_cast<std::uint64_t>(status.st_size);
    }
    state_->paths.push_back(std::move(path));
  }
}

Input::~Input() = default;

const archive::FileReports& Input::reports() const {
  return state_->reports;
}

bool Input::next(Block& block) {
  while (!state_->stopped) {
    std::unique_lock lock(state_->mutex);
    const auto file = state_->acquire(lock);
    if (!file) {
      if (state_->finished()) return false;
      continue;
    }
    const bool filled =
        file->range ? state_->read_range(file, lock, block) : state_->read_stream(file, lock, block);
    if (filled) return true;
  }
  return false;
}

void Input::stop() {
  state_->stopped = true;
}
std::uint64_t Input::bytes_consumed() const {
  return state_->consumed;
}
std::uint64_t Input::bytes_total() const {
  return state_->total;
}

}  // namespace firstseen::input
