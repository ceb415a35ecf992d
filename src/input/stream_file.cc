#include "input/stream_file.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "archive/table_head.h"
#include "json/reader.h"
#include "json/splitting/literals.h"
#include "text/line_ends.h"
#include "text/phrases.h"

namespace firstseen::input {
namespace {

constexpr std::size_t kFirstRead = 64 * 1024;  // an archive may have many small files

constexpr std::string_view kGapDamaged = "a document is damaged or does not end; others may be lost with it";
constexpr std::string_view kGapTooLong = "longer than a document may be; lines of it are read as documents";
constexpr std::string_view kGapRowTooLong =
    "a row is longer than a document may be; lines of it are read as rows";
constexpr std::string_view kGapUnclosed = "a quote does not close; lines after it are read as rows";
constexpr std::string_view kGapArrayEnd = "the array does not end; the file may have been cut short";

std::uint64_t newlines(std::string_view bytes) {
  return static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

std::string_view view(const bytes::Buffer& storage) {
  return {storage.data(), storage.size()};
}

// `Timestamp, DeviceId, …`.
std::string first_columns(const csv::Header& header) {
  constexpr std::size_t kShown = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(header.names.size(), kShown); ++i)
    text::append_item(list, header.names[i]);
  return header.names.size() > kShown ? list + ", …" : list;
}

// Adds what is read of a table to a block.
class BlockOfRows final : public csv::RowSink {
 public:
  explicit BlockOfRows(Block& block) : block_(block) {}

  void document(std::size_t begin, std::size_t end, std::uint64_t offset, std::uint64_t line) override {
    block_.spans.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), line, block_.offset + offset});
  }

  void loss(std::uint64_t offset, std::uint64_t line, csv::RowFinder::Loss loss) override {
    const bool too_long = loss == csv::RowFinder::Loss::kTooLong;
    block_.gaps.push_back({block_.offset + offset, line, too_long ? kGapRowTooLong : kGapUnclosed});
  }

  void flaw(std::uint64_t offset, std::uint64_t line, std::string_view what) override {
    for (Block::Flaw& known : block_.flaws) {
      if (known.what == what) return void(++known.count);
    }
    block_.flaws.push_back({what, 1, block_.offset + offset, line});
  }

 private:
  Block& block_;
};

}  // namespace

StreamFile::StreamFile(std::unique_ptr<bytes::ByteStream> stream, std::uint64_t block_bytes,
                       std::uint64_t max_document, csv::KnownColumns known)
    : stream_(std::move(stream)),
      block_bytes_(block_bytes),
      max_document_(max_document),
      known_(std::move(known)),
      splitter_(max_document, kStreamedBytes) {}

std::unique_ptr<StreamFile> StreamFile::rest(std::unique_ptr<bytes::ByteStream> stream,
                                             std::uint64_t block_bytes, std::uint64_t max_document,
                                             std::uint64_t offset, std::size_t head_documents) {
  auto file = std::make_unique<StreamFile>(std::move(stream), block_bytes, max_document);
  file->layout_ = Layout::kDocuments;
  file->offset_ = offset;
  file->head_documents_ = head_documents;
  return file;
}

bool StreamFile::next(Block& block) {
  if (ahead_.empty()) look_ahead();
  if (ahead_.empty()) return false;
  std::swap(block, ahead_.front());
  spare_ = std::move(ahead_.front());  // reuses the storage of the previous block
  ahead_.pop_front();
  look_ahead();
  if (!more_ && !tail_begin_) tail_begin_ = find_tail(block);
  block.tail_begin = tail_begin_.value_or(UINT64_MAX);
  return true;
}

// Cuts blocks until those ahead have kSampledTailBytes: blocks before them are not in the tail.
void StreamFile::look_ahead() {
  while (more_ && bytes_ahead() < kSampledTailBytes) {
    more_ = cut(spare_);
    if (more_) ahead_.push_back(std::exchange(spare_, {}));
  }
}

std::uint64_t StreamFile::bytes_ahead() const {
  if (ahead_.empty()) return 0;
  return ahead_.back().end - ahead_.front().offset;
}

// Returns where the sampled documents at the end begin. REQUIRES: all blocks are cut; the last ones
// are `block` and those ahead.
std::uint64_t StreamFile::find_tail(const Block& block) const {
  const std::uint64_t floor = tail_floor(offset_);
  std::uint64_t begin = UINT64_MAX;
  std::size_t remaining = kSampledDocuments;
  const auto look_at = [&](const Block& one) {
    const auto begins = last_documents(one, remaining, floor);
    if (!begins.empty()) begin = begins.front();
    remaining -= begins.size();
  };
  for (auto one = ahead_.rbegin(); one != ahead_.rend() && remaining > 0; ++one) look_at(*one);
  if (remaining > 0) look_at(block);
  return begin;
}

