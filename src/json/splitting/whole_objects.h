// The whole objects in a text that is not a document itself: other text, or a document that is damaged or cut.
//
//   {"a":"b" x {"a":1} "c {"b":{}} {"d":      {"a":1} and {"b":{}} are whole
#pragma once

#include <string_view>
#include <vector>

namespace firstseen::json::splitting {

// Returns the objects in which nothing is damaged (Structure), but for those in others of them, in the order of where they
// end. Blanks between the brace and the first key are only in one that begins the text. The text is read once, no matter
// how many objects in it do not end.
std::vector<std::string_view> whole_objects(std::string_view text);

}  // namespace firstseen::json::splitting
