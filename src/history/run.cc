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

void RecordValues::assign(std::vector<std::string_view>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  more_ = texts.size() > SmallestValues::kMax;
  values_.assign(texts.begin(),
                 texts.begin() + static_cast<std::ptrdiff_t>(std::min(texts.size(), SmallestValues::kMax)));
  before_ = after_ = nullptr;
  if (own_ && !std::equal(values_.begin(), values_.end(), own_->begin(), own_->end())) own_ = nullptr;
}

const RecordValues::Stored& RecordValues::own() {
  if (!own_) own_ = std::make_shared<const std::vector<std::string>>(values_.begin(), values_.end());
  return own_;
}

void SmallestValues::add(RecordValues& added) {
  if (added.values_.empty()) return;
  more_ |= added.more_;
  if (!values_) {
    values_ = added.own();
    return;
  }
  if (values_ == added.before_) {
    values_ = added.after_;
    more_ |= added.dropped_;
    return;
  }
  if (std::includes(values_->begin(), values_->end(), added.values_.begin(), added.values_.end())) return;
  added.before_ = values_;
  SmallestValues sum;
  sum.values_ = added.own();
  merge(std::move(sum));
  added.after_ = values_;
  added.dropped_ = more_;
}

void SmallestValues::merge(SmallestValues&& other) {
  more_ |= other.more_;
  if (!values_) values_ = std::move(other.values_);
  if (!other.values_ || values_ == other.values_) return;
  std::vector<std::string> all;
  all.reserve(values_->size() + other.values_->size());
  std::set_union(values_->begin(), values_->end(), other.values_->begin(), other.values_->end(),
                 std::back_inserter(all));
  more_ |= all.size() > kMax;
  if (all.size() > kMax) all.resize(kMax);
  values_ = std::make_shared<const std::vector<std::string>>(std::move(all));
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
