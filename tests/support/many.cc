#include "support/many.h"

namespace firstseen::test {
namespace {

std::string numbers(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + std::to_string(i);
  return "[" + out + "]";
}

}  // namespace

const std::vector<std::string> kTermFields{"tags", "labels.x", "labels.y"};

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string with_terms(std::string record, std::size_t tags) {
  return record.insert(1, "\"tags\":" + numbers(tags) + ",\"labels\":{\"x\":" + numbers(100) +
                              ",\"y\":" + numbers(100) + "},");
}

}  // namespace firstseen::test
