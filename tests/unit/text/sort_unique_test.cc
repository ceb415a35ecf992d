#include "text/sort_unique.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

namespace firstseen::text {
namespace {

TEST_CASE("sort_unique: each value once, ascending") {
  std::vector<int> values{3, 1, 3, 2, 1};
  sort_unique(values);
  CHECK(values == std::vector<int>{1, 2, 3});
  std::vector<int> none;
  sort_unique(none);
  CHECK(none.empty());
}

TEST_CASE("sort_unique: the first of those that are equal stays") {
  using Pair = std::pair<int, std::string>;
  std::vector<Pair> pairs{{2, "a"}, {1, "b"}, {2, "c"}, {1, "d"}};
  sort_unique(pairs, [](const Pair& a, const Pair& b) { return a.first < b.first; });
  CHECK(pairs == std::vector<Pair>{{1, "b"}, {2, "a"}});
}

}  // namespace
}  // namespace firstseen::text
