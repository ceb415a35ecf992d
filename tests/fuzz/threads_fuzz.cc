// Hunts over files, by one thread and by many. The first bytes say how large blocks are; the rest is one
// file, or several with file separators (0x1c) between them. Of every input:
//
//   - one thread with large blocks, and one and four with small ones, give the same bytes: findings, counts,
//   problems
//     and rejected texts;
//   - the ledger adds up;
//   - findings are well-formed NDJSON, and as a table and as CSV hold no control character.
#include "fuzz/support/bytes.h"
#include "fuzz/support/memory_file.h"
#include "fuzz/support/prepared_hunt.h"
#include "fuzz/support/promise.h"
#include "json/document.h"
#include "support/hunting.h"

namespace firstseen {
namespace {

constexpr std::size_t kMaxFiles = 3;
constexpr std::uint64_t kMaxTextBytes = 2000;

const fuzz::PreparedHunt& prepared() {
  static const fuzz::PreparedHunt made(
      {*find_builtin_rule(kDefaultRule), fuzz::new_terms_rule("*", {"host.name"}),
       fuzz::new_terms_rule("destination.port: * or event.code: *", {"destination.port", "process.name"}),
       fuzz::new_terms_rule("x.*: *", {"x.y"})},
      false, kMaxTextBytes);
  return made;
}

void check_writers(const HuntResult& result, std::string_view text) {
  const std::string findings = test::written(result.findings, "ndjson");
  for (const std::string_view line : fuzz::pieces(findings, '\n', SIZE_MAX)) {
    if (!line.empty())
      fuzz::promise(json::parse_document(line).has_value(), "a finding is well-formed JSON", text);
  }
  fuzz::promise_printable(test::written(result.findings, "table"), "a table");
  std::string csv = test::written(result.findings, "csv");
  std::erase(csv, '\r');
  fuzz::promise_printable(csv, "CSV");
}

void check(const std::vector<std::string>& paths, std::uint64_t block_bytes, std::string_view text) {
  std::string rejects;
  const HuntResult result = prepared().run(paths, {}, rejects);
  fuzz::promise_adds_up(result.ledger);
  const std::string expected = fuzz::everything(result) + rejects;
  for (const fuzz::Pace pace : {fuzz::Pace{1, block_bytes}, fuzz::Pace{4, block_bytes}}) {
    const HuntResult other = prepared().run(paths, pace, rejects);
    fuzz::promise_same(expected, fuzz::everything(other) + rejects, "threads and blocks do not show", text);
  }
  check_writers(result, text);
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  fuzz::Bytes bytes(fuzz::text_of(data, size));
  const std::uint64_t block_bytes = 1 + 7 * std::uint64_t{bytes.byte()};
  std::vector<fuzz::MemoryFile> files;
  std::vector<std::string> paths;
  for (const std::string_view content : fuzz::pieces(bytes.rest(), fuzz::kFileSeparator, kMaxFiles)) {
    files.emplace_back(content);
    paths.push_back(files.back().path());
  }
  check(paths, block_bytes, bytes.rest());
  return 0;
}
