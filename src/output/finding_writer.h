// Writes the findings of a hunt in one format.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "firstseen/hunt.h"

namespace firstseen::output {

// How text for people is displayed; other formats ignore it.
struct Style {
  bool colour = false;
  std::size_t width = 0;  // maximum width in columns, if possible; 0: unlimited
};

// Calls must follow this order: begin() once, finding() once per finding of the result, end() once.
// Text reaches the sink in pieces of whole lines. NDJSON and CSV therefore need constant memory;
// the table keeps all cells until end(), because column widths depend on them. The result must
// outlive the writer.
class FindingWriter {
 public:
  virtual ~FindingWriter() = default;
  virtual void begin(const HuntResult& result, const Style& style) = 0;
  // Returns false if the sink accepts no more; nothing else may be called then.
  virtual bool finding(const Finding& finding) = 0;
  virtual void end() = 0;
};

std::unique_ptr<FindingWriter> make_table_writer(LineSink sink);
std::unique_ptr<FindingWriter> make_ndjson_writer(LineSink sink);
std::unique_ptr<FindingWriter> make_csv_writer(LineSink sink);

// Buffers text and passes it to the sink in pieces large enough to be worth a system call.
class Pieces {
 public:
  explicit Pieces(LineSink sink) : sink_(std::move(sink)) {}

  // The buffer to append to.
  std::string& text() { return text_; }

  // Must be called after each line. Returns false if the sink accepts no more.
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
