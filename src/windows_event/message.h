// Reads the rendered message of a Windows event: a title and lines of `Key: value`.
//
//   Network connection detected:      #title = Network connection detected
//   ProcessId: 4                      ProcessId = 4
//   EventCode=3                       EventCode = 3 (the header that Splunk writes)
#pragma once

#include <string_view>

#include "windows_event/event_xml.h"

namespace firstseen::windows_event {

// Passes the title and every line whose key consists of letters and digits to `sink`. Sysmon's keys
// are the same in all languages.
void read_message(std::string_view text, EventSink& sink);

}  // namespace firstseen::windows_event
