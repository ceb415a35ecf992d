#include "toml/quoted_text.h"

#include <algorithm>

#include "toml/position.h"

namespace firstseen::toml {
namespace {

// Returns the size of the UTF-8 character that begins with `first`.
std::size_t character_size(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// Walks a parsed string and its spelling in the document in parallel.
class Walk {
 public:
  Walk(std::string_view document, std::size_t at, std::string_view text)
      : document_(document), text_(text), at_(at) {}

  // Returns whether all of the text was found. Fills runs() with offsets in the document.
  bool run() {
    if (!written("\"") && !written("'")) return false;
    open();
    while (read_ < text_.size()) {
      if (!step()) return false;
    }
    mark();
    return true;
  }

  std::vector<QuotedText::Run>& runs() { return runs_; }
  std::size_t end() const { return at_; }

 private:
  bool written(std::string_view what) const { return document_.substr(at_).starts_with(what); }

  // A line break immediately after three quotes is not part of the text.
  void open() {
    escapes_ = written("\"");
    const bool lines = written("\"\"\"") || written("'''");
    at_ += lines ? 3 : 1;
    if (lines && written("\r\n")) ++at_;
    if (lines && written("\n")) ++at_;
  }

  bool step() {
    if (at_ >= document_.size()) return false;
    if (escapes_ && document_[at_] == '\\') {
      escape();
      return true;
    }
    // toml++ reads CR LF as LF.
    const bool line_break = text_[read_] == '\n' && written("\r\n");
    if (!line_break && document_[at_] != text_[read_]) return false;
    pass(line_break ? 2 : 1, 1);
    return true;
  }

  void escape() {
    const char kind = at_ + 1 < document_.size() ? document_[at_ + 1] : '\0';
    switch (kind) {
      case 'u': return pass(6, character_size(text_[read_]));
      case 'U': return pass(10, character_size(text_[read_]));
      case ' ':
      case '\t':
      case '\r':
      case '\n':  // a line continuation produces no text
        at_ = std::min(document_.find_first_not_of(" \t\r\n", at_ + 1), document_.size());
        return;
      default: return pass(2, 1);
    }
  }

  void pass(std::size_t written_bytes, std::size_t text_bytes) {
    mark();
    at_ += written_bytes;
    read_ += text_bytes;
  }

  // Starts a run if the distance between text and document has changed.
  void mark() {
    if (runs_.empty() || at_ - read_ != runs_.back().in_lines - runs_.back().in_text)
      runs_.push_back({read_, at_});
  }

  std::string_view document_;
  std::string_view text_;
  std::size_t at_;
  std::size_t read_ = 0;
  bool escapes_ = false;
  std::vector<QuotedText::Run> runs_;
};

}  // namespace

QuotedText quoted_text(std::string_view document, const config::Node& string) {
  QuotedText quoted;
  if (string.line == 0) return quoted;
  const std::size_t begin = byte_at(document, string.line, string.column);
  Walk walk(document, begin, string.string);
  if (!walk.run()) return quoted;
  const std::size_t first = begin == 0 ? 0 : document.rfind('\n', begin - 1) + 1;
  const std::size_t last = std::min(document.find('\n', walk.end()), document.size());
  quoted.lines = document.substr(first, last - first);
  quoted.first_line = string.line;
  quoted.runs = std::move(walk.runs());
  for (QuotedText::Run& run : quoted.runs) run.in_lines -= first;
  return quoted;
}

}  // namespace firstseen::toml
