// Files into record texts. The first bytes say how large blocks are, how long a text may be, and how many
// bytes a stream gives at a time; the rest is the file. Of every file:
//
//   - read by ranges or as a stream, in blocks of any size, by one thread or several, it has the same texts,
//     with the same offsets and lines, for any bound on their length;
//   - of lines, these are what lies between newlines, with or without a carriage return; of documents,
//     between two texts there is nothing but white space, commas, square brackets, byte order marks, NUL, RS and the
//     brackets of a damaged element behind that of an array;
//   - of one well-formed JSON array, the texts are its elements as a parser finds them;
//   - the line of a text is how many newlines precede it;
//   - a hunt takes up as many texts, or more where several documents are on a line, and its ledger adds up.
//
// Strings between three quotes are made strings of JSON, so that such texts are not those of the file.
#include <algorithm>

#include "archive/decoded_stream.h"
#include "archive/file_kind.h"
#include "fuzz/support/bytes.h"
#include "fuzz/support/input_documents.h"
#include "fuzz/support/memory_file.h"
#include "fuzz/support/prepared_hunt.h"
#include "fuzz/support/promise.h"
#include "input/layout.h"
#include "input/stream_file.h"
#include "json/document.h"
#include "support/slow_stream.h"
#include "text/line_ends.h"
#include "text/utf8.h"

namespace firstseen {
namespace {

using fuzz::FoundDocument;

constexpr std::uint64_t kLargeBlock = 1024 * 1024;
constexpr std::string_view kBetweenTexts(" \t\r\n,[]}\f\x1e\0", 11);
std::vector<FoundDocument> streamed(std::string_view content, std::size_t at_a_time,
                                    std::uint64_t block_bytes, std::uint64_t max_document) {
  input::StreamFile file(std::make_unique<test::SlowStream>(std::string(content), at_a_time), block_bytes,
                         max_document);
  fuzz::TextCollector collector;
  for (input::Block block; file.next(block);) collector.add(block);
  return collector.take();
}

std::vector<FoundDocument> plain_lines(std::string_view content) {
  std::vector<FoundDocument> texts;
  for (const std::string_view line : fuzz::pieces(content, '\n', SIZE_MAX)) {
    if (line.data() == content.data() + content.size()) break;
    const std::string_view text = line.substr(0, line.size() - (line.ends_with('\r') ? 1 : 0));
    texts.push_back(
        {{}, static_cast<std::uint64_t>(line.data() - content.data()), texts.size(), std::string(text)});
  }
  return texts;
}

bool holds_no_document(std::string_view between) {
  while (true) {
    between.remove_prefix(std::min(between.find_first_not_of(kBetweenTexts), between.size()));
    if (!between.starts_with(text::kByteOrderMark)) return between.empty();
    between.remove_prefix(text::kByteOrderMark.size());
  }
}

void check_places(const std::vector<FoundDocument>& texts, std::string_view content) {
  std::size_t end = 0;
  std::uint64_t lines = 0;
  for (const FoundDocument& text : texts) {
    fuzz::promise(text.offset >= end && text.offset + text.bytes.size() <= content.size(),
                  "texts follow each other", content);
    fuzz::promise_same(content.substr(text.offset, text.bytes.size()), text.bytes,
                       "a text stands at its offset", content);
    const std::string_view between = content.substr(end, text.offset - end);
    lines += static_cast<std::uint64_t>(std::count(between.begin(), between.end(), '\n'));
    fuzz::promise(text.line == lines, "a text's line is how many newlines precede it", content);
    fuzz::promise(holds_no_document(between), "nothing is lost between texts", content);
    lines += static_cast<std::uint64_t>(std::count(text.bytes.begin(), text.bytes.end(), '\n'));
    end = text.offset + text.bytes.size();
  }
  fuzz::promise(holds_no_document(content.substr(end)), "nothing is lost behind the last text", content);
}

// Of a file that is one well-formed document, what a parser finds in it.
void check_document(const std::vector<FoundDocument>& texts, std::string_view content) {
  const auto document = json::parse_document(content);
  if (!document) return;
  const std::vector<config::Node> expected =
      document->is(config::Node::Kind::kArray) ? document->items : std::vector{*document};
  fuzz::promise(texts.size() == expected.size(), "every element of an array is a text", content);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto got = json::parse_document(texts[i].bytes);
    fuzz::promise(got.has_value(), "a text is a whole element", texts[i].bytes);
    fuzz::promise_same(json::to_json(expected[i]), json::to_json(*got), "a text is the element", content);
  }
}

void check_ledger(const std::string& path, std::size_t texts, std::uint64_t block_bytes) {
  static const fuzz::PreparedHunt prepared({fuzz::new_terms_rule("*", {"host.name"})}, false);
  std::string rejects;
  const HuntResult result = prepared.run({path}, {2, block_bytes}, rejects);
  fuzz::promise_adds_up(result.ledger);
  fuzz::promise(result.ledger.documents() >= texts, "every text counts", rejects);
}

struct Sizes {
  std::uint64_t block;
  std::uint64_t max_document;
  std::size_t at_a_time;
};

void check(std::string_view content, const Sizes& sizes) {
  std::vector<std::uint32_t> ends;
  text::add_line_ends(content, ends);
  const bool lines = input::layout_of(content) == input::Layout::kLines &&
                     !input::first_open_line(content, ends, kLargeBlock);
  const std::vector<FoundDocument> all = streamed(content, content.size() + 1, kLargeBlock, kLargeBlock);
  const bool literals = content.find("\"\"\"") != std::string_view::npos;
  if (!literals) check_places(all, content);
  if (!lines) check_document(all, content);
  if (lines)
    fuzz::promise_same(fuzz::print(plain_lines(content), kLargeBlock), fuzz::print(all, kLargeBlock),
                       "texts are what lies between newlines", content);
  for (const std::uint64_t max_document : {kLargeBlock, sizes.max_document}) {
    const auto whole =
        fuzz::print(streamed(content, content.size() + 1, kLargeBlock, max_document), max_document);
    const auto expect = [&](const std::vector<FoundDocument>& texts, std::string_view what) {
      fuzz::promise_same(whole, fuzz::print(texts, max_document), what, content);
    };
    expect(streamed(content, sizes.at_a_time, sizes.block, max_document), "a stream has the same texts");
    const fuzz::MemoryFile file(content);
    for (const unsigned threads : {1U, 3U})
      expect(fuzz::input_documents(file.path(), {.block_bytes = sizes.block, .max_document = max_document},
                                   threads)
                 .texts,
             "a file has the same texts");
  }
  const fuzz::MemoryFile file(content);
  check_ledger(file.path(), all.size(), sizes.block);
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  fuzz::Bytes bytes(fuzz::text_of(data, size));
  const Sizes sizes{1 + 3 * std::uint64_t{bytes.byte()}, 8 * std::uint64_t{bytes.byte()},
                    1 + std::size_t{bytes.byte()}};
  // What is compressed, an archive or UTF-16, and tables are for other targets; what is no export has no texts.
  const bool is_table = input::layout_of(bytes.rest()) == input::Layout::kRows;
  const bool is_export = archive::kind_of(bytes.rest()) == nullptr;
  if (!archive::must_be_streamed(bytes.rest()) && is_export && !is_table) check(bytes.rest(), sizes);
  return 0;
}
