#include "windows_event/flat_message.h"

#include <algorithm>
#include <array>
#include <set>

#include "text/ascii.h"
#include "windows_event/sysmon_fields.h"

namespace firstseen::windows_event {
namespace {

constexpr std::string_view kSeparator = ": ";

// Line ends and tabs as they are escaped, whose last bytes run into the name of a field.
constexpr std::array<std::string_view, 6> kEscapes{"\\n", "\\r", "\\t", "#012", "#015", "#011"};
// What else is between fields.
constexpr std::array<std::string_view, 9> kBetween{" ", "\t",       "\r",      ",",      ";",
                                                   "|", "\xc2\xa6", "_x000D_", "_x000A_"};

bool is_field(std::string_view name) {
  static const std::set<std::string_view> kAll(kSysmonFields.begin(), kSysmonFields.end());
  return kAll.contains(name);
}

bool is_in_name(char c) {
  return text::is_digit(c) || text::is_ascii_letter(c);
}

// Where the name of a field begins that ends at `colon`; npos if none does.
std::size_t begin_of_field(std::string_view text, std::size_t colon) {
  constexpr std::size_t kLongest = 32;  // of a field, and what may precede it
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < kLongest && is_in_name(text[begin - 1])) --begin;
  if (is_field(text.substr(begin, colon - begin))) return begin;
  for (const std::string_view escape : kEscapes) {
    const std::size_t rest = escape.size() - 1;
    const bool precedes = begin > 0 && text.substr(begin - 1).starts_with(escape);
    if (precedes && begin + rest < colon && is_field(text.substr(begin + rest, colon - begin - rest)))
      return begin + rest;
  }
  return std::string_view::npos;
}

// What is between fields at the end of a text; empty if nothing is.
std::string_view separator_at_end(std::string_view text) {
  const auto ends = [&](std::string_view separator) { return text.ends_with(separator); };
  if (const auto* const at = std::ranges::find_if(kBetween, ends); at != kBetween.end()) return *at;
  const auto* const at = std::ranges::find_if(kEscapes, ends);
  return at == kEscapes.end() ? std::string_view() : *at;
}

// Returns the text without the separators at its end.
std::string_view without_separators(std::string_view text) {
  for (auto end = separator_at_end(text); !end.empty(); end = separator_at_end(text))
    text.remove_suffix(end.size());
  return text;
}

// Whether a line has the two fields that each message has.
bool has_flat_line(std::string_view text) {
  constexpr std::string_view kTime = "UtcTime: ";
  constexpr std::string_view kProcess = "ProcessGuid: ";
  for (std::size_t at = text.find(kTime); at != std::string_view::npos; at = text.find(kTime, at + 1)) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (line.find(kProcess) != std::string_view::npos) return true;
    at += line.size() - 1;
  }
  return false;
}

}  // namespace

std::optional<std::string> in_lines(std::string_view text) {
  if (!has_flat_line(text)) return std::nullopt;
  std::string lines;
  std::size_t written = 0;
  for (std::size_t colon = text.find(kSeparator); colon != std::string_view::npos;
       colon = text.find(kSeparator, colon + 1)) {
    const std::size_t begin = begin_of_field(text, colon);
    if (begin == std::string_view::npos || begin < written) continue;
    (lines += without_separators(text.substr(written, begin - written))) += '\n';
    written = begin;
  }
  return lines += text.substr(written);
}

}  // namespace firstseen::windows_event
