#include "json/splitting/structure.h"

#include <algorithm>

namespace firstseen::json::splitting {

void Structure::begin(char bracket) {
  // Not assign(), which writes all that a deep document before left room for.
  objects_.clear();
  objects_.push_back(bracket == '{');
  expected_ = bracket == '{' ? Expected::kKey : Expected::kValue;
  string_ = {};
  in_scalar_ = has_lines_ = damaged_ = false;
}

void Structure::resume(std::vector<bool> open) {
  objects_ = std::move(open);
  expected_ = Expected::kComma;
  string_ = {};
  in_scalar_ = damaged_ = false;
}

bool Structure::add(char c) {
  if (string_.open() && add_in_string(c)) return false;
  const bool in_scalar = in_scalar_;
  in_scalar_ = false;
  switch (c) {
    case ' ':
    case '\t':
    case '\r': return false;
    case '\n': has_lines_ = true; return false;
    case '"': begin_string(); return false;
    case '{':
    case '[':
      begin_value();
      objects_.push_back(c == '{');
      expected_ = c == '{' ? Expected::kKey : Expected::kValue;
      return false;
    case '}':
    case ']':
      damaged_ |= objects_.back() != (c == '}');
      objects_.pop_back();
      expected_ = Expected::kComma;
      return objects_.empty();
    case ':':
      damaged_ |= expected_ != Expected::kColon;
      expected_ = Expected::kValue;
      return false;
    case ',':
      damaged_ |= expected_ != Expected::kComma;
      expected_ = objects_.back() ? Expected::kKey : Expected::kValue;
      return false;
    default:
      in_scalar_ = true;
      if (!in_scalar) begin_value();
      return false;
  }
}

std::size_t Structure::add_run(std::string_view bytes) {
  const bool damaged = damaged_;
  std::size_t at = 0;
  for (; at < bytes.size() && bytes[at] != '\n' && damaged_ == damaged; ++at) {
    const char c = bytes[at];
    if (string_.plain()) {
      string_.add(c);
      continue;
    }
    const bool closes = (c == '}' || c == ']') && objects_.size() == 1;
    if (closes) break;
    add(c);
  }
  return at;
}

// Returns whether `c` belongs to the string.
bool Structure::add_in_string(char c) {
  const bool within = string_.add(c);
  has_literals_ |= string_.in_literal();
  if (within && (c != '\n' || string_.in_literal())) return true;
  damaged_ |= string_.open();
  string_.end();
  return false;
}

void Structure::begin_value() {
  damaged_ |= expected_ != Expected::kValue;
  expected_ = Expected::kComma;
}

void Structure::begin_string() {
  string_.begin(has_lines_);
  if (expected_ == Expected::kKey) {
    expected_ = Expected::kColon;
  } else {
    begin_value();
  }
}

bool is_whole(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = std::min(text.find_first_not_of(kBlank), text.size());
  const std::size_t end = text.find_last_not_of(kBlank) + 1;
  if (begin == text.size() || (text[begin] != '{' && text[begin] != '[')) return false;
  Structure structure;
  structure.begin(text[begin]);
  for (std::size_t at = begin + 1; at < end; ++at) {
    if (structure.add(text[at] == '\n' ? ' ' : text[at])) return at + 1 == end && !structure.damaged();
  }
  return false;
}

}  // namespace firstseen::json::splitting
