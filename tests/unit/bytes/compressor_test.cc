#include "bytes/compressor.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

#include "archive/decoded_stream.h"
#include "file/file.h"

namespace firstseen::bytes {
namespace {

// Compresses the text in parts of at most `part` bytes.
std::string compressed(const std::string& path, std::string_view text, std::size_t part) {
  const auto compressor = compressor_of(path);
  REQUIRE(compressor != nullptr);
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(part, text.size())))
    compressor->add(text.substr(0, part), out);
  compressor->finish(out);
  return out;
}

std::string decompressed(const std::string& bytes, std::size_t size) {
  const auto stream = archive::open_stream(file::File::of_bytes(bytes), {});
  REQUIRE(stream);
  std::string text(size + 1, '\0');
  const Filled filled = read_fully(*stream->bytes, text.data(), text.size());
  CHECK_FALSE(filled.error);
  text.resize(filled.size);
  return text;
}

TEST_CASE("compressor: what is read back is what was written, in any parts") {
  std::mt19937 random(1);
  std::string noise;
  for (int i = 0; i < 1'000'000; ++i) noise += static_cast<char>('a' + random() % 8);
  for (const std::string path : {"a.csv.gz", "a.zst"}) {
    for (const std::string& text : {std::string(), std::string("x"), noise, std::string(700'000, '{')}) {
      CAPTURE(path, text.size());
      const std::string whole = compressed(path, text, text.size() + 1);
      CHECK(whole.size() < text.size() / 2 + 100);
      CHECK((decompressed(whole, text.size()) == text));
      CHECK((compressed(path, text, 1000) == whole));
    }
  }
}

TEST_CASE("compressor: the ending of the name decides") {
  for (const auto& [path, compresses, rest] :
       {std::tuple{"a.csv", false, "a.csv"}, std::tuple{"a.csv.gz", true, "a.csv"},
        std::tuple{"a.zst", true, "a"}, std::tuple{"gz", false, "gz"},
        std::tuple{"a.gzip", false, "a.gzip"}}) {
    CAPTURE(path);
    CHECK((compressor_of(path) != nullptr) == compresses);
    CHECK(without_compression(path) == rest);
  }
}

}  // namespace
}  // namespace firstseen::bytes
