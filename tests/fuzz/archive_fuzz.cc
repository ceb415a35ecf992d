// Compressed files and archives: any bytes as an input. The first byte says how large blocks are. Of every
// input:
//
//   - reading ends, within the bounds on what may come out of it;
//   - the input and every file in it are named, numbered in their order, and are opened, passed over or named
//     as unread; a member's name begins with that of its archive;
//   - every text is of a file that was opened;
//   - reading it again, in blocks of another size and by several threads, gives the same texts and reports.
#include <algorithm>

#include "fuzz/support/bytes.h"
#include "fuzz/support/input_documents.h"
#include "fuzz/support/memory_file.h"
#include "fuzz/support/promise.h"

namespace firstseen {
namespace {

constexpr ExpansionBounds kBounds{.ratio = 50, .free_bytes = 256 * 1024, .file_bytes = 128 * 1024};
constexpr std::uint64_t kMaxText = 4096;
constexpr std::uint64_t kSlack = 256 * 1024;  // how far apart the bound is looked at
constexpr std::uint32_t kMaxMembers = 200;

input::InputOptions options_of(std::uint64_t block_bytes) {
  return {
      .block_bytes = block_bytes, .max_document = kMaxText, .max_members = kMaxMembers, .expansion = kBounds};
}

std::string print(const archive::FileReports& reports) {
  std::string out;
  for (const auto& [id, report] : reports) {
    out += std::to_string(id.input) + "." + std::to_string(id.member) + " " + report.path;
    if (report.opened) out += ", opened";
    if (!report.passed_over.empty()) out += ", passed over: " + report.passed_over;
    if (report.error) out += ", error: " + report.error->message;
    out += '\n';
  }
  return out;
}

void check_reports(const fuzz::InputTexts& read, const std::string& path) {
  const auto own = read.reports.find(event::FileId{0, 0});
  fuzz::promise(own != read.reports.end() && own->second.path == path, "the input is named",
                print(read.reports));
  for (const auto& [id, report] : read.reports) {
    fuzz::promise(id.input == 0 && report.path.starts_with(path), "a member is named after its archive",
                  report.path);
    fuzz::promise(report.opened || report.error || !report.passed_over.empty() || read.reports.size() > 1,
                  "something became of every file", print(read.reports));
    if (report.error)
      fuzz::promise(!report.error->message.empty(), "an error says what is wrong", report.path);
  }
  for (const fuzz::FoundDocument& text : read.texts) {
    const auto of = read.reports.find(text.file);
    fuzz::promise(of != read.reports.end() && of->second.opened, "texts are of files that were opened",
                  print(read.reports));
  }
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  fuzz::Bytes bytes(fuzz::text_of(data, size));
  const std::uint64_t block_bytes = 64 * (1 + std::uint64_t{bytes.byte()});
  const fuzz::MemoryFile file(bytes.rest());
  const auto read = fuzz::input_documents(file.path(), options_of(1024 * 1024));
  check_reports(read, file.path());
  const std::uint64_t bound =
      std::max<std::uint64_t>(kBounds.free_bytes, kBounds.ratio * bytes.rest().size());
  fuzz::promise(read.bytes <= bound + kSlack, "what comes out is bounded", std::to_string(read.bytes));
  const auto again = fuzz::input_documents(file.path(), options_of(block_bytes), 2);
  fuzz::promise_same(print(read.reports), print(again.reports), "the same reports, however it is read");
  fuzz::promise_same(fuzz::print(read.texts, kMaxText), fuzz::print(again.texts, kMaxText),
                     "the same texts, however it is read", print(read.reports));
  return 0;
}
