// Files into rows. The first bytes say how large blocks are, how long a row may be, and how many bytes a stream gives at
// a time; the rest is the file. Of every file that is a table:
//
//   - read in blocks of any size it has the same documents, with the same offsets and lines;
//   - documents are well-formed, follow each other, and begin with lines or after a line that was too long;
//   - without quotes they are what the plain twin reads;
//   - a hunt takes up as many documents, and its ledger adds up.
#include <algorithm>

#include "archive/decoded_stream.h"
#include "archive/file_kind.h"
#include "archive/table_head.h"
#include "fuzz/support/bytes.h"
#include "fuzz/support/input_documents.h"
#include "fuzz/support/memory_file.h"
#include "fuzz/support/prepared_hunt.h"
#include "fuzz/support/promise.h"
#include "input/stream_file.h"
#include "json/document.h"
#include "sources/known_columns.h"
#include "sources/tables/tables.h"
#include "support/slow_stream.h"
#include "support/table.h"
#include "text/utf8.h"

namespace firstseen {
namespace {

using fuzz::FoundDocument;

constexpr std::uint64_t kLarge = 1024 * 1024;

bool is_known(const std::vector<std::string>& names) {
  return names.front().starts_with("Time");
}

// Documents and gaps.
struct Found {
  std::vector<FoundDocument> documents;
  std::size_t gaps = 0;
  std::uint64_t flaws = 0;
};

Found streamed(std::string_view content, std::size_t at_a_time, std::uint64_t block_bytes,
               std::uint64_t max_document, const csv::KnownColumns& known) {
  input::StreamFile file(std::make_unique<test::SlowStream>(std::string(content), at_a_time), block_bytes,
                         max_document, known);
  fuzz::TextCollector collector;
  Found found;
  for (input::Block block; file.next(block);) {
    collector.add(block);
    found.gaps += block.gaps.size();
    for (const input::Block::Flaw& flaw : block.flaws) found.flaws += flaw.count;
  }
  found.documents = collector.take();
  return found;
}

std::string print(const Found& found, std::uint64_t max_document) {
  return fuzz::print(found.documents, max_document) + std::to_string(found.gaps) + " gaps, " +
         std::to_string(found.flaws) + " flaws";
}

void check_places(const std::vector<FoundDocument>& documents, std::string_view content, char line_end) {
  std::uint64_t next = 0;
  for (const FoundDocument& document : documents) {
    fuzz::promise(document.offset >= next && document.offset < content.size(), "rows follow each other",
                  content);
    next = document.offset + 1;
    const std::string_view before = content.substr(0, document.offset);
    const bool first = before.empty() || before == text::kByteOrderMark;  // rows may precede the header
    fuzz::promise(first || before.ends_with(line_end), "a row begins with a line", content);
    fuzz::promise(
        document.line == static_cast<std::uint64_t>(std::count(before.begin(), before.end(), line_end)),
        "a row's line is how many line ends precede it", content);
    // What was a line of JSON is read as it is.
    std::string_view line = content.substr(document.offset);
    if (line.starts_with(text::kByteOrderMark)) line.remove_prefix(text::kByteOrderMark.size());
    if (line.starts_with("{\"")) continue;
    fuzz::promise(json::parse_document(text::repair_utf8(document.bytes)).has_value(), "a row is a document",
                  document.bytes);
  }
}

void check_twin(const Found& found, std::string_view content, const csv::Header& header) {
  if (header.line_end != '\n' || header.begin != 0 || found.flaws > 0 || found.gaps > 0) return;
  // What the twin does not know: quotes and lines about the file, what Discover shows, and what is around values.
  for (const std::string_view other : {"\"", "#TYPE ", "sep=", "@timestamp", "[", "'", "\xef\xbb\xbf"}) {
    if (content.find(other) != std::string_view::npos) return;
  }
  if (content.find("Time", header.end) != std::string_view::npos) return;  // other columns may follow
  std::vector<test::PlainRow> rows = test::read_plainly(content, header.delimiter);
  std::vector<FoundDocument> expected;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string document = rows[i].document(header.names);
    const bool repeats = rows[i].cells == rows.front().cells;
    if (!document.empty() && !repeats) expected.push_back({{}, rows[i].offset, rows[i].line, document});
  }
  fuzz::promise(expected.size() == found.documents.size(), "the twin reads as many rows", content);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    fuzz::promise(
        expected[i].offset == found.documents[i].offset && expected[i].line == found.documents[i].line,
        "the twin reads the same rows", content);
    const auto wanted = json::parse_document(expected[i].bytes);
    const auto got = json::parse_document(found.documents[i].bytes);
    if (wanted && got)
      fuzz::promise_same(json::to_json(*wanted), json::to_json(*got), "the twin reads the same", content);
  }
}

void check_ledger(std::string_view content, std::size_t documents, std::uint64_t block_bytes) {
  static const fuzz::PreparedHunt prepared({fuzz::new_terms_rule("*", {"host.name"})}, false);
  const fuzz::MemoryFile file(content);
  std::string rejects;
  const HuntResult result = prepared.run({file.path()}, {2, block_bytes}, rejects);
  fuzz::promise_adds_up(result.ledger);
  fuzz::promise(result.ledger.documents() >= documents, "every row counts", rejects);
}

void check(std::string_view content, std::uint64_t block, std::uint64_t max_document, std::size_t at_a_time) {
  const auto header = archive::table_in(content, is_known);
  if (!header || archive::kind_of(content) != nullptr) return;
  const Found all = streamed(content, content.size() + 1, kLarge, kLarge, is_known);
  check_places(all.documents, content, header->line_end);
  check_twin(all, content, *header);
  for (const std::uint64_t bound : {kLarge, max_document}) {
    const Found whole = streamed(content, content.size() + 1, kLarge, bound, is_known);
    fuzz::promise_same(print(whole, bound),
                       print(streamed(content, at_a_time, block, bound, is_known), bound),
                       "a stream has the same rows", content);
  }
  static const csv::KnownColumns known = sources::known_columns(sources::tables::builtin_tables());
  if (archive::table_in(content, known))
    check_ledger(content, streamed(content, kLarge, kLarge, kLarge, known).documents.size(), block);
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  fuzz::Bytes bytes(fuzz::text_of(data, size));
  const std::uint64_t block = 1 + 3 * std::uint64_t{bytes.byte()};
  const std::uint64_t max_document = 8 + 8 * std::uint64_t{bytes.byte()};
  const std::size_t at_a_time = 1 + std::size_t{bytes.byte()};
  if (!archive::must_be_streamed(bytes.rest())) check(bytes.rest(), block, max_document, at_a_time);
  return 0;
}
