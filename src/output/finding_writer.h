// Writes the findings of a hunt in one format.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "firstseen/hunt.h"

namespace firstseen::output {

// How text for a person looks; other formats ignore it.
struct Style {
  bool colour = false;
  std::size_t width = 0;  // columns to keep to where possible; 0: any
};

// Called in this order: begin() once, finding() for each finding of the result, end() once. It passes text to
// its sink in pieces of whole lines, so that its memory does not grow with the findings. The result outlives
// the writer.
class FindingWriter {
 public:
  virtual ~FindingWriter() = default;
  virtual void begin(const HuntResult& result, const Style& style) = 0;
  // False: the sink wants no more; then nothing else is called.
  virtual bool finding(const Finding& finding) = 0;
  virtual void end() = 0;
};

std::unique_ptr<FindingWriter> make_table_writer(LineSink sink);
std::unique_ptr<FindingWriter> make_ndjson_writer(LineSink sink);
std::unique_ptr<FindingWriter> make_csv_writer(LineSink sink);

// Collects text and passes it on in pieces that are worth a system call.
class Pieces {
 public:
  explicit Pieces(LineSink sink) : sink_(std::move(sink)) {}

  // Where text is appended.
  std::string& text() { return text_; }

  // Called after each line. False: the sink wants no more.
  bool end_line() { return text_.size() < kPieceBytes || flush(); }

  bool flush() {
    const bool more = text_.empty() || sink_(text_);
    text_.clear();
    return more;
  }

 private:
  static constexpr std::size_t kPieceBytes = 256 * 1024;

  LineSink sink_;
  std::string text_;
};

}  // namespace firstseen::output
