// How new a finding is, and for which windows, against what follows from the definitions.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "firstseen/hunt.h"
#include "support/hunting.h"

namespace firstseen {
namespace {

constexpr Seconds kHour = 3600;
constexpr Seconds kDay = 24 * kHour;
constexpr std::int64_t kStart = 1'772'000'000 / kHour * kHour;

struct Record {
  std::int64_t hour = 0;  // since kStart
  std::string term;
};
using File = std::vector<Record>;

std::string text_of(const File& file) {
  std::string out;
  for (const Record& record : file) {
    const Timestamp time{kStart + record.hour * kHour, 0, 3};
    out +=
        R"({"@timestamp":")" + time.to_string() +
        R"(","event":{"category":"network"},"agent":{"type":"endpoint"},"host":{"name":"h"},"user":{"name":")" +
        record.term + "\"}}\n";
  }
  return out;
}

HuntRequest request_of(const std::vector<std::string>& texts, Seconds window) {
  HuntRequest request = test::request_for({});
  Rule rule;
  rule.id = rule.name = "r";
  rule.query = "event.category: network";
  rule.terms = {"user.name"};
  rule.window = window;
  request.rules = {rule};
  for (std::size_t i = 0; i < texts.size(); ++i)
    request.memory_inputs.push_back({"file" + std::to_string(i), texts[i]});
  return request;
}

std::vector<std::string> texts_of(const std::vector<File>& files) {
  std::vector<std::string> texts;
  for (const File& file : files) texts.push_back(text_of(file));
  return texts;
}

std::vector<File> random_files(std::mt19937& random, std::int64_t hours) {
  const auto below = [&](std::int64_t bound) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
  };
  std::vector<File> files(static_cast<std::size_t>(1 + below(4)));
  for (File& file : files) {
    const std::int64_t begin = below(hours);
    const std::int64_t length = 1 + below(hours / 3);
    for (std::int64_t n = 1 + below(12); n > 0; --n)
      file.push_back({begin + below(length), std::string(1, static_cast<char>('a' + below(4)))});
  }
  return files;
}

// The dumb twin of what is covered: every hour, and the time between it and the next.
class Covered {
 public:
  Covered(const std::vector<File>& files, std::int64_t gap) : gap_(gap) {
    for (const File& file : files) {
      std::vector<std::int64_t> times;
      for (const Record& record : file) times.push_back(record.hour);
      std::sort(times.begin(), times.end());
      const std::size_t rank = times.size() < 4 ? 1 : 2 + times.size() / 50;
      const auto [from, to] = std::minmax(times[rank - 1], times[times.size() - rank]);
      for (std::int64_t unit = 2 * from; unit <= 2 * to; ++unit) units_.insert(unit);
    }
    const std::set<std::int64_t> spans = units_;
    for (std::int64_t unit = first(); unit < *spans.rbegin(); ++unit) {
      const std::int64_t next = *spans.upper_bound(unit);
      for (std::int64_t between = unit + 1; between < next && next - unit <= 2 * gap; ++between)
        units_.insert(between);
      unit = next - 1;
    }
  }

  // Whether the window of so many hours before `seen` is covered.
  bool all_of(std::int64_t hours, std::int64_t seen) const {
    const std::int64_t begin = 2 * (seen - hours);
    if (begin < first()) return false;
    for (std::int64_t unit = begin; unit <= before(seen); ++unit) {
      if (!units_.contains(unit)) return false;
    }
    return true;
  }

  // Since how many hours the time before `seen` is covered.
  std::int64_t before_for(std::int64_t seen) const {
    std::int64_t unit = before(seen);
    if (!units_.contains(unit)) return 0;
    while (units_.contains(unit - 1)) --unit;
    return seen - unit / 2;
  }

 private:
  std::int64_t first() const { return *units_.begin(); }

  // The end of what is covered before `seen`, if it follows soon or nothing is covered after it; else `seen`.
  std::int64_t before(std::int64_t seen) const {
    const auto after = units_.upper_bound(2 * seen);
    if (after == units_.begin()) return 2 * seen;
    const std::int64_t last = *std::prev(after);
    return after == units_.end() || 2 * seen - last <= 2 * gap_ ? last : 2 * seen;
  }

  std::int64_t gap_;
  std::set<std::int64_t> units_;  // two an hour
};

std::int64_t hour_of(const Timestamp& time) {
  return (time.seconds - kStart) / kHour;
}

}  // namespace

