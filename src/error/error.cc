#include "firstseen/error.h"

#include <algorithm>

namespace firstseen {
namespace {

// A source line longer than this is shown as a window around the caret.
constexpr std::size_t kShownColumns = 160;

// The part of the source line that is shown, with the caret's column in it.
struct Window {
  std::string line;
  std::size_t caret = 0;  // 0-based
};

Window window_around(const SourceSpot& spot) {
  const std::size_t column = spot.column == 0 ? 0 : spot.column - 1;
  const std::size_t caret = std::min(column, spot.text.size());
  const std::size_t begin = caret > kShownColumns / 2 ? caret - kShownColumns / 2 : 0;
  Window window{spot.text.substr(begin, kShownColumns), caret - begin};
  for (char& c : window.line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return window;
}

void append_place(std::string& out, const SourceSpot& spot) {
  if (!spot.file.empty()) out += spot.file + ":";
  if (spot.line > 0) out += std::to_string(spot.line) + ":" + std::to_string(spot.column) + ":";
  if (!out.empty()) out += ' ';
}

}  // namespace

SourceSpot spot_at(std::string_view text, std::size_t offset, std::size_t length, std::string file) {
  offset = std::min(offset, text.size());
  const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t end = std::min(text.find('\n', offset), text.size());
  SourceSpot spot;
  spot.file = std::move(file);
  spot.line = 1 + static_cast<std::size_t>(
                      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
  spot.column = offset - begin + 1;
  spot.length = std::max<std::size_t>(1, std::min(length, end - offset));
  spot.text = std::string(text.substr(begin, end - begin));
  if (!spot.text.empty() && spot.text.back() == '\r') spot.text.pop_back();
  return spot;
}

std::string to_text(const Error& error) {
  std::string out;
  append_place(out, error.spot);
  out += error.message;
  if (error.spot.line > 0) {
    const Window window = window_around(error.spot);
    const std::size_t room = window.line.size() > window.caret ? window.line.size() - window.caret : 1;
    const std::size_t length = std::clamp<std::size_t>(error.spot.length, 1, room);
    out +=
        "\n  " + window.line + "\n  " + std::string(window.caret, ' ') + "^" + std::string(length - 1, '~');
  }
  if (!error.hint.empty()) out += "\n  " + error.hint;
  return out;
}

}  // namespace firstseen
