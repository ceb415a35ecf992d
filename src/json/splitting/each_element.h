// The elements of the arrays of objects in a document that need not be whole.
#pragma once

#include <string>
#include <string_view>

#include "json/splitting/document_splitter.h"
#include "json/splitting/envelope.h"

namespace firstseen::json::splitting {

// Calls `take(element, around)` for each element of the outermost arrays, for what is between these, and for what seems to
// follow the document: part of `text`, with what is around it, of which `outside` is the outermost. Returns whether there may
// be other elements: an array is still open at the end, or something else follows.
template <typename Take>
bool each_element(std::string_view text, const Envelope& outside, const Take& take) {
  DocumentSplitter splitter(SIZE_MAX, 0);
  bool any = false;
  bool others = false;
  for (auto span = splitter.next(text); span || (span = splitter.rest(text)); span = splitter.next(text)) {
    const std::string_view element = text.substr(span->begin, span->end - span->begin);
    any |= span->around != nullptr;
    if (span->around != nullptr) {
      take(element, Envelope{outside.before + span->around->before, span->around->after + outside.after});
    } else if (any) {
      take(element, Envelope{"[", "]"});
      others = true;
    }
  }
  return others || splitter.in_array();
}

}  // namespace firstseen::json::splitting
