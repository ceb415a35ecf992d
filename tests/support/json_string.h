// A text as a JSON string.
#pragma once

#include <string>
#include <string_view>

#include "json/writer.h"

namespace firstseen::test {

inline std::string json_string(std::string_view text) {
  std::string out;
  json::append_string(out, text);
  return out;
}

}  // namespace firstseen::test
