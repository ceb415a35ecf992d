// Frames of zstd whose windows are larger than usual.
#include "bytes/zstd_stream.h"

#include <zstd.h>

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "archive/decoded_stream.h"
#include "file/file.h"

namespace firstseen {
namespace {

// A frame with a window of 2^log bytes, and without the size of its content, so that a reader must have the window.
std::string frame(std::string_view content, int log) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, log);
  ZSTD_CCtx_setParameter(context, ZSTD_c_strategy, ZSTD_fast);
  ZSTD_CCtx_setParameter(context, ZSTD_c_hashLog, 10);
  std::string out(ZSTD_compressBound(content.size()), '\0');
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  ZSTD_inBuffer from{content.data(), content.size(), 0};
  ZSTD_compressStream2(context, &to, &from, ZSTD_e_continue);
  ZSTD_compressStream2(context, &to, &from, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  out.resize(to.pos);
  return out;
}

// What the stream holds, and whether it ended with an error.
std::pair<std::string, bool> read_all(std::string_view compressed, std::size_t room) {
  auto stream = archive::open_stream(file::File::of_bytes(compressed), {});
  if (!stream) return {"", true};
  std::string read;
  std::string piece(room, '\0');
  while (true) {
    const auto got = stream->bytes->read(piece.data(), room);
    if (!got || *got == 0) return {read, !got};
    read.append(piece, 0, *got);
  }
}

const std::string kLine = "{\"a\":1}\n";

}  // namespace

TEST_CASE("zstd: frames with windows up to 2 GiB are read, in any order") {
  for (const int log : {10, 27, 28, 30, 31}) {
    for (const std::size_t room : {1UL, 1000UL}) {
      CAPTURE(log, room);
      CHECK(read_all(frame(kLine, 20) + frame(kLine, log) + frame(kLine, 20), room) ==
            std::pair{kLine + kLine + kLine, false});
    }
  }
}

TEST_CASE("zstd: a large window within the data of another one is an error, and does not wait for itself") {
  CHECK(read_all(frame(frame(kLine, 28), 28), 100) == std::pair{std::string(), true});
  CHECK(read_all(frame(frame(kLine, 28), 20), 100) == std::pair{std::string(), true});
  const std::string small = frame(kLine, 20) + frame(kLine, 28);
  CHECK(read_all(frame(small.substr(0, 10), 20) + frame(small.substr(10), 28), 100) ==
        std::pair{kLine, true});
  CHECK(read_all(frame(frame(kLine, 20), 28), 100) == std::pair{kLine, false});
  // The right to it is free again.
  CHECK(read_all(frame(kLine, 28), 100) == std::pair{kLine, false});
}

TEST_CASE("zstd: threads wait for each other's large windows", "[parallel]") {
  std::vector<std::pair<std::string, bool>> results(4);
  std::vector<std::thread> threads;
  const std::string large = frame(kLine, 28) + frame(kLine, 28);
  for (auto& result : results) threads.emplace_back([&result, &large] { result = read_all(large, 3); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& result : results) CHECK(result == std::pair{kLine + kLine, false});
}

}  // namespace firstseen
