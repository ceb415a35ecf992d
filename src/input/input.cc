#include "input/input.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "file/status.h"
#include "input/range_file.h"
#include "input/streamed_input.h"

namespace firstseen::input {
namespace {

// A file that is being read, either by range or as a stream.
struct OpenFile {
  event::FileId id;
  std::optional<RangeFile> range;
  std::uint32_t next_block = 0;  // of `range`, to be read
  std::uint32_t checked = 0;     // blocks of `range` which are known to be lines, or where a stream goes on
  bool continued = false;        // `range` is read up to there only
  std::optional<StreamedInput> stream;
  const archive::FileKind* kind = nullptr;  // not an export; neither range nor stream is set
  bool busy = false;                        // a worker is cutting the stream's next block
  std::uint64_t consumed = 0;               // of `stream`, already added to State::consumed
};

// The bytes of a file from an offset on.
class RestOfFile final : public bytes::ByteStream {
 public:
  RestOfFile(std::shared_ptr<const OpenFile> file, std::uint64_t offset)
      : file_(std::move(file)), begin_(offset), at_(offset) {}

  Result<std::size_t> read(char* out, std::size_t room) override {
    auto got = file_->range->read_at(at_, out, room);
    if (got) at_ += *got;
    return got;
  }
  std::uint64_t consumed() const override { return at_ - begin_; }

 private:
  std::shared_ptr<const OpenFile> file_;
  std::uint64_t begin_;
  std::uint64_t at_;
};

Result<OpenFile> open_file(const NumberedPath& input, const InputOptions& options,
                           const std::atomic<bool>& stopped) {
  auto file = input.memory ? file::File::of_bytes(*input.memory) : file::File::open(input.path, &stopped);
  if (!file) return fail(file.error());
  const event::FileId id{input.number, 0};
  OpenFile opened;
  opened.id = id;
  if (file->seekable()) {
    const auto head = file->head(kLayoutHeadBytes);
    if (!head) return fail(head.error());
    const bool streamed = archive::must_be_streamed(*head);
    if (!streamed) opened.kind = archive::kind_of(*head);
    if (opened.kind != nullptr) return opened;
    if (!streamed && file->size() > 0 && layout_of(*head, options.known) == Layout::kLines) {
      auto range = RangeFile::open(std::move(*file), options.block_bytes, options.max_document);
      if (!range) return fail(range.error());
      opened.range = std::move(*range);
      return opened;
    }
  }
  auto stream = StreamedInput::open(std::move(*file), id, input.path, options);
  if (!stream) return fail(stream.error());
  opened.stream = std::move(*stream);
  return opened;
}

}  // namespace

// `mutex` guards all members except the atomic ones and those that never change. Functions with a
// Lock parameter are called with the lock held, release it while they open or read a file, and
// return with it held.
struct Input::State {
  InputOptions options;              // never changes
  std::vector<NumberedPath> paths;   // never changes; in the order of reading
  std::uint64_t total = 0;           // never changes
  std::atomic<bool> stopped{false};  // outlives the open files, which refer to it
  std::atomic<bool> draining{false};
  std::atomic<std::uint64_t> consumed{0};

  std::mutex mutex;
  std::condition_variable freed;  // notified when a stream can be read again, or a file has been opened
  archive::FileReports reports;
  std::vector<std::shared_ptr<OpenFile>> open;
  std::size_t next_file = 0;
  std::size_t opening = 0;  // files that workers are opening right now
  std::size_t reading = 0;  // blocks of range files that workers are reading: a stream may go on after one

  using Lock = std::unique_lock<std::mutex>;

  // After a stop, if no stream can be read: whether none will be.
  bool drained() const {
    return opening == 0 &&
           std::none_of(open.begin(), open.end(), [](const auto& file) { return file->busy; });
  }
  bool finished() const { return open.empty() && opening == 0 && reading == 0 && next_file == paths.size(); }
  void close(const std::shared_ptr<OpenFile>& file) { std::erase(open, file); }

  // After a stop all reads fail, which is not an error of the file.
  void note_error(event::FileId id, const Error& error) {
    if (!stopped) reports[id].error = error;
  }

