// Windows events in their XML form (the schema of win/2004/08/events/event), read into paths and values.
//
//   <Event><System><Provider Name="P"/><EventID>3</EventID></System><EventData><Data
//   Name="SourceIp">10.0.0.1</Data>… System.Provider.Name = P      System.EventID = 3      EventData.SourceIp
//   = 10.0.0.1
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace firstseen::windows_event {

class EventSink {
 public:
  virtual ~EventSink() = default;
  // `path` below <Event>, segments separated by dots; the text with entities undone. Views of the call.
  virtual void value(std::string_view path, std::string_view text) = 0;
};

// Whether `text` begins an event: `<Event>` or `<Event xmlns…`, white space and an XML declaration aside; or
// the `<DataItem …>` around the event data in Sentinel's older table.
bool is_event(std::string_view text);

inline constexpr std::size_t kMaxDepth = 16;

// What stands at a longer path is not handed out.
inline constexpr std::size_t kMaxPathBytes = 1024;

// Reads tags and keeps the path of the element at hand. Memory is kept from event to event.
class EventReader {
 public:
  // Hands out every attribute and every text of the event. False when the text breaks off or is nested deeper
  // than kMaxDepth; what came before has been handed out.
  bool read(std::string_view text, EventSink& sink);

 private:
  bool take_markup();
  bool take_cdata();
  bool take_tag();
  bool take_attributes();
  bool take_attribute();
  void hand_out_attribute(std::string_view name);
  void take_text(std::string_view raw);
  bool skip_past(std::string_view end);
  void enter(std::string_view name);
  void leave();
  void append_to_path(std::string_view name);
  void hand_out(std::string_view text);

  std::string_view rest_;
  EventSink* sink_ = nullptr;
  std::string path_;
  std::string value_;
  std::array<std::size_t, kMaxDepth> outer_path_sizes_{};  // of path_, outside each element that is open
  std::size_t depth_ = 0;
  bool begun_ = false;
};

// Appends `text` with &lt; &gt; &amp; &quot; &apos; and character references undone.
void unescape(std::string_view text, std::string& out);

}  // namespace firstseen::windows_event
