// A file that is only readable from its start: compressed, a pipe, or one whose documents span lines. The next
// free worker cuts the next block.
//
//   stream ──read_more()──▶ [ carry_ │ new bytes ] ──cut_lines()──────▶ block ──▶ ahead_ ──next()──▶ worker
//                               ▲    block.storage   cut_documents()      │
//                               └────── what begins but does not end ─────┘
//
// A block takes the carry of the block before, is filled to block_bytes, and is cut after its last whole
// document; the rest is the next carry. When no document ends in it, it is filled further, until the document
// ends or is longer than max_text. Then the bytes read so far are cut as one document, a reject `too_long`, and
// `skipping_` is set until its end: of a line skip_line() drops the rest before the next block is filled, of
// other documents the splitter finds the end.
//
// Blocks wait in `ahead_` until kSampledTailBytes follow them: only then it is known whether a block is near
// the end of the file, where documents are sampled for the span of time that the file covers.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "bytes/byte_stream.h"
#include "input/block.h"
#include "input/layout.h"
#include "json/document_splitter.h"

namespace firstseen::input {

class StreamFile {
 public:
  // `max_text`: only max_text + 1 bytes of a longer document are kept.
  StreamFile(std::unique_ptr<bytes::ByteStream> stream, std::uint64_t block_bytes,
             std::uint64_t max_document);

  // Fills `block` with the next block; false at the end. After an error the file is at its end, but what was
  // read before the damage is still returned. One thread at a time.
  bool next(Block& block);

  // What ended the reading early.
  const std::optional<Error>& error() const { return error_; }

  std::uint64_t consumed() const { return stream_->consumed(); }

 private:
  void look_ahead();
  std::uint64_t bytes_ahead() const;
  std::uint64_t find_tail(const Block& block) const;
  bool cut(Block& block);
  void read_more(Block& block, std::size_t size);
  std::optional<std::size_t> cut_lines(Block& block);
  std::optional<std::size_t> cut_documents(Block& block);
  void add_span(Block& block, json::DocumentSplitter::Span span);
  void skip_line(Block& block);
  void note_head(Block& block);

  std::unique_ptr<bytes::ByteStream> stream_;
  std::uint64_t block_bytes_;
  std::uint64_t max_document_;
  std::optional<Layout> layout_;
  json::DocumentSplitter splitter_;
  std::string carry_;         // read, but in no block yet
  std::uint64_t offset_ = 0;  // of carry_ in the file
  std::uint32_t index_ = 0;
  bool ended_ = false;       // the stream has no more bytes
  bool skipping_ = false;    // within a document that was too long
  std::size_t counted_ = 0;  // documents: bytes of the block whose newlines are in lines_
  std::uint64_t lines_ = 0;

  std::size_t head_documents_ = 0;  // documents counted from the start, up to kSampledTexts
  std::optional<std::uint64_t>
      tail_begin_;  // where the sampled documents at the end begin; known near the end

  std::deque<Block> ahead_;  // cut and not returned yet, to know what is near the end
  Block spare_;              // whose storage is used again
  bool more_ = true;         // after those ahead
  std::optional<Error> error_;
};

}  // namespace firstseen::input
