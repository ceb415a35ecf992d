#include "pass/text_line.h"

#include <algorithm>

#include "json/embedded.h"
#include "json/writer.h"

namespace firstseen::pass {
namespace {

// Whether what precedes an object in a line is part of a damaged document: brackets, or what ends a key or a string before
// another.
bool is_json(std::string_view before) {
  constexpr std::string_view kBetween = " \t\r\n,[{}]";
  return before.find("\":") != std::string_view::npos || before.find("\",") != std::string_view::npos ||
         before.find_first_not_of(kBetween) == std::string_view::npos;
}

}  // namespace

std::optional<std::string> document_of_text(std::string_view line) {
  std::string document;
  json::Writer writer(document);
  writer.begin_object().key("message");
  if (json::first_of_document(line) == '"') {
    writer.raw(line);
  } else {
    const std::size_t object = line.find(json::kObjectBegin);
    const std::size_t event = json::find_event(line, 0);
    const std::size_t begin = std::min({object, event, line.find(json::kMessageMark)});
    if (begin == std::string_view::npos || (begin == object && is_json(line.substr(0, begin))))
      return std::nullopt;
    writer.string(line);
  }
  writer.end_object();
  return document;
}

}  // namespace firstseen::pass
