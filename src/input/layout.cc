#include "input/layout.h"

#include "archive/table_head.h"
#include "json/splitting/document_splitter.h"
#include "json/splitting/string_state.h"
#include "json/splitting/structure.h"
#include "text/ascii.h"
#include "text/lines.h"
#include "text/utf8.h"

namespace firstseen::input {
namespace {

std::string_view without_blank_start(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(text::kBlanks);
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

// Skips the line that evtx_dump writes before each document: `Record 12`.
std::string_view without_record_line(std::string_view text) {
  if (!text.starts_with("Record ")) return text;
  text::take_line(text);
  return without_blank_start(text);
}

// Whether a line is nothing but the beginning of a pretty-printed document or array.
bool has_bare_bracket(std::string_view head) {
  while (!head.empty()) {
    const text::Line line = text::line_at(head, 0);
    const std::string_view inked = line.text.substr(0, line.text.find_last_not_of(text::kBlanks) + 1);
    const std::string_view bare = without_blank_start(inked);
    if (line.ended && (bare == "[" || bare == "{" || bare == "[{")) return true;
    head.remove_prefix(line.next);
  }
  return false;
}

// Whether a string is open at the end of a line.
bool ends_in_string(std::string_view line) {
  json::splitting::StringState string;
  for (const char c : line) {
    if (string.open()) {
      string.add(c);
    } else if (c == '"') {
      string.begin();
    }
  }
  return string.open();
}

// Whether a line begins an object or array and cannot be all of it.
bool is_open(std::string_view line) {
  while (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r')) line.remove_suffix(1);
  // Nearly every line of a file of lines ends in a brace.
  if (line.empty() || line.back() == '}' || line.back() == ']') return false;
  const std::string_view inked = without_blank_start(line);
  if (!inked.starts_with('{') && !inked.starts_with('[')) return false;
  switch (inked.back()) {
    case '{':
    case '[':
    case ':': return true;
    case ',': break;
    default: return ends_in_string(inked);
  }
  if (inked.front() == '[') return true;
  const std::size_t before = inked.substr(0, inked.size() - 1).find_last_not_of(text::kBlanks);
  return inked[before] != '}' && inked[before] != ']';
}

}  // namespace

std::optional<std::size_t> first_open_line(std::string_view lines, std::span<const std::uint32_t> ends,
                                           std::uint64_t max_document) {
  const std::size_t longest = max_document > kStreamedBytes ? kStreamedBytes : SIZE_MAX;
  std::size_t begin = 0;
  for (std::size_t line = 0; line < ends.size(); ++line) {
    const std::size_t end = ends[line];
    // What is too long is passed over before its end is read.
    const bool fits = end < lines.size() && end - begin <= max_document;
    if (end - begin > longest || (fits && is_open(lines.substr(begin, end - begin)))) return line;
    begin = end + 1;
  }
  return std::nullopt;
}

Layout layout_of(std::string_view head, const csv::KnownColumns& known) {
  head = head.substr(0, kLayoutHeadBytes);
  if (archive::table_in(head, known)) return Layout::kRows;
  if (head.starts_with(text::kByteOrderMark)) head.remove_prefix(text::kByteOrderMark.size());
  head = without_record_line(without_blank_start(head));
  if (head.starts_with('[') || has_bare_bracket(head)) return Layout::kDocuments;
  const text::Line first = text::line_at(head, 0);
  if (!head.starts_with('{')) return Layout::kLines;
  json::splitting::DocumentSplitter splitter;
  if (const auto span = splitter.next(first.text)) {
    const std::string_view after = without_blank_start(first.text.substr(span->end));
    return after.starts_with(',') || after.starts_with('{') ? Layout::kDocuments : Layout::kLines;
  }
  if (!first.ended) return Layout::kLines;
  // An incomplete line followed by a complete one is a damaged line, not the start of a document.
  const text::Line second = text::line_at(head, first.next);
  return second.text.starts_with('{') && json::splitting::is_whole(second.text) ? Layout::kLines
                                                                                : Layout::kDocuments;
}

}  // namespace firstseen::input
