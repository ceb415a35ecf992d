// The plain twin of json::splitting::DocumentSplitter: it has the whole file, and looks at every line of a document apart.
#pragma once

#include <string_view>
#include <vector>

#include "json/splitting/document_splitter.h"

namespace firstseen::test {

// Documents of at most so many bytes; the cost of damage is not bounded.
std::vector<json::splitting::DocumentSplitter::Span> split_plainly(std::string_view file,
                                                                   std::size_t max_document);

}  // namespace firstseen::test
