// The history against its dumb twin.
#include "history/history.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "support/history_twin.h"

namespace firstseen {
namespace {

using test::add;
using test::brute_force;
using test::Flat;
using test::flat;
using test::FlatRun;
using test::Seen;

std::vector<Seen> random_seen(std::mt19937& random, std::size_t count) {
  const auto below = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
  std::vector<Seen> sightings;
  const unsigned span = 1 + below(60);
  for (std::size_t i = 0; i < count; ++i) {
    Seen sighting;
    sighting.term = std::string(1, static_cast<char>('a' + below(3)));
    sighting.time = {static_cast<std::int64_t>(below(span)), below(2) * 500'000'000, 3};
    if (below(4) != 0) sighting.host = "host" + std::to_string(below(5));
    sighting.event = "event" + std::to_string(below(3));
    sighting.place.offset = i;
    sightings.push_back(std::move(sighting));
  }
  return sightings;
}

// Deals the sightings out to several histories and merges those in random order.
history::History dealt(const std::vector<Seen>& sightings, Seconds window, std::mt19937& random) {
  std::vector<history::History> parts(1 + random() % 5, history::History({window, {}}));
  for (const Seen& sighting : sightings) add(parts[random() % parts.size()], sighting);
  while (parts.size() > 1) {
    const std::size_t from = random() % parts.size();
    history::History taken = std::move(parts[from]);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(from));
    parts[random() % parts.size()].merge(std::move(taken));
  }
  return std::move(parts.front());
}

class OneEvidence final : public history::EvidenceMaker {
 public:
  history::Evidence make() override { return {std::make_shared<history::KeptEvent>(), {"1"}}; }
};

// Of a history of these times: how many digits the last one has.
int last_digits(const std::vector<Timestamp>& times, std::size_t mask) {
  OneEvidence evidence;
  history::History all{history::Division{}};
  history::History other{history::Division{}};
  for (std::size_t i = 0; i < times.size(); ++i)
    ((mask >> i & 1) != 0 ? other : all).add("t", {times[i], {}, {}, {}, {}, {}, {}}, evidence);
  all.merge(std::move(other));
  return all.terms().begin()->second.front().last.time.digits;
}

}  // namespace

TEST_CASE("history: any order and any partition give the runs of the sorted sightings") {
  std::mt19937 random(20260301);
  for (int round = 0; round < 3000; ++round) {
    std::vector<Seen> sightings = random_seen(random, random() % 40);
    const Seconds window = round % 7 == 0 ? kForever : static_cast<Seconds>(random() % 8);
    const Flat expected = brute_force(sightings, {window, {}});
    std::shuffle(sightings.begin(), sightings.end(), random);
    CAPTURE(round, window, sightings.size());
    REQUIRE(flat(dealt(sightings, window, random)) == expected);
  }
}

TEST_CASE("history: a gap of exactly the window joins, a nanosecond more parts") {
  const Timestamp start{1000, 0, 3};
  for (const auto& [nanos, runs] : {std::pair{0U, 1U}, std::pair{1U, 2U}}) {
    history::History history({10, {}});
    add(history, {"t", start, "", "e", {}});
    add(history, {"t", {1010, nanos, 9}, "", "e", {}});
    REQUIRE(flat(history).at("t").size() == runs);
  }
}

TEST_CASE("history: parted at an instant, a term has what is at or before it and what is behind") {
  const Timestamp instant{100, 0, 3};
  history::History history({kForever, instant});
  for (const std::int64_t second : {300, 100, 5, 101, 99}) add(history, {"t", {second, 0, 3}, "", "e", {}});
  const auto runs = flat(history).at("t");
  REQUIRE(runs.size() == 2);
  REQUIRE(runs[0].first.seconds == 5);
  REQUIRE(runs[0].last.seconds == 100);
  REQUIRE(runs[1].first.seconds == 101);
  REQUIRE(runs[1].events == 2);
}

TEST_CASE("history: merging a history with itself keeps its runs but for the counts") {
  std::mt19937 random(7);
  const auto sightings = random_seen(random, 60);
  history::History once({3, {}});
  history::History twice({3, {}});
  history::History again({3, {}});
  for (const Seen& sighting : sightings) {
    add(once, sighting);
    add(twice, sighting);
    add(again, sighting);
  }
  twice.merge(std::move(again));
  Flat left = flat(once);
  Flat right = flat(twice);
  for (auto* side : {&left, &right}) {
    for (auto& [term, runs] : *side) {
      for (FlatRun& run : runs) run.events = 0;
    }
  }
  REQUIRE(left == right);
}

TEST_CASE("history: evidence is made only for a sighting that starts a run") {
  class Counting final : public history::EvidenceMaker {
   public:
    history::Evidence make() override {
      ++made;
      return {};
    }
    int made = 0;
  } evidence;
  history::History history({10, {}});
  for (std::int64_t second = 0; second < 100; ++second)
    history.add("t", {{second, 0, 3}, {}, "h", {}, {}, {}, {}}, evidence);
  REQUIRE(evidence.made == 1);
}

TEST_CASE("history: of equal times the one with more digits is the last, in any order and partition") {
  std::vector<Timestamp> times{{1, 0, 3}, {2, 0, 3}, {2, 0, 6}, {2, 0, 9}};
  const auto less = [](const Timestamp& a, const Timestamp& b) {
    return std::tie(a.seconds, a.digits) < std::tie(b.seconds, b.digits);
  };
  do {
    for (std::size_t mask = 0; mask < 15; ++mask) CHECK(last_digits(times, mask) == 9);
  } while (std::next_permutation(times.begin(), times.end(), less));
}

}  // namespace firstseen