TEST_CASE("newness: what a finding rests on is what the files cover", "[differential]") {
  std::mt19937 random(116);
  for (int round = 0; round < 2'000; ++round) {
    const std::vector<File> files = random_files(random, 240);
    const std::vector<std::string> texts = texts_of(files);
    const auto hours = static_cast<std::int64_t>(1 + random() % 60);
    const auto gap = static_cast<std::int64_t>(1 + random() % 40);
    HuntRequest request = request_of(texts, hours * kHour);
    request.gap = gap * kHour;
    const HuntResult result = test::run(request);
    const Covered covered(files, gap);
    for (const Finding& finding : result.findings) {
      const std::int64_t seen = hour_of(finding.first_seen);
      std::int64_t last = INT64_MIN;
      for (const File& file : files) {
        for (const Record& record : file) {
          if ('"' + record.term + '"' == finding.terms.front().second && record.hour < seen)
            last = std::max(last, record.hour);
        }
      }
      CAPTURE(round, hours, gap, seen, texts, finding.terms.front().second);
      CHECK((finding.history == HistoryProof::kFull) == covered.all_of(hours, seen));
      CHECK(finding.unseen_for.value_or(-1) == (last == INT64_MIN ? -1 : (seen - last) * kHour));
      const std::int64_t proven = covered.before_for(seen);
      const bool hidden = last == INT64_MIN || last < seen - proven;
      CHECK(finding.unseen_for_at_least.value_or(-1) == (hidden ? proven * kHour : -1));
      if (finding.hole) CHECK(finding.history == HistoryProof::kPartial);
    }
  }
}

TEST_CASE("newness: several windows are as many hunts", "[differential]") {
  using Seen = std::tuple<std::string, std::int64_t, HistoryProof>;
  std::mt19937 random(117);
  for (int round = 0; round < 500; ++round) {
    const std::vector<std::string> texts = texts_of(random_files(random, 400));
    std::set<Seconds> windows;
    for (std::size_t n = 1 + random() % 5; n > 0; --n)
      windows.insert(static_cast<Seconds>(1 + random() % 120) * kHour);
    HuntRequest request = request_of(texts, kDay);
    request.windows.assign(windows.begin(), windows.end());
    const HuntResult all = test::run(request);
    REQUIRE(all.windows.size() == windows.size());
    std::size_t i = 0;
    for (const Seconds window : windows) {
      HuntRequest one = request_of(texts, kDay);
      one.window = window;
      const HuntResult expected = test::run(one);
      std::vector<Seen> hunted;
      std::vector<Seen> marked;
      for (const Finding& finding : expected.findings)
        hunted.emplace_back(finding.terms.front().second, finding.first_seen.seconds, finding.history);
      for (const Finding& finding : all.findings) {
        for (const auto& [holds, proof] : finding.windows) {
          if (holds == window)
            marked.emplace_back(finding.terms.front().second, finding.first_seen.seconds, proof);
        }
      }
      CAPTURE(round, window, texts);
      CHECK(marked == hunted);
      CHECK(all.windows[i].findings == hunted.size());
      CHECK(all.windows[i].full == expected.rules.front().full);
      CHECK(all.windows[i++].partial == expected.rules.front().partial);
    }
    if (windows.size() == 1) CHECK(all.findings.front().windows.size() == 1);
  }
}

TEST_CASE("newness: a few forged times do not change what is covered, wherever they stand") {
  constexpr std::int64_t kCount = 100;  // a day apart
  File file;
  for (std::int64_t i = 0; i < kCount; ++i) file.push_back({i * 24, "usual"});
  file[60].term = "new";
  file[5].term = "early";
  const auto proofs = [](const File& records) {
    std::map<std::string, HistoryProof> out;
    for (const Finding& finding : test::run(request_of(texts_of({records}), 7 * kDay)).findings)
      out.emplace(finding.terms.front().second, finding.history);
    return out;
  };
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (i == 5 || i == 60) continue;
    for (const std::int64_t forged : {-30 * 24 * 365, 30 * 24 * 365, 24 * 365 * 60, -24 * 8}) {
      File with = file;
      with[i] = {forged, "forged"};
      with[(i + 1) % file.size() == 5 || (i + 1) % file.size() == 60 ? 0 : (i + 1) % file.size()] = {
          forged, "forged"};
      const auto found = proofs(with);
      CAPTURE(i, forged);
      CHECK(found.at(R"("new")") == HistoryProof::kFull);
      CHECK(found.at(R"("early")") == HistoryProof::kPartial);
    }
  }
}

}  // namespace firstseen
