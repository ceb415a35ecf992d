// A file that can only be read from its start: compressed, a pipe, or with documents that span
// lines. The next free worker cuts the next block.
//
//   stream ─read_more()▶ [carry_ │ new bytes] ─cut_lines()▶ block ▶ ahead_ ─next()▶ worker
//                           ▲  block.storage   cut_documents() │
//                           └─ a document that has not ended ──┘
//
// Rows of a table are not cut, but written as documents: raw_ holds what is not written yet, and the block's storage
// the documents.
//
// A block begins with the carry of the previous block, is filled to block_bytes, and is cut after
// its last whole document; the rest is the next carry. If no document ends in it, more is read,
// until the document ends or is longer than max_document. In the latter case the bytes read so far
// are cut as one document, a reject `too_long`. skip_line() drops the rest of a line before the next
// block is filled; for other documents the splitter drops the rest.
//
// Blocks wait in `ahead_` until kSampledTailBytes follow them. Only then is it known whether a
// block is near the end of the file, where documents are sampled for the time span of the file.
//
// A file of lines may go on with documents that span lines, or with one that is too long for a line (first_open_line()).
// From there on it is split into documents.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "archive/file_kind.h"
#include "bytes/byte_stream.h"
#include "csv/table_reader.h"
#include "input/block.h"
#include "input/layout.h"
#include "json/splitting/document_splitter.h"

namespace firstseen::input {

class StreamFile {
 public:
  // Of a document longer than `max_document` bytes, at least one byte more is kept, but not always
  // the rest.
  // `known`: see layout_of().
  StreamFile(std::unique_ptr<bytes::ByteStream> stream, std::uint64_t block_bytes, std::uint64_t max_document,
             csv::KnownColumns known = {});

  // The rest of a file of lines, from `offset` on, which is split into documents; `head_documents` of its first ones were
  // read before.
  static std::unique_ptr<StreamFile> rest(std::unique_ptr<bytes::ByteStream> stream,
                                          std::uint64_t block_bytes, std::uint64_t max_document,
                                          std::uint64_t offset, std::size_t head_documents);

  // Fills `block` with the next block; returns false at the end. An error ends the file, but bytes
  // read before it are still returned. Not thread-safe.
  bool next(Block& block);

  // What the file is, if it is not an export. It has no blocks then.
  const archive::FileKind* kind() const { return kind_; }

  // The first columns of a table; empty if the file is none.
  const std::string& columns() const { return columns_; }

  // The error that ended reading early.
  const std::optional<Error>& error() const { return error_; }

  std::uint64_t consumed() const { return stream_->consumed(); }

 private:
  void look_ahead();
  std::uint64_t bytes_ahead() const;
  std::uint64_t find_tail(const Block& block) const;
  bool cut(Block& block);
  bool detect(bytes::Buffer& head);
  void read_more(bytes::Buffer& storage, std::size_t size);
  bool cut_bytes(Block& block);
  bool cut_rows(Block& block);
  void drop_raw(std::size_t count);
  std::optional<std::size_t> cut_lines(Block& block);
  std::optional<std::size_t> cut_documents(Block& block);
  void add_span(Block& block, const json::splitting::DocumentSplitter::Span& span);
  void add_rest(Block& block);
  void make_documents(Block& block);
  void skip_line(Block& block);
  void note_head(Block& block);

  std::unique_ptr<bytes::ByteStream> stream_;
  std::uint64_t block_bytes_;
  std::uint64_t max_document_;
  csv::KnownColumns known_;
  std::optional<Layout> layout_;
  const archive::FileKind* kind_ = nullptr;
  json::splitting::DocumentSplitter splitter_;
  std::vector<std::shared_ptr<const json::splitting::Envelope>>
      envelopes_;  // of the spans of the block; empty: there are none
  std::optional<csv::TableReader> table_;
  std::string columns_;
  std::string carry_;  // read, but in no block yet
  bytes::Buffer raw_;  // likewise, of a table, from raw_begin_ on
  std::size_t raw_begin_ = 0;
  std::uint64_t offset_ = 0;  // of these in the file
  std::uint32_t index_ = 0;
  bool ended_ = false;     // the stream has no more bytes
  bool skipping_ = false;  // lines: within one that was too long
  bool rest_added_ = false;
  std::size_t counted_ = 0;  // documents: bytes of the block whose newlines are in lines_
  std::uint64_t lines_ = 0;  // documents: newlines of the block so far

  std::size_t head_documents_ = 0;           // documents counted from the start, up to kSampledDocuments
  std::optional<std::uint64_t> tail_begin_;  // start of the sampled tail; known near the end

  std::deque<Block> ahead_;  // cut but not returned yet
  Block spare_;              // provides the storage of the next block
  bool more_ = true;         // there may be blocks after those ahead
  std::optional<Error> error_;
};

}  // namespace firstseen::input
