// Writes compact JSON. The caller is responsible for correct nesting; the writer adds commas.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace firstseen::json {

// Appends `text` as a JSON string. Invalid UTF-8 becomes U+FFFD; control characters and
// U+007F–U+009F, bidirectional controls and other invisible format characters are written as \u
// escapes, so that they do not affect a terminal.
void append_string(std::string& out, std::string_view text);

class Writer {
 public:
  // Appends to `out`, which must outlive the writer.
  explicit Writer(std::string& out) : out_(out) {}

  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }
  Writer& key(std::string_view name);

  Writer& string(std::string_view text);
  Writer& integer(std::int64_t number);
  Writer& unsigned_integer(std::uint64_t number);
  Writer& number(double number);  // the shortest text that parses to the same number; null if not finite
  Writer& boolean(bool value) { return raw(value ? "true" : "false"); }
  Writer& null() { return raw("null"); }
  Writer& raw(std::string_view json);  // a value that is already JSON

  // Writes an array with the string `text_of(item)` of each item.
  template <typename Items, typename TextOf = std::identity>
  Writer& strings(const Items& items, const TextOf& text_of = {}) {
    begin_array();
    for (const auto& item : items) string(std::invoke(text_of, item));
    return end_array();
  }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void separate();

  std::string& out_;
  bool comma_ = false;  // the next key or element needs a comma before it
};

}  // namespace firstseen::json
