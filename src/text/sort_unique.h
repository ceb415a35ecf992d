// Sorts and removes duplicates.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace firstseen::text {

// Sorts `values` by `less` and keeps the first of each group of equal values.
template <typename T, typename Less = std::less<>>
void sort_unique(std::vector<T>& values, const Less& less = {}) {
  std::stable_sort(values.begin(), values.end(), less);
  const auto same = [&](const T& a, const T& b) { return !less(a, b); };  // sorted: b is never less than a
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
}

}  // namespace firstseen::text
