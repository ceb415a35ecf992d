// Reads Windows events in XML (schema win/2004/08/events/event) into paths and values.
//
//   <Event>
//     <System>
//       <Provider Name="P"/>                     System.Provider.Name = P
//       <EventID>3</EventID>                     System.EventID = 3
//     </System>
//     <EventData>
//       <Data Name="SourceIp">10.0.0.1</Data>    EventData.SourceIp = 10.0.0.1
//     </EventData>
//   </Event>
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace firstseen::windows_event {

class EventSink {
 public:
  virtual ~EventSink() = default;
  // `path` is relative to <Event>, with segments separated by dots; entities in `text` are decoded.
  // Both views are valid during the call.
  virtual void value(std::string_view path, std::string_view text) = 0;
};

// Whether `text` begins with an event: an element Event, with any prefix, a list of Events, or the DataItem around the event
// data in Sentinel's older table; after white space, comments, an XML declaration and other instructions.
bool is_event(std::string_view text);

// The maximum nesting depth of elements.
inline constexpr std::size_t kMaxDepth = 16;

// Values at longer paths are skipped.
inline constexpr std::size_t kMaxPathBytes = 1024;

// Reads tags and tracks the path of the current element. Its memory is reused from event to event.
class EventReader {
 public:
  // Passes every attribute and text below the root element to `sink`; below the first Event of a list. Comments, CDATA and
  // instructions do not divide a text; no entity but XML's own is decoded, and no DTD is read. Returns false if the text is
  // malformed, truncated, or nested deeper than kMaxDepth; the values before that point have been
  // passed.
  bool read(std::string_view text, EventSink& sink);

 private:
  bool read_markup();
  bool read_cdata();
  bool read_tag();
  bool read_attributes();
  bool read_attribute();
  void emit_attribute(std::string_view name);
  void end_text();
  bool skip_past(std::string_view end);
  void enter(std::string_view name);
  void leave();
  void append_to_path(std::string_view name);
  void emit(std::string_view text);

  std::string_view rest_;  // the part not read yet
  EventSink* sink_ = nullptr;
  std::string path_;                                       // of the current element, without the root
  std::string value_;                                      // of the current attribute, decoded
  std::string text_;                                       // since the last tag, decoded
  std::array<std::size_t, kMaxDepth> outer_path_sizes_{};  // by open element: size of path_ outside it
  std::size_t depth_ = 0;
  bool begun_ = false;  // the root element has been entered
};

// Appends `text` with &lt; &gt; &amp; &quot; &apos; and character references decoded.
void unescape(std::string_view text, std::string& out);

}  // namespace firstseen::windows_event