// Cuts the next block off the stream; returns false at the end.
bool StreamFile::cut(Block& block) {
  block.spans.clear();
  block.gaps.clear();
  block.flaws.clear();
  if (!layout_ && !detect(raw_)) return false;
  block.offset = offset_;
  if (!(table_ ? cut_rows(block) : cut_bytes(block))) return false;
  block.end = offset_;
  block.index = index_++;
  block.newlines = lines_;
  note_head(block);
  return true;
}

// Reads the first bytes of the file, as many as decide its layout, even if blocks are smaller. Returns false if the file
// is no export.
bool StreamFile::detect(bytes::Buffer& head) {
  read_more(head, std::max<std::uint64_t>(block_bytes_, kLayoutHeadBytes));
  kind_ = archive::kind_of(view(head));
  if (kind_ != nullptr) return false;
  layout_ = layout_of(view(head), known_);
  if (layout_ == Layout::kRows) {
    csv::Header header = *archive::table_in(view(head).substr(0, kLayoutHeadBytes), known_);
    columns_ = first_columns(header);
    table_.emplace(std::move(header), known_, max_document_);
  } else {
    carry_.assign(head.data(), head.size());
    head = {};
  }
  return true;
}

// Fills the block with documents of the file, unchanged.
bool StreamFile::cut_bytes(Block& block) {
  block.storage.assign(carry_.begin(), carry_.end());
  carry_.clear();
  counted_ = 0;
  lines_ = 0;
  if (skipping_ && layout_ == Layout::kLines) skip_line(block);
  block.offset = offset_;
  read_more(block.storage, block_bytes_);
  std::optional<std::size_t> used;
  while (!(used = layout_ == Layout::kLines ? cut_lines(block) : cut_documents(block))) {
    read_more(block.storage, block.storage.size() + block_bytes_);
  }
  if (*used == 0 && block.storage.empty() && block.gaps.empty()) return false;
  carry_.assign(block.storage.data() + *used, block.storage.size() - *used);
  offset_ += *used;
  block.storage.resize(*used + json::kPadding, '\0');
  block.bytes = view(block.storage).substr(0, *used);
  make_documents(block);
  return true;
}

// Puts the documents of elements together with what is around them, and makes JSON of strings between three quotes.
void StreamFile::make_documents(Block& block) {
  const bool literals = splitter_.has_literals();
  if (envelopes_.empty() && !literals) return;
  envelopes_.resize(block.spans.size());
  bytes::Buffer made;
  std::string document;
  for (std::size_t i = 0; i < block.spans.size(); ++i) {
    Block::Span& span = block.spans[i];
    const std::string_view own = block.bytes.substr(span.begin, span.end - span.begin);
    const json::splitting::Envelope* const around = envelopes_[i].get();
    document = around == nullptr ? "" : around->before;
    document += own;
    if (around != nullptr) document += around->after;
    if (literals) document = json::splitting::with_escaped_literals(document);
    span.begin = static_cast<std::uint32_t>(made.size());
    made.insert(made.end(), document.begin(), document.end());
    span.end = static_cast<std::uint32_t>(made.size());
    made.push_back('\n');
  }
  envelopes_.clear();
  const std::size_t size = made.size();
  made.resize(size + json::kPadding, '\0');
  block.storage = std::move(made);
  block.bytes = view(block.storage).substr(0, size);
}

// Fills the block with documents made of rows.
bool StreamFile::cut_rows(Block& block) {
  block.lines = false;
  BlockOfRows sink(block);
  std::size_t size = 0;
  std::size_t used = 0;
  read_more(raw_, raw_begin_ + block_bytes_);
  while (raw_begin_ < raw_.size()) {
    used = table_->read(view(raw_).substr(raw_begin_), ended_, block.storage, size, sink);
    if (used > 0) break;
    read_more(raw_, raw_begin_ + 2 * (raw_.size() - raw_begin_));
  }
  if (used == 0) return false;
  drop_raw(used);
  lines_ = table_->lines();
  if (block.storage.size() - size < json::kPadding) block.storage.resize(size + json::kPadding, '\0');
  block.bytes = view(block.storage).substr(0, size);
  return true;
}

// Drops bytes that were read; moves the others to the front when they are fewer.
void StreamFile::drop_raw(std::size_t count) {
  offset_ += count;
  raw_begin_ += count;
  if (2 * raw_begin_ < raw_.size()) return;
  raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(raw_begin_));
  raw_begin_ = 0;
}

