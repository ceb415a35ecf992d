#include "windows_event/message.h"

#include <algorithm>
#include <set>

#include "text/ascii.h"
#include "text/lines.h"

namespace firstseen::windows_event {
namespace {

// What each message of Sysmon has.
constexpr std::string_view kTime = "UtcTime";
constexpr std::string_view kProcess = "ProcessGuid";
constexpr std::string_view kRule = "RuleName";  // of most the first field

// Returns the title at the end of a line, behind what a header has before it: `Message=Dns query:`, `Message : Dns query:`;
// empty if there is none.
std::string_view title_of(std::string_view line) {
  if (!line.ends_with(':')) return {};
  line.remove_suffix(1);
  for (const std::string_view before : {": ", "=", "\"", "\t"}) {
    const std::size_t at = line.rfind(before);
    if (at != std::string_view::npos) line.remove_prefix(at + before.size());
  }
  line = text::trimmed(line);
  return line.find(' ') == std::string_view::npos ? std::string_view() : line;
}

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

bool is_one_message(std::string_view text) {
  const std::size_t time = text.find(kTime);
  const bool may_be_two =
      time != std::string_view::npos && text.find(kTime, time + 1) != std::string_view::npos;
  return !may_be_two || messages_of(text).size() == 1;
}

std::vector<std::string_view> messages_of(std::string_view text) {
  std::vector<std::string_view> messages;
  std::set<std::string_view> keys;
  bool complete = true;
  std::size_t begin = 0;
  const auto end_at = [&](std::size_t end) {
    messages.push_back(text.substr(begin, end - begin));
    complete = complete && keys.contains(kTime) && keys.contains(kProcess);
    keys.clear();
    begin = end;
  };
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t at = text.size() - rest.size();
    const MessageLine line = take_message_line(rest);
    const bool is_title =
        line.value.empty() && line.separated && line.key.find(' ') != std::string_view::npos;
    const bool has_key = line.separated && is_key(line.key);
    if ((is_title && keys.contains(kTime)) || (has_key && keys.contains(line.key))) end_at(at);
    if (has_key) keys.insert(line.key);
  }
  end_at(text.size());
  return complete ? messages : std::vector{text};
}

void read_message(std::string_view text, EventSink& sink) {
  bool first = true;
  bool has_fields = false;
  while (!text.empty()) {
    const MessageLine line = take_message_line(text);
    has_fields = has_fields || line.key == kRule || line.key == kTime;
    if (const std::string_view title = title_of(line.text); !has_fields && !title.empty()) {
      sink.value("#title", title);
    } else if (first && line.value.empty()) {
      sink.value("#title", line.key);
    } else if (is_key(line.key)) {
      sink.value(line.key, line.value);
    }
    first = first && line.text.empty();
  }
}

}  // namespace firstseen::windows_event
