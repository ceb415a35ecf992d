// Whether a byte is within a string of JSON.
#pragma once

namespace firstseen::json::splitting {

struct StringState {
  bool open = false;
  bool escaped = false;  // a backslash was just read

  void begin() {
    open = true;
    escaped = false;
  }

  // Adds the next byte. REQUIRES: it is open.
  void add(char c) {
    if (escaped) {
      escaped = false;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      open = false;
    }
  }
};

}  // namespace firstseen::json::splitting
