#include "output/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "text/display_width.h"
#include "text/invisible.h"
#include "text/lines.h"
#include "text/phrases.h"
#include "text/utf8.h"

namespace firstseen::output {
namespace {

// Returns the escape sequence that is shown instead of an unsafe character.
std::string visible(std::uint32_t point) {
  switch (point) {
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  if (point < 0x100) return fmt::format("\\x{:02x}", point);
  return point < 0x10000 ? fmt::format("\\u{:04x}", point) : fmt::format("\\U{:08x}", point);
}

// Characters at which readers of CSV split a line.
constexpr std::string_view kSeparators = ",;\t";

// Whether a spreadsheet treats a cell with this text as a formula. Some drop blanks and quotes first.
// In some locales full-width signs count too.
bool is_formula(std::string_view text) {
  constexpr std::string_view kSigns[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  text.remove_prefix(std::min(text.find_first_not_of(" \""), text.size()));
  return std::any_of(std::begin(kSigns), std::end(kSigns),
                     [&](std::string_view sign) { return text.starts_with(sign); });
}

}  // namespace

std::string for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = text::utf8_sequence_length(text);
    if (length == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
      continue;
    }
    const std::string_view sequence = text.substr(0, length);
    const std::uint32_t point = text::decode_utf8(sequence);
    out += text::is_unsafe_to_show(point) ? visible(point) : std::string(sequence);
    text.remove_prefix(length);
  }
  return out;
}

std::string path_for_terminal(std::string_view path) {
  return for_terminal(text::shown_path(path));
}

std::string shell_word(std::string_view path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:,@%=";
  if (!path.empty() && path.find_first_not_of(kPlain) == std::string_view::npos) return std::string(path);
  std::string word = "'";
  for (const char c : path) word += c == '\'' ? "'\\''" : std::string(1, c);
  return word + '\'';
}

std::string for_terminal(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) text::append_item(out, for_terminal(text));
  return out;
}

std::string wrapped(std::string_view lines, std::size_t width) {
  return text::wrapped(lines, width);
}

std::string lines_for_terminal(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Line line = text::line_at(text, at);
    out += for_terminal(line.text);
    if (line.ended) out += '\n';
    at = line.next;
  }
  return out;
}

std::string for_csv(std::string_view text) {
  std::string cell;
  for (bool more = true; more;) {
    const std::size_t end = std::min(text.find_first_of(kSeparators), text.size());
    if (is_formula(text.substr(0, std::min(end + 1, text.size())))) cell += '\'';
    more = end < text.size();
    cell += for_terminal(text.substr(0, end + (more ? 1 : 0)));
    text.remove_prefix(end + (more ? 1 : 0));
  }
  if (cell.find_first_of(",\"") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

}  // namespace firstseen::output
