#include "prefilter/preimage.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <iterator>

#include "sources/convert.h"
#include "text/ascii.h"
#include "text/sort_unique.h"
#include "unicode/letter_case.h"

namespace firstseen::prefilter {
namespace {

constexpr std::size_t kMaxAccepted = 1000;  // per test

// How a converter may have changed the spelling of a value.
struct Spelling {
  bool any_case = false;
  bool spaces_became_dashes = false;
  bool between_dots = false;  // the value may be cut off at a dot
  bool any_base = false;      // a number may have been hexadecimal
};

// Returns how a converter changes spellings, or nullopt if its values do not determine the raw
// text.
std::optional<Spelling> spelling_of(sources::Preimage preimage) {
  switch (preimage) {
    case sources::Preimage::kVerbatim: return Spelling{};
    case sources::Preimage::kAnyCase: return Spelling{true};
    case sources::Preimage::kDashes: return Spelling{true, true};
    case sources::Preimage::kBetweenDots: return Spelling{false, false, true};
    case sources::Preimage::kAnyBase: return Spelling{false, false, false, true};
    case sources::Preimage::kAny:
    case sources::Preimage::kMap:
    case sources::Preimage::kMapRows:
    case sources::Preimage::kConstant: return std::nullopt;
  }
  return std::nullopt;
}

// Whether a character beyond ASCII becomes one of the text in lower case.
bool has_other_spelling(std::string_view lower) {
  return std::any_of(
      std::begin(unicode::kSpellingsOfAscii), std::end(unicode::kSpellingsOfAscii),
      [&](const auto& spelling) { return lower.find(spelling.lower) != std::string_view::npos; });
}

// Returns the literal of the same number in hexadecimal. REQUIRES: it is a whole number of 64 bits.
Literal hexadecimal(const std::string& number) {
  std::int64_t value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  std::array<char, 17> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  return {{digits.data(), end}, true, Boundary::kHex};
}

// Appends the literal of a value: the longest run in any of its pieces. Returns false if there is
// none.
bool add_literal(const AcceptedValue& value, const Spelling& spelling, std::vector<Literal>& out) {
  std::string best;
  for (std::string piece : value.pieces) {
    if (spelling.spaces_became_dashes) std::replace(piece.begin(), piece.end(), '-', ' ');
    const std::string_view run = longest_run(piece);
    if (run.size() > best.size()) best = run;
  }
  if (best.empty()) return false;
  const bool any_case = value.any_case || spelling.any_case;
  // The raw text may continue where the converter cut or replaced it, so the boundary is unknown.
  const bool cut_within_run = spelling.spaces_became_dashes || spelling.between_dots;
  if (any_case) best = text::lowered(best);
  out.push_back({best, any_case, cut_within_run ? Boundary::kNone : value.boundary,
                 value.any_spelling && has_other_spelling(best)});
  if (spelling.any_base && value.boundary == Boundary::kNumber)
    out.push_back(hexadecimal(value.pieces.front()));
  return true;
}

// Ids are digits that may come from numbers: 3.0.
Boundary boundary_of(std::string_view value) {
  const bool is_number = std::all_of(value.begin(), value.end(), [](char c) { return text::is_digit(c); });
  return is_number ? Boundary::kNumber : Boundary::kRun;
}

}  // namespace

bool is_run_character(char c) {
  return text::is_digit(c) || text::is_ascii_letter(c) || c == '_' || c == '.' || c == '-';
}

std::string_view longest_run(std::string_view text) {
  std::string_view longest;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_run_character(text[end])) ++end;
    if (end - begin > longest.size()) longest = text.substr(begin, end - begin);
    begin = end + 1;
  }
  return longest;
}

Preimages::Preimages(const std::vector<sources::SourceTable>& tables, const event::FieldSet& fields,
                     bool strict_ecs)
    : tables_(tables), fields_(fields), strict_ecs_(strict_ecs), event_(fields) {}

