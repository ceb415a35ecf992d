// What follows compressed data in a file is read, or the file is named.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "archive/decoded_stream.h"
#include "file/file.h"
#include "support/compress.h"

namespace firstseen {
namespace {

struct Read {
  std::string bytes;
  bool failed = false;

  bool operator==(const Read&) const = default;
};

Read read_all(std::string_view content, std::size_t room, const ExpansionBounds& bounds = {}) {
  auto stream = archive::open_stream(file::File::of_bytes(content), bounds);
  Read read;
  read.failed = !stream;
  if (!stream) return read;
  std::string piece(room, '\0');
  while (true) {
    const auto got = stream->bytes->read(piece.data(), room);
    read.failed = !got;
    if (!got || *got == 0) return read;
    read.bytes.append(piece, 0, *got);
  }
}

const std::string kLine = "{\"a\":1}\n";
const std::string kUnended = "{\"b\":2}";
const std::vector<std::string> kFilters{"gzip", "zstd", "bzip2", "xz", "lz4", "compress"};

// Tells by itself where its data ends: compress has no end.
bool tells_its_end(const std::string& filter) {
  return filter == "gzip" || filter == "zstd" || filter == "bzip2" || filter == "xz";
}

}  // namespace

TEST_CASE("sequel: compressed data after compressed data is read, whatever their kinds") {
  for (const std::string& first : kFilters) {
    for (const std::string& second : kFilters) {
      for (const std::size_t room : {1UL, 1000UL}) {
        CAPTURE(first, second, room);
        const std::string before = test::compressed(first.c_str(), kUnended);
        const Read read = read_all(before + test::compressed(second.c_str(), kLine), room);
        const bool joins = tells_its_end(first);
        const bool is_member = first == second;  // of one stream, as by `cat`
        if (joins) CHECK(read.bytes == kUnended + (is_member ? "" : "\n") + kLine);
        CHECK((!read.failed || !joins));
        CHECK((read.failed || read.bytes.ends_with(kLine)));
      }
    }
  }
}

TEST_CASE("sequel: lines after compressed data are read, and other bytes are an error") {
  for (const std::string filter : {"gzip", "zstd", "bzip2", "xz"}) {
    for (const std::size_t room : {1UL, 1000UL}) {
      CAPTURE(filter, room);
      const std::string before = test::compressed(filter.c_str(), kUnended);
      CHECK(read_all(before, room) == Read{kUnended, false});
      CHECK(read_all(before + kLine + kLine, room) == Read{kUnended + "\n" + kLine + kLine, false});
      CHECK(read_all(before + "no documents" + before, room) == Read{kUnended, true});
      CHECK(read_all(before + "x", room) == Read{kUnended, true});
    }
  }
}

TEST_CASE("sequel: zeros after compressed data are padding") {
  const std::string zeros(100'000, '\0');
  for (const std::string filter : {"gzip", "zstd", "bzip2", "xz"}) {
    CAPTURE(filter);
    const std::string one = test::compressed(filter, kLine);
    CHECK(read_all(one + zeros, 1000) == Read{kLine, false});
    CHECK(read_all(one + zeros + kLine, 1000) == Read{kLine + kLine, false});
    CHECK(read_all(one + zeros + one, 1000) == Read{kLine + kLine, false});
    CHECK(read_all(one + zeros + "x", 1000) == Read{kLine, true});
  }
}

TEST_CASE("sequel: frames of zstd that are to be skipped are") {
  const std::string skipped = std::string("\x5a\x2a\x4d\x18\x04\0\0\0", 8) + "abcd";
  const std::string frame = test::compressed("zstd", kLine);
  CHECK(read_all(skipped + frame + skipped + frame, 1) == Read{kLine + kLine, false});
  CHECK(read_all(skipped, 10) == Read{"", false});
}

TEST_CASE("sequel: many of them cost no more, and share one bound") {
  std::string many;
  std::string expected;
  for (int i = 0; i < 20'000; ++i) {
    many += test::compressed(i % 2 == 0 ? "gzip" : "zstd", kLine);
    expected += kLine;
  }
  CHECK(read_all(many, 100'000) == Read{expected, false});
  const ExpansionBounds tight{.file_bytes = 1'000};
  CHECK(read_all(many, 100'000, tight).failed);
}

}  // namespace firstseen
