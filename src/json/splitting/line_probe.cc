#include "json/splitting/line_probe.h"
#include "text/utf8.h"

#include <string_view>

namespace firstseen::json::splitting {
namespace {

constexpr std::string_view kAfterObject = " \t\r,]";

}  // namespace

void LineProbe::begin(std::size_t indentation) {
  *this = {};
  indentation_ = indentation;
}

LineProbe::Verdict LineProbe::add(char c) {
  switch (phase_) {
    case Phase::kBefore: return add_before(c);
    case Phase::kWithin:
      if (c == '\n') return Verdict::kNeither;
      add_within(c);
      return Verdict::kUndecided;
    case Phase::kAfter: break;
  }
  if (c == '\n') return Verdict::kBegins;
  if (c == '{') {
    phase_ = Phase::kWithin;
    depth_ = 1;
    return Verdict::kUndecided;
  }
  return kAfterObject.find(c) == std::string_view::npos ? Verdict::kNeither : Verdict::kUndecided;
}

LineProbe::Verdict LineProbe::add_before(char c) {
  const bool shallow = blanks_ <= indentation_;
  switch (c) {
    case ' ':
    case '\t':
      if (bare_) ++blanks_;
      return Verdict::kUndecided;
    case '}': return bare_ && shallow ? Verdict::kCloses : Verdict::kNeither;
    case '{':
      phase_ = Phase::kWithin;
      depth_ = 1;
      return shallow ? Verdict::kBegins : Verdict::kUndecided;
    case '[': opens_array_ = true; [[fallthrough]];
    case ',': bare_ = false; return Verdict::kUndecided;
    default:
      return text::kByteOrderMark.find(c) == std::string_view::npos ? Verdict::kNeither : Verdict::kUndecided;
  }
}

void LineProbe::add_within(char c) {
  if (string_.open()) {
    string_.add(c);
  } else if (c == '"') {
    string_.begin();
  } else if (c == '{' || c == '[') {
    ++depth_;
  } else if (c == '}' || c == ']') {
    if (--depth_ == 0) phase_ = Phase::kAfter;
  }
}

}  // namespace firstseen::json::splitting
