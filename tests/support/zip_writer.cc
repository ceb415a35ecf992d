#include "support/zip_writer.h"

#include "support/compress.h"

namespace firstseen::test {
namespace {

constexpr std::uint64_t kIn64 = 0xffffffff;

std::string bytes_of(std::uint64_t number, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
  return out;
}

// A member as it is written.
struct Written {
  std::string data;
  std::string checksum;
  std::uint64_t flags = 0;
  std::uint64_t method = 0;
};

// A gzip stream (RFC 1952) has the same data and checksum between a header of ten bytes and the size.
Written written(const ZipPart& part) {
  constexpr std::size_t kHeader = 10;
  constexpr std::size_t kEnd = 8;
  const std::string gzip = compressed("gzip", part.content);
  Written out;
  out.data = part.deflated ? gzip.substr(kHeader, gzip.size() - kHeader - kEnd) : part.content;
  out.checksum = gzip.substr(gzip.size() - kEnd, 4);
  out.flags = part.described ? 8 : 0;
  out.method = part.deflated ? 8 : 0;
  return out;
}

std::string local_part(const ZipPart& part) {
  const Written out = written(part);
  const std::uint64_t size =
      part.described
          ? 0
          : static_cast<std::uint64_t>(static_cast<std::int64_t>(out.data.size()) + part.size_error);
  const std::uint64_t plain_size = part.described ? 0 : part.content.size();
  std::string extra = part.extra;
  if (part.wide) extra += bytes_of(1, 2) + bytes_of(16, 2) + bytes_of(plain_size, 8) + bytes_of(size, 8);
  std::string bytes = "PK\3\4" + bytes_of(20, 2) + bytes_of(out.flags, 2) + bytes_of(out.method, 2) +
                      bytes_of(0, 4) + (part.described ? bytes_of(0, 4) : out.checksum) +
                      bytes_of(part.wide ? kIn64 : size, 4) + bytes_of(part.wide ? kIn64 : plain_size, 4) +
                      bytes_of(part.name.size(), 2) + bytes_of(extra.size(), 2) + part.name + extra +
                      out.data;
  if (!part.described) return bytes;
  if (part.magic) bytes += "PK\7\10";
  const std::size_t width = part.wide ? 8 : 4;
  return bytes + out.checksum + bytes_of(out.data.size(), width) + bytes_of(part.content.size(), width);
}

std::string directory_entry(const ZipPart& part, std::uint64_t offset) {
  const Written out = written(part);
  const std::string& name = part.directory_name.empty() ? part.name : part.directory_name;
  const auto size =
      static_cast<std::uint64_t>(static_cast<std::int64_t>(out.data.size()) + part.directory_size_error);
  return "PK\1\2" + bytes_of(20, 2) + bytes_of(20, 2) + bytes_of(out.flags, 2) + bytes_of(out.method, 2) +
         bytes_of(0, 4) + out.checksum + bytes_of(size, 4) + bytes_of(part.content.size(), 4) +
         bytes_of(name.size(), 2) + bytes_of(0, 2) + bytes_of(part.comment.size(), 2) + bytes_of(0, 8) +
         bytes_of(offset, 4) + name + part.comment;
}

std::string end_record(std::size_t entries, std::uint64_t size, std::uint64_t offset,
                       std::string_view comment) {
  return "PK\5\6" + bytes_of(0, 4) + bytes_of(entries, 2) + bytes_of(entries, 2) + bytes_of(size, 4) +
         bytes_of(offset, 4) + bytes_of(comment.size(), 2) + std::string(comment);
}

}  // namespace

std::string zip_of(const std::vector<ZipPart>& parts, std::string_view comment) {
  std::string bytes;
  std::string directory;
  std::size_t entries = 0;
  for (const ZipPart& part : parts) {
    if (!part.beside && part.named) {
      directory += directory_entry(part, bytes.size());
      ++entries;
    }
    bytes += part.beside ? part.content : local_part(part);
  }
  return bytes + directory + end_record(entries, directory.size(), bytes.size(), comment);
}

std::string overlapping_zip(const ZipPart& inner, const std::string& before) {
  const std::string within = local_part(inner);
  const ZipPart outer{.name = "outer.json", .content = before + within};
  const std::string bytes = local_part(outer);
  const std::string directory =
      directory_entry(outer, 0) + directory_entry(inner, bytes.size() - within.size());
  return bytes + directory + end_record(2, directory.size(), bytes.size(), {});
}

}  // namespace firstseen::test
