#include "bytes/compressor.h"

#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include <new>

#include "bytes/buffer.h"

namespace firstseen::bytes {
namespace {

// Text is compressed in pieces of this size, so that the bytes do not depend on the sizes of calls.
constexpr std::size_t kPieceBytes = 256 * 1024;

class Pieces : public Compressor {
 public:
  void add(std::string_view text, std::string& out) final {
    while (!text.empty()) {
      const std::string_view part = text.substr(0, kPieceBytes - piece_.size());
      piece_ += part;
      text.remove_prefix(part.size());
      if (piece_.size() == kPieceBytes) flush(false, out);
    }
  }
  void finish(std::string& out) final { flush(true, out); }

 protected:
  // Compresses `text` and appends all bytes that are ready; all bytes if it is the last piece.
  virtual void compress(std::string_view text, bool last, std::string& out) = 0;

 private:
  void flush(bool last, std::string& out) {
    compress(piece_, last, out);
    piece_.clear();
  }

  std::string piece_;
};

class Gzip final : public Pieces {
 public:
  Gzip() : state_(std::make_unique<isal_zstream>()), work_(ISAL_DEF_LVL1_DEFAULT), ready_(kPieceBytes) {
    isal_deflate_init(state_.get());
    state_->gzip_flag = IGZIP_GZIP;
    state_->level = 1;
    state_->level_buf = reinterpret_cast<std::uint8_t*>(work_.data());
    state_->level_buf_size = static_cast<std::uint32_t>(work_.size());
  }

 private:
  void compress(std::string_view text, bool last, std::string& out) override {
    state_->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
    state_->avail_in = static_cast<std::uint32_t>(text.size());
    state_->end_of_stream = last ? 1 : 0;
    do {
      state_->next_out = reinterpret_cast<std::uint8_t*>(ready_.data());
      state_->avail_out = static_cast<std::uint32_t>(ready_.size());
      // Fails only for settings that do not fit together.
      (void)isal_deflate(state_.get());
      out.append(ready_.data(), ready_.size() - state_->avail_out);
    } while (state_->avail_out == 0 || state_->avail_in > 0);
  }

  std::unique_ptr<isal_zstream> state_;
  Buffer work_;
  Buffer ready_;
};

struct FreeStream {
  void operator()(ZSTD_CStream* stream) const { ZSTD_freeCStream(stream); }
};

class Zstd final : public Pieces {
 public:
  Zstd() : stream_(ZSTD_createCStream()), ready_(ZSTD_CStreamOutSize()) {
    if (stream_ == nullptr) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_checksumFlag, 1);
  }

 private:
  void compress(std::string_view text, bool last, std::string& out) override {
    ZSTD_inBuffer input{text.data(), text.size(), 0};
    for (std::size_t left = 1; left != 0;) {
      ZSTD_outBuffer output{ready_.data(), ready_.size(), 0};
      left = ZSTD_compressStream2(stream_.get(), &output, &input, last ? ZSTD_e_end : ZSTD_e_continue);
      // Fails only if memory runs out.
      if (ZSTD_isError(left) != 0) throw std::bad_alloc();
      out.append(ready_.data(), output.pos);
      if (!last && input.pos == input.size) break;
    }
  }

  std::unique_ptr<ZSTD_CStream, FreeStream> stream_;
  Buffer ready_;
};

constexpr std::string_view kGzipEnding = ".gz";
constexpr std::string_view kZstdEnding = ".zst";

}  // namespace

std::unique_ptr<Compressor> compressor_of(std::string_view path) {
  if (path.ends_with(kGzipEnding)) return std::make_unique<Gzip>();
  if (path.ends_with(kZstdEnding)) return std::make_unique<Zstd>();
  return nullptr;
}

std::string_view without_compression(std::string_view path) {
  for (const std::string_view ending : {kGzipEnding, kZstdEnding}) {
    if (path.ends_with(ending)) path.remove_suffix(ending.size());
  }
  return path;
}

}  // namespace firstseen::bytes
