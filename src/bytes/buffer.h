// A page-aligned buffer for read(). The kernel copies from the page cache four times as fast if
// source and destination have the same alignment (measured: docs/performance.md).
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace firstseen::bytes {

template <typename T>
struct PageAligned {
  using value_type = T;
  static constexpr std::size_t kPageBytes = 4096;
  static constexpr std::align_val_t kAlignment{kPageBytes};

  PageAligned() = default;
  template <typename U>
  PageAligned(const PageAligned<U>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), kAlignment)); }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, kAlignment); }

  // Leaves new elements without a value: what is read overwrites them.
  template <typename U>
  void construct(U* element) {
    ::new (static_cast<void*>(element)) U;
  }

  friend bool operator==(PageAligned, PageAligned) { return true; }
};

using Buffer = std::vector<char, PageAligned<char>>;

}  // namespace firstseen::bytes
