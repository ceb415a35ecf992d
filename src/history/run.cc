#include "history/run.h"

#include <tuple>
#include <utility>

namespace firstseen::history {
namespace {

template <typename T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

}  // namespace

void SmallestTexts::add(std::string_view text) {
  if (texts_.contains(text)) return;
  if (texts_.size() == kMax) {
    more_ = true;
    if (text > *texts_.rbegin()) return;
    texts_.erase(std::prev(texts_.end()));
  }
  texts_.emplace(text);
}

void SmallestTexts::merge(SmallestTexts&& other) {
  more_ |= other.more_;
  texts_.merge(other.texts_);
  while (texts_.size() > kMax) {
    more_ = true;
    texts_.erase(std::prev(texts_.end()));
  }
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
