#include "windows_event/message.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/lines.h"

namespace firstseen::windows_event {
namespace {

bool is_key(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return text::is_digit(c) || text::is_ascii_letter(c); });
}

}  // namespace

void read_message(std::string_view text, EventSink& sink) {
  bool first = true;
  while (!text.empty()) {
    const std::string_view line = text::trimmed(text::take_line(text));
    const std::size_t end = line.find_first_of(":=");
    const std::string_view key = line.substr(0, end);
    const std::string_view value =
        end == std::string_view::npos ? std::string_view{} : text::trimmed(line.substr(end + 1));
    if (value.ends_with(':') && key == "Message") {
      sink.value("#title", value.substr(0, value.size() - 1));  // last line of Splunk's header
    } else if (first && value.empty()) {
      sink.value("#title", key);
    } else if (is_key(key)) {
      sink.value(key, value);
    }
    first = first && line.empty();
  }
}

}  // namespace firstseen::windows_event
