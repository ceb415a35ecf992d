#include "text/similar.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"

namespace firstseen::text {
namespace {

// The edit distance of two names (insert, delete, replace, swap neighbours), or limit + 1 if it is
// larger. Keeps three rows of the table of distances between prefixes; a swap refers to the row
// before the last.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

// Returns the only name that contains `part`; empty if there is none or several.
std::string_view only_name_with(std::string_view part, const std::vector<std::string_view>& names) {
  std::string_view found;
  for (const std::string_view name : names) {
    if (name.find(part) == std::string_view::npos) continue;
    if (!found.empty()) return {};
    found = name;
  }
  return found;
}

}  // namespace

std::optional<std::string> similar_name(std::string_view name, const std::vector<std::string_view>& names) {
  constexpr std::size_t kMaxEdits = 2;
  constexpr std::size_t kMinPart = 3;  // shorter parts are in too many names
  // In a word of three letters two edits leave nothing.
  std::size_t best = std::min(kMaxEdits, name.size() / 2) + 1;
  std::string_view nearest;
  for (const std::string_view candidate : names) {
    if (equal_ignoring_case(name, candidate)) return std::string(candidate);
    const std::size_t distance = edit_distance(name, candidate, best - 1);
    if (distance >= best) continue;
    best = distance;
    nearest = candidate;
    if (best <= 1) break;
  }
  if (nearest.empty() && name.size() >= kMinPart) nearest = only_name_with(name, names);
  if (nearest.empty()) return std::nullopt;
  return std::string(nearest);
}

std::string suggestion(std::string_view name, const std::vector<std::string_view>& names,
                       const std::string& otherwise) {
  const auto similar = similar_name(name, names);
  return similar ? "did you mean " + *similar + "?" : otherwise;
}

}  // namespace firstseen::text