// Returns the accepted values if there are finitely many, or if they all contain known strings.
AcceptedValues Preimages::accepted_by(event::FieldSlot slot, const predicate::Test& test) const {
  const event::FieldType type = fields_[slot].type;
  const bool is_text = type == event::FieldType::kKeyword || type == event::FieldType::kText ||
                       type == event::FieldType::kUnknown;
  const bool by_unicode = fields_[slot].caseless;
  std::vector<AcceptedValue> all;
  if (const auto* const texts = std::get_if<predicate::Texts>(&test); texts != nullptr && is_text) {
    for (const std::string& value : texts->values)
      all.push_back({{value}, texts->caseless, by_unicode, boundary_of(value)});
  } else if (const auto* const wildcards = std::get_if<predicate::Wildcards>(&test);
             wildcards != nullptr && is_text) {
    for (const text::Wildcard& pattern : wildcards->patterns)
      all.push_back({pattern.literals(), pattern.caseless(), by_unicode, Boundary::kNone});
  } else if (const auto* const numbers = std::get_if<predicate::Numbers>(&test);
             numbers != nullptr && type == event::FieldType::kLong) {
    for (const auto& range : numbers->integers.ranges()) {
      if (range.first < 0 || static_cast<std::uint64_t>(range.last - range.first) >= kMaxAccepted)
        return std::nullopt;
      for (std::int64_t i = range.first; i <= range.last; ++i)
        all.push_back({{std::to_string(i)}, false, false, Boundary::kNumber});
    }
  } else if (const auto* const analysed = std::get_if<predicate::Analysed>(&test);
             analysed != nullptr && is_text) {
    if (!analysed->ranges.empty()) return std::nullopt;
    // The words of a script are of ASCII characters only.
    const bool any_spelling = analysed->analyzer != event::Analyzer::kScript;
    for (const std::string& word : analysed->words)
      all.push_back({{word}, true, any_spelling, Boundary::kNone});
    for (const auto& phrase : analysed->phrases) all.push_back({phrase, true, any_spelling, Boundary::kNone});
    for (const text::Wildcard& pattern : analysed->patterns)
      all.push_back({pattern.literals(), true, any_spelling, Boundary::kNone});
  } else {
    return std::nullopt;
  }
  if (all.size() > kMaxAccepted) return std::nullopt;
  return all;
}

// Whether a field with these values passes the test.
bool Preimages::passes(const std::vector<std::string>& texts, const TestContext& context) {
  event_.clear();
  sources::Conversion conversion(event_);
  sources::Mapping constant;
  constant.map = sources::ValueMap{{}, sources::ValueMap::Otherwise::kAbsent, texts};
  sources::convert_constant(constant, fields_[context.slot].type, conversion);
  event_.set(context.slot, conversion.values);
  const bool passed = context.program.matches(event_);
  event_.set(context.slot, {});
  return passed;
}

// Appends the literals of the raw values that the map turns into accepted values, or lets through
// unchanged. Returns false if any raw value may be accepted.
bool Preimages::add_map(const sources::Mapping& mapping, const TestContext& context,
                        std::vector<Literal>& out) {
  for (const sources::ValueMap::Row& row : mapping.map->rows) {
    if (!passes(row.to, context)) continue;
    if (!add_literal({{row.from}, true, false, boundary_of(row.from)}, {}, out)) return false;
  }
  if (mapping.converter->preimage == sources::Preimage::kMapRows) return true;
  switch (mapping.map->otherwise) {
    case sources::ValueMap::Otherwise::kAbsent: return true;
    case sources::ValueMap::Otherwise::kFallback: return !passes(mapping.map->fallback, context);
    case sources::ValueMap::Otherwise::kVerbatim:
    case sources::ValueMap::Otherwise::kLowercase: break;
  }
  if (!context.accepted) return false;
  const Spelling spelling{mapping.map->otherwise == sources::ValueMap::Otherwise::kLowercase};
  return std::all_of(context.accepted->begin(), context.accepted->end(),
                     [&](const AcceptedValue& value) { return add_literal(value, spelling, out); });
}

// Appends the literals of the raw values from which the row makes an accepted value. Returns false
// if any raw value may be accepted.
bool Preimages::add_row(const sources::Mapping& mapping, const TestContext& context,
                        std::vector<Literal>& out) {
  const sources::Preimage preimage = mapping.converter->preimage;
  if (preimage == sources::Preimage::kConstant) return !passes(mapping.map->fallback, context);
  if (preimage == sources::Preimage::kMap || preimage == sources::Preimage::kMapRows)
    return add_map(mapping, context, out);
  const auto spelling = spelling_of(preimage);
  if (!spelling || !context.accepted) return false;
  return std::all_of(context.accepted->begin(), context.accepted->end(),
                     [&](const AcceptedValue& value) { return add_literal(value, *spelling, out); });
}

Requirement Preimages::of(event::FieldSlot slot, const predicate::Test& test) {
  const event::Field& field = fields_[slot];
  if (field.scope == event::FieldScope::kPattern || field.base.find('*') != std::string::npos)
    return std::nullopt;
  const TestContext context{slot, program::Program::program_from(predicate::Predicate::of(slot, test)),
                            accepted_by(slot, test)};
  // The row that reads an ECS document's field at its own path.
  sources::Mapping own;
  own.converter = "ecs";
  std::vector<Literal> literals;
  for (const sources::SourceTable& table : tables_) {
    if (table.control) continue;
    bool has_rows = false;
    for (const sources::Mapping& mapping : table.mappings) {
      const bool is_read = field.scope == event::FieldScope::kExact && mapping.path_of(field.base) &&
                           !(strict_ecs_ && mapping.derived);
      if (!is_read) continue;
      has_rows = true;
      if (!add_row(mapping, context, literals)) return std::nullopt;
    }
    if (table.ecs && !has_rows && !add_row(own, context, literals)) return std::nullopt;
  }
  text::sort_unique(literals);
  return literals;
}

}  // namespace firstseen::prefilter
