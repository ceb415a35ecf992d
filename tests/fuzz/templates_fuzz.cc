// Lines as documents, read one after another. The first byte chooses whether names have patterns, whether another line
// follows a document in memory, and which bytes. Of all lines, twice over so that templates have learnt
// the first round:
//
//   - a reader with templates, in either form, passes on what one without them does.
#include "fuzz/support/bytes.h"
#include "fuzz/support/promise.h"
#include "support/read_text.h"

namespace firstseen {
namespace {

constexpr std::size_t kMaxLines = 64;

const test::ReadTables& tables(bool patterns) {
  static const test::ReadTables with(true);
  static const test::ReadTables without(false);
  return patterns ? with : without;
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstseen;
  fuzz::Bytes bytes(fuzz::text_of(data, size));
  const std::uint8_t choice = bytes.byte();
  const test::ReadTables& read = tables(choice % 2 == 0);
  test::ReadText walked(read, json::Templating::kNone);
  test::ReadText plain(read, json::Templating::kPlain);
  test::ReadText fastest(read, json::Templating::kFastest);
  for (int round = 0; round < 2; ++round) {
    for (const std::string_view line : fuzz::pieces(bytes.rest(), '\n', kMaxLines)) {
      std::string text(line);
      text.append(json::kPadding, static_cast<char>(choice));
      const std::string_view document = std::string_view(text).substr(0, line.size());
      const std::string expected = walked.read(document);
      const std::string lines = choice % 4 >= 2 ? std::string(line) + '\n' + text : text;
      const std::string_view first = std::string_view(lines).substr(0, line.size());
      fuzz::promise(plain.read(first) == expected, "plain templates read as the walk does", line);
      fuzz::promise(fastest.read(first) == expected, "vectorised templates read as the walk does", line);
    }
  }
  return 0;
}
