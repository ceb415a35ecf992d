// The prefilter against reading everything. Of every text:
//
//   - for no rule that one of its lines, or the whole, matches does the scan pass it over;
//   - a hunt over it, beyond the texts that are sampled, finds the same with the prefilter and without it, in
//   small
//     blocks, and counts the same texts;
//   - the ledger adds up.
#include "fuzz/support/bytes.h"
#include "fuzz/support/memory_file.h"
#include "fuzz/support/prepared_hunt.h"
#include "fuzz/support/promise.h"
#include "json/reader.h"
#include "sources/tables/tables.h"
#include "support/prefilter_twin.h"

namespace firstseen {
namespace {

constexpr std::size_t kMaxLines = 16;

// Both ways to learn what a text may match.
class Texts {
 public:
  Texts()
      : scanned_(test::rules_with_literals()),
        normalizer_(sources::tables::builtin_tables(), scanned_.rules.fields, scanned_.rules.needed, {}),
        reader_(scanned_.rules, normalizer_),
        scanner_(*scanned_.literals) {}

  void check(std::string_view text) {
    const std::vector<bool>& matched = reader_.read(text);
    std::string padded(text);
    padded.resize(text.size() + json::kPadding);
    const auto& hits = scanner_.scan(std::string_view(padded).substr(0, text.size()));
    for (std::size_t rule = 0; rule < matched.size(); ++rule) {
      if (matched[rule])
        fuzz::promise(scanned_.lets_through(hits, rule),
                      "no match is passed over for " + scanned_.rules.rules[rule].rule.query, text);
    }
  }

 private:
  test::ScannedRules scanned_;
  sources::Normalizer normalizer_;
  test::MatchReader reader_;
  prefilter::Scanner scanner_;
};

// Among more blank lines than are sampled.
void check_hunts(std::string_view text) {
  static const std::vector<Rule> rules = {
      *find_builtin_rule(kDefaultRule), *find_builtin_rule("rare-smb-to-internet-wide"),
      fuzz::new_terms_rule("process.name: svchost.exe or user.name: alice", {"user.name"})};
  static const fuzz::PreparedHunt with(rules, true);
  static const fuzz::PreparedHunt without(rules, false);
  const std::string blank(input::kSampledDocuments + 1, '\n');
  const fuzz::MemoryFile file(blank + std::string(text) + "\n" + blank);
  std::string rejects;
  const HuntResult expected = without.run({file.path()}, {}, rejects);
  fuzz::promise_adds_up(expected.ledger);
  const std::uint64_t block_bytes = 16 + fuzz::random_of(text)() % 1024;
  const HuntResult result = with.run({file.path()}, {1, block_bytes}, rejects);
  fuzz::promise_adds_up(result.ledger);
  fuzz::promise_same(fuzz::found(expected), fuzz::found(result), "the prefilter does not show", text);
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  static Texts texts;
  const std::string_view text = fuzz::text_of(data, size);
  texts.check(text);
  for (const std::string_view line : fuzz::pieces(text, '\n', kMaxLines)) texts.check(line);
  check_hunts(text);
  return 0;
}
