// Reads the rendered message of a Windows event: a title and lines of `Key: value`.
//
//   Network connection detected:      #title = Network connection detected
//   ProcessId: 4                      ProcessId = 4
//   EventCode=3                       EventCode = 3 (the header that Splunk writes)
#pragma once

#include <string_view>
#include <vector>

#include "windows_event/event_xml.h"

namespace firstseen::windows_event {

// A line of a message.
struct MessageLine {
  std::string_view text;   // without blanks around it
  std::string_view key;    // of `text`, before the first `:` or `=`; all of it if there is none
  std::string_view value;  // of `text`, after that, without blanks around it; if empty, where it would begin
  bool separated = false;  // there is such a `:` or `=`
};

// Removes the first line from `text`.
MessageLine take_message_line(std::string_view& text);

// Returns the messages of Sysmon in a text one after another; only the text if it is none, or one. A message ends before a
// title, or a key that it has.
std::vector<std::string_view> messages_of(std::string_view text);
bool is_one_message(std::string_view text);

// Passes the title and every line whose key consists of letters and digits to `sink`. Sysmon's keys
// are the same in all languages.
void read_message(std::string_view text, EventSink& sink);

}  // namespace firstseen::windows_event
