// The words of a text, found by libunistring's own segmentation instead of ours, and of a script, by its letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/field.h"

namespace firstseen::test {

// In lower case. Without Lucene's rules for emoji, for scripts that do not part words, and for words that are too long.
std::vector<std::string> words_of(event::Analyzer analyzer, std::string_view text);

// Each character's lower case.
std::string lower_of(std::string_view text);

}  // namespace firstseen::test
