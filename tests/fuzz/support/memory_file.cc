#include "fuzz/support/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

#include "file/file.h"

namespace firstseen::fuzz {

MemoryFile::MemoryFile(std::string_view content) : descriptor_(::memfd_create("input", MFD_CLOEXEC)) {
  if (descriptor_ < 0 || file::write_whole(descriptor_, content) != 0)
    throw std::runtime_error("no file in memory");
}

MemoryFile::~MemoryFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

}  // namespace firstseen::fuzz
