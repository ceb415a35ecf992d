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

MessageLine take_message_line(std::string_view& text) {
  MessageLine line;
  line.text = text::trimmed(text::take_line(text));
  const std::size_t end = std::min(line.text.find_first_of(":="), line.text.size());
  line.separated = end < line.text.size();
  line.key = line.text.substr(0, end);
  line.value = line.text.substr(line.separated ? end + 1 : end);
  line.value.remove_prefix(std::min(line.value.find_first_not_of(text::kBlanks), line.value.size()));
  return line;
}

void read_message(std::string_view text, EventSink& sink) {
  bool first = true;
  while (!text.empty()) {
    const MessageLine line = take_message_line(text);
    if (line.value.ends_with(':') && line.key == "Message") {
      sink.value("#title", line.value.substr(0, line.value.size() - 1));  // last line of Splunk's header
    } else if (first && line.value.empty()) {
      sink.value("#title", line.key);
    } else if (is_key(line.key)) {
      sink.value(line.key, line.value);
    }
    first = first && line.text.empty();
  }
}

}  // namespace firstseen::windows_event
