// Finds the parts of an event of Windows in a document that no table knows: in nested objects, in lists of names and values, and
// in strings that hold JSON, XML or rendered text. Internal to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/tokens.h"
#include "json/walker.h"
#include "windows_event/event_xml.h"
#include "windows_event/parts.h"

namespace firstseen::json {

class PartFinder {
 public:
  // Texts of strings are kept in `embedded`.
  explicit PartFinder(EmbeddedDocuments& embedded) : embedded_(embedded) {}

  // Whether a text may have what only Sysmon's events have.
  static bool may_be_sysmon(std::string_view text);

  // Returns the event that the object is.
  std::optional<windows_event::EventParts::Event> find(Tokens& tokens, Tokens::At object);

  // Returns the time that something in the object is, by its name, in JSON; nullopt if there is none.
  std::optional<std::string> find_time(Tokens& tokens, Tokens::At object);

 private:
  // Objects that are nested deeper are not looked at.
  static constexpr std::size_t kMaxDepth = 8;

  class TextValues;
  using At = Tokens::At;

  void read(Tokens& tokens, At object);
  void add_members(Tokens& tokens, At object, std::size_t depth);
  void add_value(Tokens& tokens, At value, std::size_t depth);
  void add_elements(Tokens& tokens, At array, std::size_t depth);
  void add_element(Tokens& tokens, At element, std::size_t depth);
  bool add_pair(Tokens& tokens, At object, std::size_t depth);
  void add_string(std::string_view token, std::size_t depth);

  EmbeddedDocuments& embedded_;
  windows_event::EventReader xml_;
  windows_event::EventParts parts_;
  std::string path_;  // of the current value
};

}  // namespace firstseen::json
