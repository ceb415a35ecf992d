#include "fuzz/support/promise.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "json/writer.h"

namespace firstseen::fuzz {
namespace {

constexpr std::size_t kShownBytes = 2000;

// On one line, whatever is in it.
std::string shown(std::string_view text) {
  std::string out;
  json::append_string(out, text.substr(0, kShownBytes));
  if (text.size() > kShownBytes) out += " …";
  return out;
}

[[noreturn]] void break_off(const std::string& message) {
  std::fprintf(stderr, "broken promise: %s\n", message.c_str());
  std::abort();
}

std::string_view line_at(std::string_view text, std::size_t begin) {
  return text.substr(begin, text.find('\n', begin) - begin);
}

std::string counts_of(const Ledger& ledger) {
  return "texts " + std::to_string(ledger.documents()) + " of " + std::to_string(ledger.begun_documents) +
         ", records " + std::to_string(ledger.records()) + " of " + std::to_string(ledger.begun_records);
}

}  // namespace

void promise(bool holds, std::string_view what, std::string_view detail) {
  if (!holds) break_off(std::string(what) + "\n  in " + shown(detail));
}

void promise_same(std::string_view expected, std::string_view got, std::string_view what,
                  std::string_view detail) {
  if (expected == got) return;
  const auto at = static_cast<std::size_t>(
      std::mismatch(expected.begin(), expected.end(), got.begin(), got.end()).first - expected.begin());
  const std::size_t newline = at == 0 ? std::string_view::npos : expected.rfind('\n', at - 1);
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  break_off(std::string(what) + "\n  expected " + shown(line_at(expected, begin)) + "\n  got      " +
            shown(line_at(got, begin)) + "\n  in " + shown(detail));
}

void promise_adds_up(const Ledger& ledger) {
  promise(ledger.adds_up(), "the ledger adds up", counts_of(ledger));
  std::uint64_t known = 0;
  for (const auto& [source, count] : ledger.sources) known += count;
  const auto rejected = [&](Reject reason) { return ledger.rejected[static_cast<std::size_t>(reason)]; };
  const std::uint64_t of_records =
      ledger.matched + ledger.not_matched + rejected(Reject::kNoTime) + rejected(Reject::kTooManyTerms);
  promise(known == of_records, "every record of known shape has a source", counts_of(ledger));
}

void promise_printable(std::string_view text, std::string_view what) {
  const bool harmless = std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\n' || (byte >= 0x20 && byte != 0x7f);
  });
  promise(harmless, std::string(what) + " is safe for a terminal", text);
}

void promise_place(const Error& error, std::string_view text) {
  promise(!error.message.empty(), "an error says what is wrong", text);
  promise_printable(to_text(error), "an error");
  const SourceSpot& spot = error.spot;
  if (spot.line == 0) return;
  std::size_t begin = 0;
  for (std::size_t line = 1; line < spot.line && begin != std::string_view::npos; ++line) {
    begin = text.find('\n', begin);
    if (begin != std::string_view::npos) ++begin;
  }
  promise(begin != std::string_view::npos, "the line of an error is in the text", text);
  std::string_view line = line_at(text, begin);
  promise(spot.column >= 1 && spot.column <= line.size() + 1, "the column of an error is in its line", text);
  const std::size_t left = line.size() + 1 - spot.column;
  promise(spot.length >= 1 && spot.length <= std::max<std::size_t>(left, 1),
          "an error underlines what is there", text);
  if (line.ends_with('\r')) line.remove_suffix(1);
  promise_same(line, spot.text, "an error shows its line", text);
}

}  // namespace firstseen::fuzz
