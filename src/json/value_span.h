// Where the values of a document are, and what they are to a record. Internal to this folder.
#pragma once

#include <cstdint>
#include <string_view>

namespace firstseen::json {

// A string or a bare scalar in a document.
class ValueSpan {
 public:
  ValueSpan() = default;
  ValueSpan(const char* begin, std::uint32_t size, bool escaped)
      : begin_(begin), size_(size | (escaped ? kEscaped : 0)) {}

  std::string_view text() const { return {begin_, static_cast<std::uint32_t>(size_)}; }
  // Whether the text may have escapes. False: a string without backslashes, or a bare scalar.
  bool escaped() const { return (size_ & kEscaped) != 0; }

 private:
  static constexpr std::uint64_t kEscaped = std::uint64_t{1} << 63;

  const char* begin_ = nullptr;
  std::uint64_t size_ = 0;
};

// Which value of a record a span is.
struct Binding {
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  std::uint32_t span;   // its index among the spans of the document
  std::uint32_t place;  // the index in RawRecord::values(); kNowhere: none
};

}  // namespace firstseen::json
