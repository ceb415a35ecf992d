// The history of terms. Of every list of sightings, window or division instant:
//
//   - dealt out to any number of histories, in any order, which are merged in any order, they give the runs
//   that a
//     plain loop over the sorted sightings gives: times, counts, hosts, counted values and whose evidence.
#include "history/history.h"

#include "fuzz/support/bytes.h"
#include "fuzz/support/promise.h"
#include "support/history_twin.h"

namespace firstseen {
namespace {

using fuzz::Bytes;
using test::Seen;

constexpr std::size_t kMaxHistories = 5;
constexpr std::int64_t kFirstSecond = -62'167'219'200;  // of the year 0000
constexpr std::int64_t kLastSecond = 253'402'300'799;   // of the year 9999

// A few values of each, so that sightings meet.
Seen read_sighting(Bytes& bytes, std::size_t number) {
  Seen sighting;
  sighting.term = std::string(1, static_cast<char>('a' + bytes.below(3)));
  sighting.time = {static_cast<std::int64_t>(bytes.byte()),
                   static_cast<std::uint32_t>(bytes.below(2)) * 500'000'000, 3};
  // At either end of the years that there are.
  if (bytes.chance(3)) sighting.time.seconds = bytes.chance(50) ? kLastSecond : kFirstSecond;
  sighting.time.digits = static_cast<std::uint8_t>(3 + bytes.below(2));
  if (const std::size_t host = bytes.below(5); host > 0) sighting.host = "host" + std::to_string(host);
  sighting.event = "event" + std::to_string(bytes.below(3));
  sighting.place.offset = number;
  if (const std::size_t value = bytes.below(4); value > 0)
    sighting.counted = {"value" + std::to_string(value)};
  return sighting;
}

history::Division read_division(Bytes& bytes) {
  const std::uint8_t kind = bytes.byte();
  const std::uint8_t value = bytes.byte();
  if (kind < 32) return {kForever, Timestamp{value, 0, 3}};
  return {kind < 64 ? kForever : static_cast<Seconds>(value), {}};
}

history::History merged(std::vector<history::History> parts, Bytes& order) {
  while (parts.size() > 1) {
    const std::size_t from = order.below(parts.size());
    history::History taken = std::move(parts[from]);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(from));
    parts[order.below(parts.size())].merge(std::move(taken));
  }
  return std::move(parts.front());
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  Bytes bytes(fuzz::text_of(data, size));
  const history::Division division = read_division(bytes);
  std::vector<history::History> parts(1 + bytes.below(kMaxHistories), history::History(division));
  std::string order;
  for (std::size_t i = 0; i < 2 * kMaxHistories; ++i) order += static_cast<char>(bytes.byte());
  std::vector<test::Seen> sightings;
  while (!bytes.empty()) {
    sightings.push_back(read_sighting(bytes, sightings.size()));
    test::add(parts[bytes.below(parts.size())], sightings.back());
  }
  Bytes merge_order(order);
  const history::History history = merged(std::move(parts), merge_order);
  fuzz::promise_same(test::print(test::brute_force(std::move(sightings), division)),
                     test::print(test::flat(history)), "a history holds the runs of the sorted sightings");
  return 0;
}
