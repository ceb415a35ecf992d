// Sorted, and each value once.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace firstseen::text {

// Sorts `values` by `less` and keeps the first of those that are equal by it.
template <typename T, typename Less = std::less<>>
void sort_unique(std::vector<T>& values, const Less& less = {}) {
  std::stable_sort(values.begin(), values.end(), less);
  const auto same = [&](const T& a, const T& b) { return !less(a, b); };  // a does not follow b
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
}

}  // namespace firstseen::text