  std::shared_ptr<OpenFile> free_file();
  void open_next(Lock& lock);
  bool read(const std::shared_ptr<OpenFile>& file, Lock& lock, Block& block);
  bool read_range(const std::shared_ptr<OpenFile>& file, Lock& lock, Block& block);
  void continue_as_documents(const std::shared_ptr<OpenFile>& file, Block& block, std::size_t lines);
  bool read_stream(const std::shared_ptr<OpenFile>& file, Lock& lock, Block& block);
};

// Returns the first open file that can be read, or nullptr. Marks a stream as busy for the caller.
std::shared_ptr<OpenFile> Input::State::free_file() {
  for (const auto& file : open) {
    if (file->busy || (stopped && file->range)) continue;
    if (file->stream) file->busy = true;
    return file;
  }
  return nullptr;
}

// Opens the next file and adds it to `open`.
void Input::State::open_next(Lock& lock) {
  const NumberedPath& next = paths[next_file++];
  const event::FileId id{next.number, 0};
  ++opening;
  lock.unlock();
  auto opened = open_file(next, options, stopped);
  lock.lock();
  --opening;
  freed.notify_all();
  archive::FileReport& report = reports[id];
  report.path = next.path;
  if (!opened) return note_error(id, opened.error());
  report.opened = true;
  report.kind = opened->kind;
  if (report.kind != nullptr) return;
  auto file = std::make_shared<OpenFile>(std::move(*opened));
  if (file->stream || file->range->block_count() > 0) open.push_back(std::move(file));
}

// Fills `block` with the next block of the file. Returns false if there is none or it cannot be
// read.
bool Input::State::read(const std::shared_ptr<OpenFile>& file, Lock& lock, Block& block) {
  return file->range ? read_range(file, lock, block) : read_stream(file, lock, block);
}

// Takes the number of the next block under the lock and reads the block without it. Threads that
// still read blocks of a closed file share its ownership. A block is returned once all blocks before it
// are known to be lines.
bool Input::State::read_range(const std::shared_ptr<OpenFile>& file, Lock& lock, Block& block) {
  const std::uint32_t index = file->next_block++;
  if (file->next_block == file->range->block_count()) close(file);
  ++reading;
  lock.unlock();
  block.file = file->id;
  const auto read = file->range->read(index, block);
  const auto open_line =
      read ? first_open_line(block.bytes, block.line_ends, options.max_document) : std::nullopt;
  lock.lock();
  freed.wait(lock, [&] { return file->checked == index; });
  ++file->checked;
  --reading;
  if (!read && !file->continued) note_error(file->id, read.error());
  const bool is_lines = read && !file->continued;
  if (is_lines && open_line) continue_as_documents(file, block, *open_line);
  if (is_lines) consumed += block.bytes.size();
  freed.notify_all();
  return is_lines && (!open_line || !block.bytes.empty());
}

// Leaves the first lines of a block, and opens a stream of what follows them in the file.
void Input::State::continue_as_documents(const std::shared_ptr<OpenFile>& file, Block& block,
                                         std::size_t lines) {
  file->continued = true;
  close(file);
  block.bytes = block.bytes.substr(0, block.line_begin(lines));
  block.line_ends.resize(lines);
  block.end = block.offset + block.bytes.size();
  const auto head = file->range->head_lines_before(block.end);
  if (!head) return note_error(file->id, head.error());
  auto rest = std::make_shared<OpenFile>();
  rest->id = file->id;
  rest->stream = StreamedInput::rest(std::make_unique<RestOfFile>(file, block.end), file->id,
                                     reports[file->id].path, options, block.end, *head);
  open.push_back(std::move(rest));
}

// REQUIRES: the caller has marked the stream as busy.
bool Input::State::read_stream(const std::shared_ptr<OpenFile>& file, Lock& lock, Block& block) {
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
  return filled;
}

Input::Input(std::vector<NumberedPath> files, const InputOptions& options)
    : state_(std::make_unique<State>()) {
  state_->options = options;
  for (const NumberedPath& file : files) {
    if (file.memory) {
      state_->total += file.memory->size();
    } else if (file.path != "-") {
      if (const auto status = file::status_of(file.path)) state_->total += status->size_bytes;
    }
  }
  state_->paths = std::move(files);
}

Input::~Input() = default;

bool Input::next(Block& block) {
  State::Lock lock(state_->mutex);
  while (!state_->stopped || state_->draining) {
    if (const auto file = state_->free_file()) {
      if (state_->read(file, lock, block)) return true;
    } else if (!state_->stopped && state_->next_file < state_->paths.size()) {
      state_->open_next(lock);
    } else if (state_->stopped ? state_->drained() : state_->finished()) {
      return false;
    } else {
      state_->freed.wait(lock);
    }
  }
  return false;
}

void Input::stop(bool drain) {
  state_->draining = drain;
  state_->stopped = true;
}

const archive::FileReports& Input::reports() const {
  return state_->reports;
}

std::string Input::path_of(event::FileId file) const {
  const std::lock_guard lock(state_->mutex);
  return state_->reports.at(file).path;
}

std::uint64_t Input::bytes_consumed() const {
  return state_->consumed;
}

std::uint64_t Input::bytes_total() const {
  return state_->total;
}

}  // namespace firstseen::input
