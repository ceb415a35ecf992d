#include "archive/decoded_stream.h"

#include "archive/file_kind.h"
#include "archive/sequel_stream.h"
#include "bytes/file_stream.h"
#include "bytes/headed_stream.h"
#include "bytes/utf16_stream.h"

namespace firstseen::archive {
namespace {

// The maximum number of compression layers that are removed. Data below them is read unchanged.
constexpr std::size_t kMaxLayers = 3;

// Returns the beginning of 8-bit text without a byte order mark of UTF-16.
std::string_view without_false_mark(std::string_view head) {
  constexpr std::size_t kMarkBytes = 2;
  return head.substr(bytes::has_utf16_mark(head) ? kMarkBytes : 0);
}

}  // namespace

bool is_packed(std::string_view head) {
  return is_compressed(head) || archive_format(head).has_value();
}

bool must_be_streamed(std::string_view head) {
  return is_packed(head) || bytes::has_utf16_mark(head) || bytes::utf16_order(head).has_value();
}

std::string decoded_head(std::string_view head) {
  const auto order = bytes::utf16_order(head);
  if (!order) return std::string(without_false_mark(head));
  DecodedStream stream{bytes::from_utf16(bytes::stream_of(file::File::of_bytes(head)), *order), {}};
  return peek(stream).bytes;
}

bytes::Head peek(DecodedStream& stream) {
  bytes::Head head = bytes::read_head(*stream.bytes, kKindHeadBytes);
  stream.bytes = bytes::headed(head, std::move(stream.bytes));
  return head;
}

Result<DecodedStream> open_stream(file::File file, const ExpansionBounds& bounds) {
  return decoded(bytes::stream_of(std::move(file)), bounds);
}

Result<DecodedStream> decoded(std::unique_ptr<bytes::ByteStream> stream, const ExpansionBounds& bounds) {
  for (std::size_t layer = 0;; ++layer) {
    bytes::Head head = bytes::read_head(*stream, kArchiveHeadBytes);
    if (head.error && head.bytes.empty()) return fail(*head.error);
    const std::string begin = head.bytes;
    const auto order = is_packed(begin) ? std::nullopt : bytes::utf16_order(begin);
    if (!order) head.bytes = without_false_mark(begin);
    stream = bytes::headed(std::move(head), std::move(stream));
    if (order) return DecodedStream{bytes::from_utf16(std::move(stream), *order), std::nullopt, layer > 0};
    if (layer == kMaxLayers) return DecodedStream{std::move(stream), archive_format(begin), true};
    auto below = decompressed(begin, stream, bounds);
    if (!below) return DecodedStream{std::move(stream), archive_format(begin), layer > 0};
    stream = std::move(below);
  }
}

}  // namespace firstseen::archive
