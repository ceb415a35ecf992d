#include "bytes/byte_stream.h"

namespace firstseen::bytes {

Filled read_fully(ByteStream& stream, char* out, std::size_t room) {
  Filled filled;
  while (filled.size < room) {
    const auto got = stream.read(out + filled.size, room - filled.size);
    if (!got) filled.error = got.error();
    if (!got || *got == 0) break;
    filled.size += *got;
  }
  return filled;
}

}  // namespace firstseen::bytes