// Reads until the storage holds `size` bytes or the stream has ended.
void StreamFile::read_more(bytes::Buffer& storage, std::size_t size) {
  std::size_t have = storage.size();
  if (have >= size || ended_) return;
  while (have < size && !ended_) {
    storage.resize(std::min(size, std::max(kFirstRead, 2 * have)));
    bytes::Filled filled = bytes::read_fully(*stream_, storage.data() + have, storage.size() - have);
    have += filled.size;
    ended_ = have < storage.size();
    if (filled.error) error_ = std::move(filled.error);
  }
  storage.resize(have);
}

// Returns how many bytes of the block to cut, which are whole lines or a line that is too long;
// nullopt if more must be read.
std::optional<std::size_t> StreamFile::cut_lines(Block& block) {
  const std::string_view bytes = view(block.storage);
  const std::size_t whole = ended_ ? bytes.size() : bytes.rfind('\n') + 1;
  const std::string_view lines = bytes.substr(0, whole == 0 ? bytes.size() : whole);
  block.lines = true;
  block.line_ends.clear();
  text::add_line_ends(lines, block.line_ends);
  if (const auto open = first_open_line(lines, block.line_ends, max_document_)) {
    layout_ = Layout::kDocuments;
    if (*open == 0) return cut_documents(block);
    block.line_ends.resize(*open);
    return block.line_begin(*open);
  }
  if (whole > 0 || ended_) return whole;
  if (bytes.size() <= max_document_) return std::nullopt;
  skipping_ = true;
  return bytes.size();
}

// Drops the rest of a line that is too long.
void StreamFile::skip_line(Block& block) {
  while (skipping_) {
    read_more(block.storage, block_bytes_);
    const std::size_t newline = view(block.storage).find('\n');
    const std::size_t dropped = newline == std::string_view::npos ? block.storage.size() : newline + 1;
    block.storage.erase(block.storage.begin(), block.storage.begin() + static_cast<std::ptrdiff_t>(dropped));
    offset_ += dropped;
    skipping_ = newline == std::string_view::npos && !ended_;
  }
}

// Adds a document, counts the lines before it, and notes what may be lost with it.
void StreamFile::add_span(Block& block, const json::splitting::DocumentSplitter::Span& span) {
  const std::string_view bytes = view(block.storage);
  lines_ += newlines(bytes.substr(counted_, span.begin - counted_));
  counted_ = span.begin;
  block.spans.push_back({static_cast<std::uint32_t>(span.begin), static_cast<std::uint32_t>(span.end), lines_,
                         offset_ + span.begin});
  if (span.around != nullptr || !envelopes_.empty()) {
    envelopes_.resize(block.spans.size());
    envelopes_.back() = span.around;
  }
  using Loss = json::splitting::DocumentSplitter::Loss;
  if (span.loss == Loss::kNone) return;
  block.gaps.push_back(
      {offset_ + span.begin, lines_, span.loss == Loss::kTooLong ? kGapTooLong : kGapDamaged});
}

// Adds what has not ended at the end of the file.
void StreamFile::add_rest(Block& block) {
  const std::string_view bytes = view(block.storage);
  while (const auto rest = splitter_.rest(bytes)) {
    add_span(block, *rest);
    while (const auto span = splitter_.next(bytes)) add_span(block, *span);
  }
  if (!splitter_.in_array() || std::exchange(rest_added_, true)) return;
  const std::uint64_t lines = lines_ + newlines(bytes.substr(counted_));
  block.gaps.push_back({offset_ + bytes.size(), lines, kGapArrayEnd});
}

// Splits the block into documents. Returns how many bytes to cut, up to a document that has not
// ended; nullopt if more must be read.
std::optional<std::size_t> StreamFile::cut_documents(Block& block) {
  const std::string_view bytes = view(block.storage);
  block.lines = false;
  while (const auto span = splitter_.next(bytes)) add_span(block, *span);
  if (ended_) add_rest(block);
  const std::size_t used = ended_ ? bytes.size() : splitter_.pending();
  if (!ended_ && used == 0) return std::nullopt;
  lines_ += newlines(bytes.substr(counted_, used - counted_));
  splitter_.drop(used);
  return used;
}

// Sets which documents of the block are among the first of the file.
void StreamFile::note_head(Block& block) {
  block.head_end = 0;
  if (head_documents_ == kSampledDocuments) return;
  const auto begins = first_documents(block, kSampledDocuments - head_documents_ + 1);
  const bool all = begins.size() <= kSampledDocuments - head_documents_;
  block.head_end = all ? UINT64_MAX : begins.back();
  head_documents_ += begins.size() - (all ? 0 : 1);
}

}  // namespace firstseen::input
