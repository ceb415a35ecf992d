#include "net/ip_set.h"

#include <algorithm>

namespace firstseen::net {

void IpSet::compile() {
  std::sort(ranges_.begin(), ranges_.end());
  std::vector<Cidr> merged;
  for (const Cidr& range : ranges_) {
    const bool touches =
        !merged.empty() && (range.first <= merged.back().last || range.first == merged.back().last.next());
    if (touches) {
      merged.back().last = std::max(merged.back().last, range.last);
    } else {
      merged.push_back(range);
    }
  }
  ranges_ = std::move(merged);
}

bool IpSet::contains(const IpAddress& address) const {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), address,
                                      [](const IpAddress& a, const Cidr& range) { return a < range.first; });
  return after != ranges_.begin() && address <= std::prev(after)->last;
}

std::string IpSet::print() const {
  std::string out;
  for (const Cidr& range : ranges_) {
    if (!out.empty()) out += ' ';
    out += range.first.to_string();
    if (range.last != range.first) out += "-" + range.last.to_string();
  }
  return out;
}

}  // namespace firstseen::net
