// What precedes the damage in compressed bytes counts.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "archive/decoded_stream.h"
#include "support/compress.h"
#include "support/slow_stream.h"

namespace firstseen {
namespace {

// Lines that compress to about half.
std::string lines(std::size_t bytes) {
  std::mt19937_64 random(1);
  std::string out;
  while (out.size() < bytes) out += "{\"id\":\"" + std::to_string(random()) + "\"}\n";
  return out;
}

struct Read {
  std::string bytes;
  bool failed = false;
};

// Reads `room` bytes at a time, of a pipe that gives `at_once`.
Read read_whole(const std::string& compressed, std::size_t room, std::size_t at_once = SIZE_MAX) {
  auto stream = archive::decoded(std::make_unique<test::SlowStream>(compressed, at_once), ExpansionBounds{});
  Read read{.bytes = "", .failed = !stream};
  if (!stream) return read;
  std::string piece(room, '\0');
  while (true) {
    const auto got = stream->bytes->read(piece.data(), room);
    read.failed = !got;
    if (!got || *got == 0) return read;
    read.bytes += piece.substr(0, *got);
  }
}

}  // namespace

TEST_CASE("damage: bytes after a gzip stream are an error, unless they are zeros or documents") {
  const std::string one = test::compressed("gzip", "{\"a\":1}\n");
  const std::string zeros(1000, '\0');
  const Read padded = read_whole(one + zeros + one + zeros, 100);
  CHECK_FALSE(padded.failed);
  CHECK(padded.bytes == "{\"a\":1}\n{\"a\":1}\n");
  CHECK(read_whole(one + zeros + "{\"b\":2}\n", 100).bytes == "{\"a\":1}\n{\"b\":2}\n");
  for (const std::string& more : {std::string("no documents"), zeros + "x"}) {
    const Read read = read_whole(one + more, 100);
    CHECK(read.failed);
    CHECK(read.bytes == "{\"a\":1}\n");
  }
}

TEST_CASE("damage: all that can be decompressed before it is handed out") {
  constexpr std::size_t kBlockBytes = 300 * 1024;  // no block of gzip's or zstd's is larger
  const std::string content = lines(3'000'000);
  for (const char* const filter : {"gzip", "zstd"}) {
    const std::string whole = test::compressed(filter, content);
    for (const std::size_t room : {1'000UL, 100'000UL, 10'000'000UL}) {
      CAPTURE(filter, room);
      CHECK(read_whole(whole, room).bytes == content);
      for (const double part : {0.2, 0.5, 0.9}) {
        const auto at = static_cast<std::size_t>(static_cast<double>(whole.size()) * part);
        std::string damaged = whole;
        for (std::size_t i = 0; i < 64; ++i) damaged[at + i] = static_cast<char>(~damaged[at + i]);
        for (const std::string& bytes : {whole.substr(0, at), damaged}) {
          const Read read = read_whole(bytes, room);
          CHECK(read.failed);
          const auto same =
              std::mismatch(content.begin(), content.end(), read.bytes.begin(), read.bytes.end());
          const auto good = static_cast<double>(same.first - content.begin());
          CHECK(good + kBlockBytes > static_cast<double>(content.size()) * part);
          if (bytes.size() == at) CHECK(read.bytes == content.substr(0, read.bytes.size()));
        }
      }
    }
  }
}

TEST_CASE("damage: a checksum that does not fit costs nothing of what it is over") {
  const std::string content = lines(100'000);
  std::string bytes = test::compressed("gzip", content);
  bytes[bytes.size() - 8] = static_cast<char>(~bytes[bytes.size() - 8]);
  const Read read = read_whole(bytes, 1'000'000);
  CHECK(read.failed);
  CHECK(read.bytes == content);
}

TEST_CASE("damage: what a decompressor holds back when its input ends is handed out") {
  std::string content;
  for (int i = 0; i < 200; ++i)
    content += "{\"the same\":\"again and again, so that all of it fits a few bytes\"}\n";
  const std::string whole = test::compressed("gzip", content);
  const Read read = read_whole(whole.substr(0, whole.size() - 10), 100);
  CHECK(read.failed);
  CHECK(read.bytes.size() > content.size() / 2);
  CHECK(read.bytes == content.substr(0, read.bytes.size()));
}

TEST_CASE("damage: what precedes it is the same however much is read at a time") {
  const std::string content = lines(300'000);
  std::mt19937 random(2);
  for (const char* const filter : {"gzip", "zstd"}) {
    const std::string whole = test::compressed(filter, content);
    // Of zstd nothing comes out before the first block is whole.
    const std::size_t from = std::string_view(filter) == "zstd" ? whole.size() / 2 : 20;
    for (int round = 0; round < 40; ++round) {
      std::string damaged = whole;
      const std::size_t at = from + random() % (whole.size() - from - 20);
      if (round % 2 == 0) {
        damaged.resize(at);
      } else {
        damaged[at] = static_cast<char>(~damaged[at]);
      }
      const std::string expected = read_whole(damaged, 1'000'000).bytes;
      for (const std::size_t room : {1UL, 100UL, 70'000UL}) {
        CAPTURE(filter, at, room, round);
        CHECK(read_whole(damaged, room).bytes == expected);
        CHECK(read_whole(damaged, 70'000, room).bytes == expected);
      }
    }
  }
}

TEST_CASE("damage: what precedes it is the same in short data, too") {
  std::mt19937 random(3);
  for (const char* const filter : {"gzip", "zstd", "xz"}) {
    for (int round = 0; round < 500; ++round) {
      // Few digits: the matches are short and long.
      std::string content;
      const std::size_t size = 20 + random() % 2'000;
      while (content.size() < size)
        content += std::string(1 + random() % (1 + random() % 300), static_cast<char>('a' + random() % 4));
      std::string damaged = test::compressed(filter, content);
      for (int count = 0; count < 2; ++count)
        damaged[10 + random() % (damaged.size() - 10)] = static_cast<char>(random());
      const std::string expected = read_whole(damaged, 1'000'000).bytes;
      for (const std::size_t pieces : {1UL, 7UL, 300UL}) {
        CAPTURE(filter, round, pieces);
        CHECK(read_whole(damaged, pieces).bytes == expected);
        CHECK(read_whole(damaged, 1'000, pieces).bytes == expected);
      }
    }
  }
}

}  // namespace firstseen
