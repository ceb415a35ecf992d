#include "shuffle.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace firstseen::bench {
namespace {

using Parts = std::vector<std::string_view>;

// The place after the string that begins at `start`.
std::size_t end_of_string(std::string_view json, std::size_t start) {
  std::size_t at = start + 1;
  while (json[at] != '"') at += json[at] == '\\' ? 2U : 1U;
  return at + 1;
}

// What the commas of an object or array separate, given what its brackets enclose.
Parts split(std::string_view inside) {
  Parts parts;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t at = 0; at < inside.size();) {
    const char c = inside[at];
    if (c == '"') {
      at = end_of_string(inside, at);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == ',' && depth == 0) {
      parts.push_back(inside.substr(start, at - start));
      start = at + 1;
    }
    ++at;
  }
  if (!inside.empty()) parts.push_back(inside.substr(start));
  return parts;
}

void shuffle(Parts& parts, Random& random) {
  for (std::size_t left = parts.size(); left > 1; --left)
    std::swap(parts[left - 1], parts[random.below(left)]);
}

void append_shuffled(std::string_view json, Random& random, std::string& out) {
  const bool is_object = json.front() == '{';
  if (!is_object && json.front() != '[') {
    out += json;
    return;
  }
  Parts parts = split(json.substr(1, json.size() - 2));
  if (is_object) shuffle(parts, random);
  out += json.front();
  bool is_first = true;
  for (const std::string_view part : parts) {
    if (!std::exchange(is_first, false)) out += ',';
    const std::size_t value = is_object ? end_of_string(part, 0) + 1 : 0;
    out += part.substr(0, value);
    append_shuffled(part.substr(value), random, out);
  }
  out += json.back();
}

}  // namespace

std::string shuffled(std::string_view json, Random& random) {
  std::string out;
  out.reserve(json.size());
  append_shuffled(json, random, out);
  return out;
}

}  // namespace firstseen::bench
