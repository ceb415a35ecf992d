#include "json/document_splitter.h"

namespace firstseen::json {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Counts as white space between documents.
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

}  // namespace

// Returns true if `c` begins a document; otherwise it is between documents.
bool DocumentSplitter::begin_document(char c) {
  if (is_space(c) || c == ',') return false;
  if (c == '[' && !in_array_) {
    in_array_ = true;
    return false;
  }
  if (c == ']' && in_array_) {
    in_array_ = false;
    return false;
  }
  in_document_ = true;
  in_string_ = c == '"';
  escaped_ = false;
  mark_bytes_ = c == kByteOrderMark.front() ? 1 : 0;
  const bool nested = c == '{' || c == '[';
  shape_ = nested ? Shape::kNested : Shape::kLoose;
  depth_ = nested ? 1 : 0;
  return true;
}

// Returns true if the current document, including `c`, may be a byte order mark. A complete mark is
// not a document and ends it.
bool DocumentSplitter::is_in_mark(char c) {
  if (mark_bytes_ == 0) return false;
  mark_bytes_ = c == kByteOrderMark[mark_bytes_] ? mark_bytes_ + 1 : 0;
  if (mark_bytes_ == 0) return false;
  if (mark_bytes_ == kByteOrderMark.size()) {
    mark_bytes_ = 0;
    in_document_ = false;
  }
  return true;
}

// Returns true if `c` is the last character of a nested document, or the separator after a loose
// one. A loose document ends with its line, even within a string.
bool DocumentSplitter::ends_document(char c) {
  if (in_string_) {
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"') {
      in_string_ = false;
    }
    return shape_ == Shape::kLoose && c == '\n';
  }
  if (shape_ == Shape::kLoose) return !is_in_mark(c) && (c == '\n' || (in_array_ && (c == ',' || c == ']')));
  if (c == '"') {
    in_string_ = true;
  } else if (c == '{' || c == '[') {
    ++depth_;
  } else if (c == '}' || c == ']') {
    return --depth_ == 0;
  }
  return false;
}

std::optional<DocumentSplitter::Span> DocumentSplitter::next(std::string_view bytes) {
  while (at_ < bytes.size()) {
    const char c = bytes[at_];
    if (!in_document_) {
      if (begin_document(c)) begin_ = at_;
      ++at_;
      continue;
    }
    if (!ends_document(c)) {
      ++at_;
      continue;
    }
    in_document_ = false;
    if (shape_ == Shape::kLoose) return Span{begin_, at_};  // the separator is read again
    return Span{begin_, ++at_};
  }
  return std::nullopt;
}

std::optional<DocumentSplitter::Span> DocumentSplitter::rest(std::string_view bytes) {
  if (!in_document_) return std::nullopt;
  in_document_ = false;
  at_ = bytes.size();
  return Span{begin_, bytes.size()};
}

void DocumentSplitter::drop(std::size_t count) {
  at_ = at_ > count ? at_ - count : 0;
  begin_ = begin_ > count ? begin_ - count : 0;
}

}  // namespace firstseen::json
