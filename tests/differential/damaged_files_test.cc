// Thousands of damaged files through the whole command: each ends as docs/output.md says, with a ledger that
// adds up.
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <map>
#include <random>

#include "cli/commands/hunt_command.h"
#include "cli/exit_status.h"
#include "support/captured_output.h"
#include "support/read_file.h"
#include "support/temporary_folder.h"

namespace firstseen {
namespace {

namespace fs = std::filesystem;

struct Seed {
  std::string name;
  std::string bytes;
};

std::vector<Seed> seeds() {
  std::vector<Seed> all;
  for (const char* const folder : {"exports", "archives", "broken"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(FIRSTSEEN_SOURCE_DIR) / "testdata" / folder)) {
      all.push_back({entry.path().filename().string(), test::read_file(entry.path())});
    }
  }
  std::sort(all.begin(), all.end(), [](const Seed& a, const Seed& b) { return a.name < b.name; });
  return all;
}

// Bits turned, pieces taken out, doubled, moved, or of another file; or all from some place on gone.
std::string damaged(const std::vector<Seed>& all, std::size_t which, std::mt19937& random) {
  const auto below = [&](std::size_t bound) { return bound == 0 ? 0 : std::size_t{random()} % bound; };
  std::string bytes = all[which].bytes;
  for (std::size_t times = 1 + below(4); times > 0; --times) {
    const std::size_t at = below(bytes.size());
    const std::size_t size = std::min(bytes.size() - at, 1 + below(below(2) == 0 ? 8 : 600));
    switch (below(6)) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1U << below(8)));
        break;
      case 1: bytes.erase(at, size); break;
      case 2: bytes.insert(at, bytes.substr(at, size)); break;
      case 3: bytes.insert(below(bytes.size()), bytes.substr(at, size)); break;
      case 4: {
        const std::string& other = all[below(all.size())].bytes;
        bytes.insert(at, other.substr(below(other.size()), 1 + below(600)));
        break;
      }
      default: bytes.resize(at); break;
    }
  }
  return bytes;
}

void hunt_over_damaged_files(int count) {
  const auto all = seeds();
  CHECK(all.size() > 60);
  const test::TemporaryFolder folder;
  std::mt19937 random(20261124);
  std::map<int, int> ends;
  const test::CapturedOutput silence(STDERR_FILENO, "/dev/null");
  for (int i = 0; i < count; ++i) {
    const std::size_t which = std::size_t{random()} % all.size();
    cli::Options options;
    options.inputs = {folder.write(all[which].name, damaged(all, which, random))};
    options.outputs = {"ndjson=" + folder.path("findings")};
    options.quiet = true;
    options.threads = 1 + static_cast<unsigned>(i % 2);
    options.validate = random() % 3 == 0;
    options.no_prefilter = random() % 3 == 0;
    const int status = cli::commands::hunt_command(options);  // 4 when the ledger does not add up
    CAPTURE(i, all[which].name);
    REQUIRE((status == cli::kDone || status == cli::kNotRun || status == cli::kIncomplete));
    ++ends[status];
    fs::remove(options.inputs.front());
  }
  CHECK(ends[cli::kDone] > count / 10);
  CHECK(ends[cli::kIncomplete] > count / 10);
}

}  // namespace

TEST_CASE("damaged files: each ends with an exit status that is documented, and a ledger that adds up") {
  hunt_over_damaged_files(150);
}

TEST_CASE("damaged files: so do 5,000 of them", "[slow]") {
  hunt_over_damaged_files(5000);
}

}  // namespace firstseen
