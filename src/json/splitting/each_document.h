// The documents of a text that is in memory.
#pragma once

#include <string_view>

#include "json/splitting/document_splitter.h"

namespace firstseen::json::splitting {

// Calls `take` for each document of a text until it returns false. Returns whether an array is still open then.
template <typename Take>
bool each_document(std::string_view text, const Take& take) {
  DocumentSplitter splitter;
  for (auto span = splitter.next(text); span || (span = splitter.rest(text)); span = splitter.next(text)) {
    if (!take(text.substr(span->begin, span->end - span->begin))) break;
  }
  return splitter.in_array();
}

}  // namespace firstseen::json::splitting
