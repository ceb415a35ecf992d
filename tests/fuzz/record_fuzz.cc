// One record text through the tables of every source, with and without what firstseen derives. Of every text:
//
//   - reading it again, and with other bytes behind it in memory, gives the same documents and counts;
//   - a text that is well-formed in every byte gives the same documents whether every byte is checked or not;
//   - its documents, normalized again, are all of them events, and themselves where they are taken for the
//     same source; what they become otherwise stays as it is;
//   - the ledger adds up.
#include <algorithm>
#include <array>
#include <memory>

#include "fuzz/support/bytes.h"
#include "fuzz/support/documents.h"
#include "fuzz/support/promise.h"

namespace firstseen {
namespace {

using fuzz::DocumentMaker;
using fuzz::Documents;

std::string counts(const Ledger& ledger) {
  std::string out = std::to_string(ledger.blank) + " blank, " + std::to_string(ledger.control) +
                    " control, " + std::to_string(ledger.malformed) + " malformed, " +
                    std::to_string(ledger.parsed) + " parsed, " + std::to_string(ledger.not_matched) +
                    " events, " + std::to_string(ledger.unknown_shape) + " unknown";
  for (const std::uint64_t count : ledger.rejected) out += " " + std::to_string(count);
  for (const auto& [source, count] : ledger.sources) out += ", " + source + " " + std::to_string(count);
  return out;
}

std::string everything(const Documents& documents) {
  return documents.lines + documents.malformed + counts(documents.ledger);
}

// Each line, normalized.
Documents again(const DocumentMaker& maker, std::string_view lines) {
  Documents all;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const Documents one = maker.make(lines.substr(0, end));
    all.lines += one.lines;
    all.ledger.add(one.ledger);
    lines.remove_prefix(end + 1);
  }
  return all;
}

// The makers for one way to read.
struct Way {
  explicit Way(const sources::NormalizerOptions& options)
      : maker(options), validating(options, validation()), unforced({{}, {}, options.strict_ecs, {}}) {}

  static ReadRequest validation() {
    ReadRequest request;
    request.validate = true;
    return request;
  }

  void check(std::string_view text, std::string_view behind) const {
    const Documents documents = maker.make(text);
    fuzz::promise_adds_up(documents.ledger);
    for (const char c : behind)
      fuzz::promise_same(everything(documents), everything(maker.make(text, c)),
                         "what is read does not depend on what follows", text);
    const Documents valid = validating.make(text);
    if (valid.malformed.empty())
      fuzz::promise_same(everything(documents), everything(valid), "checking every byte changes nothing",
                         text);
    const Documents twice = again(unforced, documents.lines);
    // A record that tables of several sources know has a document for each.
    const auto lines =
        static_cast<std::uint64_t>(std::count(documents.lines.begin(), documents.lines.end(), '\n'));
    fuzz::promise(lines >= documents.ledger.not_matched, "every event has a document", text);
    fuzz::promise(twice.ledger.records() == lines && twice.ledger.not_matched == lines,
                  "every document is an event", text);
    if (twice.ledger.sources == documents.ledger.sources)
      fuzz::promise_same(documents.lines, twice.lines, "a document normalizes to itself", text);
    fuzz::promise_same(twice.lines, again(unforced, twice.lines).lines, "so does what it normalizes to",
                       text);
  }

  DocumentMaker maker;
  DocumentMaker validating;
  DocumentMaker unforced;
};

std::unique_ptr<Way> way(std::string_view source, bool strict_ecs) {
  return std::make_unique<Way>(sources::NormalizerOptions{source, {}, strict_ecs, {}});
}

// As records are recognised, and as one of the sources alone, which the text decides.
void check(std::string_view text) {
  static const auto recognised = way({}, false);
  static const auto strict = way({}, true);
  static const std::array forced{way("sysmon", false), way("elastic-defend", false),
                                 way("m365-defender", false), way("sentinelone", false),
                                 way("endgame", false)};
  recognised->check(text, "\"}0");
  strict->check(text, "]");
  forced[fuzz::random_of(text)() % forced.size()]->check(text, "{");
}

}  // namespace
}  // namespace firstseen

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  firstseen::check(firstseen::fuzz::text_of(data, size));
  return 0;
}
