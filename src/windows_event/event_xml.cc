#include "windows_event/event_xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "text/ascii.h"
#include "text/utf8.h"

namespace firstseen::windows_event {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kReference = "#xX0123456789abcdefABCDEF";

// Appends the character of `#60` or `#x3C`. Returns false if it is not a character.
bool append_reference(std::string_view name, std::string& out) {
  const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t point = 0;
  const auto [end, status] =
      std::from_chars(digits.data(), digits.data() + digits.size(), point, hex ? 16 : 10);
  const bool read = status == std::errc{} && end == digits.data() + digits.size() && !digits.empty();
  if (!read || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return false;
  text::append_utf8(out, point);
  return true;
}

// Returns a name without its prefix.
std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

// Returns how the comment, instruction or DTD ends with which a text begins; empty: it begins with none. No DTD is read,
// and there is none within an event.
std::string_view end_of_aside(std::string_view text, bool within) {
  if (text.starts_with("<!--")) return "-->";
  if (text.starts_with("<?")) return "?>";
  if (within || !text.starts_with("<!")) return {};
  return text.substr(0, text.find('>')).find('[') != std::string_view::npos ? "]>" : ">";
}

// Appends the character of an entity or character reference. Returns false if it is unknown.
bool append_entity(std::string_view name, std::string& out) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kEntities{
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  if (name.starts_with('#')) return append_reference(name, out);
  for (const auto& [entity, character] : kEntities) {
    if (name != entity) continue;
    out += character;
    return true;
  }
  return false;
}

}  // namespace

bool EventReader::read(std::string_view text, EventSink& sink) {
  rest_ = text;
  sink_ = &sink;
  path_.clear();
  depth_ = 0;
  begun_ = false;
  text_.clear();
  while (true) {
    const std::size_t tag = rest_.find('<');
    if (tag == std::string_view::npos) return depth_ == 0 && begun_;
    unescape(rest_.substr(0, tag), text_);
    rest_.remove_prefix(tag);
    if (!read_markup()) return false;
    if (begun_ && depth_ == 0) return true;
  }
}

// Emits the text before a tag: all of it, whatever stands between its pieces.
void EventReader::end_text() {
  const std::string_view text = text::trimmed(text_);
  if (!text.empty() && depth_ >= 2) emit(text);
  text_.clear();
}

bool EventReader::skip_past(std::string_view end) {
  const std::size_t at = rest_.find(end);
  if (at == std::string_view::npos) return false;
  rest_.remove_prefix(at + end.size());
  return true;
}

bool EventReader::read_markup() {
  if (rest_.starts_with("<![CDATA[")) return read_cdata();
  if (const std::string_view end = end_of_aside(rest_, begun_); !end.empty()) return skip_past(end);
  end_text();
  if (!rest_.starts_with("</")) return read_tag();
  if (depth_ == 0) return false;
  leave();
  return skip_past(">");
}

bool EventReader::read_cdata() {
  rest_.remove_prefix(std::string_view("<![CDATA[").size());
  const std::size_t end = rest_.find("]]>");
  if (end == std::string_view::npos) return false;
  text_ += rest_.substr(0, end);
  rest_.remove_prefix(end + 3);
  return true;
}

void EventReader::enter(std::string_view name) {
  outer_path_sizes_[depth_++] = path_.size();
  if (begun_) append_to_path(name);
  begun_ = true;
}

void EventReader::leave() {
  path_.resize(outer_path_sizes_[--depth_]);
}

void EventReader::append_to_path(std::string_view name) {
  if (!path_.empty()) path_ += '.';
  path_ += name;
}

void EventReader::emit(std::string_view text) {
  if (path_.size() <= kMaxPathBytes) sink_->value(path_, text);
}

// Reads `<Name attribute="…" …>` or `…/>`.
bool EventReader::read_tag() {
  rest_.remove_prefix(1);
  const std::size_t end = rest_.find_first_of(" \t\r\n/>");
  if (end == std::string_view::npos || end == 0 || depth_ >= kMaxDepth) return false;
  const std::string_view name = local_name(rest_.substr(0, end));
  rest_.remove_prefix(end);
  const bool is_list = !begun_ && name == "Events";
  if (!is_list) enter(name);
  if (!read_attributes()) return false;
  const bool empty = rest_.starts_with('/');
  if (!skip_past(">")) return false;
  if (empty && !is_list) leave();
  return true;
}

bool EventReader::read_attributes() {
  while (true) {
    const std::size_t begin = rest_.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return false;
    rest_.remove_prefix(begin);
    if (rest_.front() == '>' || rest_.front() == '/') return true;
    if (!read_attribute()) return false;
  }
}

bool EventReader::read_attribute() {
  const std::size_t equals = rest_.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = local_name(text::trimmed(rest_.substr(0, equals)));
  rest_.remove_prefix(equals + 1);
  const std::size_t begin = rest_.find_first_not_of(kSpace);
  if (begin == std::string_view::npos || (rest_[begin] != '"' && rest_[begin] != '\'')) return false;
  const std::size_t end = rest_.find(rest_[begin], begin + 1);
  if (end == std::string_view::npos) return false;
  value_.clear();
  unescape(rest_.substr(begin + 1, end - begin - 1), value_);
  rest_.remove_prefix(end + 1);
  emit_attribute(name);
  return true;
}

// In `<Data Name="SourceIp">` the name replaces the element in the path.
void EventReader::emit_attribute(std::string_view name) {
  if (depth_ == 0) return;  // of a list of events
  const std::size_t outside = outer_path_sizes_[depth_ - 1];
  const std::string_view element = std::string_view(path_).substr(outside == 0 ? 0 : outside + 1);
  if (element == "Data" && name == "Name") {
    path_.resize(outside);
    append_to_path(value_);
    return;
  }
  if (path_.empty()) return;  // attributes of <Event> itself, such as its namespace
  const std::size_t size = path_.size();
  append_to_path(name);
  emit(value_);
  path_.resize(size);
}

void unescape(std::string_view text, std::string& out) {
  // Bounds the search for the semicolon of an entity. References are as long as their digits.
  constexpr std::size_t kLongestName = 10;
  while (true) {
    const std::size_t ampersand = text.find('&');
    out += text.substr(0, ampersand);
    if (ampersand == std::string_view::npos) return;
    text.remove_prefix(ampersand + 1);
    const std::size_t longest = text.starts_with('#')
                                    ? std::min(text.find_first_not_of(kReference), text.size() - 1) + 1
                                    : kLongestName;
    const std::size_t end = text.substr(0, longest).find(';');
    if (end != std::string_view::npos && append_entity(text.substr(0, end), out)) {
      text.remove_prefix(end + 1);
    } else {
      out += '&';
    }
  }
}

bool is_event(std::string_view text) {
  constexpr std::size_t kLongestPrologue = 64 * 1024;
  text = text.substr(0, kLongestPrologue);
  text = text::trimmed(text);
  for (std::string_view end = end_of_aside(text, false); !end.empty(); end = end_of_aside(text, false)) {
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return false;
    text = text::trimmed(text.substr(at + end.size()));
  }
  if (!text.starts_with('<')) return false;
  const std::string_view name = local_name(text.substr(1, text.find_first_of(" \t\r\n/>") - 1));
  return name == "Event" || name == "Events" || name == "DataItem";
}

}  // namespace firstseen::windows_event
