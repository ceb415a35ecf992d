// Windows events in their XML form (the schema of win/2004/08/events/event), read into paths and values.
//
//   <Event><System><Provider Name="P"/><EventID>3</EventID></System><EventData><Data
//   Name="SourceIp">10.0.0.1</Data>… System.Provider.Name = P      System.EventID = 3      EventData.SourceIp
//   = 10.0.0.1
#pragma once

#include <string>
#include <string_view>

namespace firstseen::text {

class EventSink {
 public:
  virtual ~EventSink() = default;
  // `path` below <Event>, segments separated by dots; the text with entities undone. Views of the call.
  virtual void value(std::string_view path, std::string_view text) = 0;
};

// Whether `text` begins an event: `<Event>` or `<Event xmlns…`, white space and an XML declaration aside; or
// the
// `<DataItem …>` around the event data in Sentinel's older table.
bool is_event(std::string_view text);

// Hands out every attribute and every text of the event. False when the text breaks off or is nested deeper
// than kMaxDepth; what came before has been handed out.
bool read_event(std::string_view text, EventSink& sink);

inline constexpr std::size_t kMaxDepth = 16;

// Appends `text` with &lt; &gt; &amp; &quot; &apos; and character references undone.
void unescape(std::string_view text, std::string& out);

}  // namespace firstseen::text
