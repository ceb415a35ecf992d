// The rendered message of a Windows event: a title and lines `Key: value`.
//
//   Network connection detected:      #title = Network connection detected
//   ProcessId: 4                      ProcessId = 4
//   EventCode=3                       EventCode = 3 (the header that Splunk writes)
#pragma once

#include <string_view>

#include "windows_event/event_xml.h"

namespace firstseen::windows_event {

// Hands out the title and every line with a key of letters and digits. Sysmon's keys are the same in every
// language.
void read_message(std::string_view text, EventSink& sink);

}  // namespace firstseen::windows_event
