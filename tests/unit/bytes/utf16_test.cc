// UTF-16 in both byte orders, with and without a mark, whole and with a byte missing.
#include "bytes/utf16_stream.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "archive/decoded_stream.h"
#include "file/file.h"

namespace firstseen::bytes {
namespace {

// What a file of these bytes holds, read in pieces of `room` bytes.
std::string decoded(std::string_view file, std::size_t room = 1000) {
  auto stream = archive::open_stream(file::File::of_bytes(file), ExpansionBounds{});
  REQUIRE(stream);
  std::string text;
  std::string piece(room, ' ');
  for (std::size_t got = 1; got > 0; text.append(piece, 0, got)) {
    const auto read = stream->bytes->read(piece.data(), room);
    REQUIRE(read);
    got = *read;
  }
  return text;
}

// ASCII as UTF-16.
std::string wide(std::string_view text, ByteOrder order) {
  std::string out;
  for (const char c : text)
    out += order == ByteOrder::kBigEndian ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

const std::string kLines = [] {
  std::string lines;
  for (int i = 10; i < 30; ++i) lines += R"({"id":)" + std::to_string(i) + R"(,"name":"a b"})" + "\n";
  return lines;
}();

std::size_t whole_lines(const std::string& text) {
  std::size_t whole = 0;
  for (std::size_t at = 0; at < kLines.size(); at = kLines.find('\n', at) + 1) {
    const std::string line = kLines.substr(at, kLines.find('\n', at) + 1 - at);
    if (text.find("\n" + line) != std::string::npos || text.starts_with(line)) ++whole;
  }
  return whole;
}

}  // namespace

TEST_CASE("utf-16: it becomes UTF-8, and what is no character becomes U+FFFD") {
  const std::string utf16(
      "\xff\xfe"
      "a\0"
      "\x3d\xd8\x00\xde"
      "\x3d\xd8"
      "b\0"
      "\x00\xde"
      "c\0"
      "\x3d\xd8"
      "d",
      19);
  for (const std::size_t room : {1UL, 1000UL}) {
    CHECK(decoded(utf16, room) ==
          "a\xf0\x9f\x98\x80\xef\xbf\xbd"
          "b\xef\xbf\xbd"
          "c\xef\xbf\xbd");
  }
}

TEST_CASE("utf-16: both byte orders are told by their mark or their zeros") {
  const std::string little = wide(kLines, ByteOrder::kLittleEndian);
  const std::string big = wide(kLines, ByteOrder::kBigEndian);
  for (const std::string& file : {little, big, "\xff\xfe" + little, "\xfe\xff" + big}) {
    for (const std::size_t room : {1UL, 7UL, 100'000UL}) CHECK(decoded(file, room) == kLines);
  }
  CHECK(utf16_order("\xff\xfe") == ByteOrder::kLittleEndian);
  CHECK_FALSE(utf16_order(""));
  CHECK_FALSE(utf16_order("a"));
  CHECK_FALSE(utf16_order(std::string_view("\0\0\0\0", 4)));
  CHECK_FALSE(utf16_order(std::string_view("{\0", 2)));
  CHECK_FALSE(utf16_order(kLines));
}

TEST_CASE("utf-16: its mark before other text is not believed, and dropped") {
  CHECK(decoded("\xff\xfe" + kLines) == kLines);
  CHECK(decoded("\xfe\xff" + kLines) == kLines);
}

TEST_CASE("utf-16: a byte that is missing costs the line it is in, or two at a line end") {
  for (const ByteOrder order : {ByteOrder::kLittleEndian, ByteOrder::kBigEndian}) {
    const std::string file = wide(kLines, order);
    for (std::size_t at = 0; at < file.size(); ++at) {
      std::string damaged = file;
      damaged.erase(at, 1);
      CAPTURE(at);
      CHECK(whole_lines(decoded(damaged)) >= 18);
      damaged = file;
      damaged.insert(at, 1, 'x');
      CHECK(whole_lines(decoded(damaged)) >= 18);
    }
  }
}

TEST_CASE("utf-16: letters that look like a missing byte change no line around them") {
  // U+4E00, whose second byte is zero, 40 times.
  std::string letters;
  for (int i = 0; i < 40; ++i) letters += std::string("\0\x4e", 2);
  const std::string half = wide(kLines, ByteOrder::kLittleEndian);
  const std::string quote = wide("\"", ByteOrder::kLittleEndian);
  const std::string line = wide("\n", ByteOrder::kLittleEndian);
  const std::string text = decoded(half + quote + letters + quote + line + half);
  CHECK(text.starts_with(kLines));
  CHECK(text.ends_with("\"\n" + kLines));
}

}  // namespace firstseen::bytes
