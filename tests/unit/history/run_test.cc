#include "history/run.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace firstseen::history {
namespace {

std::string value_of(std::size_t number) {
  return "user-" + std::to_string(number);
}

// What SmallestValues must hold after all of `added`, in any order.
std::vector<std::string> smallest_of(const std::vector<std::string>& added) {
  const std::set<std::string> distinct(added.begin(), added.end());
  std::vector<std::string> smallest(distinct.begin(), distinct.end());
  smallest.resize(std::min(smallest.size(), SmallestValues::kMax));
  return smallest;
}

std::vector<std::string> random_values(std::mt19937& random, std::size_t count, std::size_t different) {
  std::vector<std::string> values(count);
  for (std::string& value : values) value = value_of(random() % different);
  return values;
}

TEST_CASE("smallest values: any order and any parts keep the same, at and beyond the bound") {
  std::mt19937 random(7);
  for (const std::size_t different :
       {std::size_t{1}, SmallestValues::kMax, SmallestValues::kMax + 1, std::size_t{3000}}) {
    const std::vector<std::string> added = random_values(random, 6000, different);
    SmallestValues whole;
    SmallestValues parts[3];
    // Records of one and of many values, some of which are added to several sets.
    for (std::size_t at = 0; at < added.size();) {
      const std::size_t size = std::min(added.size() - at, random() % 3 == 0 ? random() % 2000 : 1);
      std::vector<std::string_view> texts(added.begin() + static_cast<std::ptrdiff_t>(at),
                                          added.begin() + static_cast<std::ptrdiff_t>(at + size));
      RecordValues record;
      record.assign(texts);
      whole.add(record);
      const std::size_t part = random() % 3;
      parts[part].add(record);
      if (random() % 2 == 0) parts[(part + 1) % 3].add(record);
      at += size;
    }
    parts[2].merge(std::move(parts[0]));
    parts[1].merge(std::move(parts[2]));
    const bool more = std::set<std::string>(added.begin(), added.end()).size() > SmallestValues::kMax;
    CHECK(std::ranges::equal(whole.values(), smallest_of(added)));
    CHECK(std::ranges::equal(parts[1].values(), smallest_of(added)));
    CHECK(whole.more() == more);
    CHECK(parts[1].more() == more);
  }
}

}  // namespace
}  // namespace firstseen::history
