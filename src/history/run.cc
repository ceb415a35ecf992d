#include "history/run.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace firstseen::history {
namespace {

template <typename T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

}  // namespace

void SmallestValues::add(std::string_view value) {
  const auto place = std::lower_bound(values_.begin(), values_.end(), value);
  if (place != values_.end() && *place == value) return;
  if (values_.size() == kMax) {
    more_ = true;
    if (place == values_.end()) return;
  }
  values_.emplace(place, value);
  if (values_.size() > kMax) values_.pop_back();
}

void SmallestValues::merge(SmallestValues&& other) {
  std::vector<std::string> all;
  all.reserve(values_.size() + other.values_.size());
  std::set_union(std::make_move_iterator(values_.begin()), std::make_move_iterator(values_.end()),
                 std::make_move_iterator(other.values_.begin()), std::make_move_iterator(other.values_.end()),
                 std::back_inserter(all));
  more_ |= other.more_ || all.size() > kMax;
  if (all.size() > kMax) all.resize(kMax);
  values_ = std::move(all);
}

int PlaceOrder::compare(const event::Place& a, const event::Place& b) const {
  const auto key = [&](const event::Place& place) {
    return std::tuple(rank(place), place.file.member, place.offset, place.record);
  };
  if (const int order = three_way(key(a), key(b)); order != 0) return order;
  if (!path_of_) return 0;
  return three_way(std::tuple(a.line, path_of_(a.file)), std::tuple(b.line, path_of_(b.file)));
}

}  // namespace firstseen::history
