#include "support/kql/random.h"

#include <iterator>

#include "support/words_twin.h"

namespace firstseen::kql {
namespace {

using Texts = std::vector<std::string_view>;

const Texts kFields{"host.name",
                    "process.args",
                    "process.name.caseless",
                    "process.name.text",
                    "process.pid",
                    "destination.port",
                    "event.risk_score",
                    "process.code_signature.trusted",
                    "source.ip",
                    "destination.ip",
                    "@timestamp",
                    "message",
                    "powershell.file.script_block_text",
                    "x.y",
                    "winlog.event_data.A"};
const Texts kPatterns{"source.*", "*.ip", "x*", "*", "powershell.*"};
const Texts kObjects{"dns.answers", "process.parent"};
const Texts kNestedFields{"type", "ttl", "name", "x", "ty*", "*"};
const Texts kRoots{"dns.answers", "a"};

const Texts kPlain{"a",           "b",   "ab",        "A",       "aB",    "\"a\"",      "\"a b\"", "a b",
                   "\"B a\"",     "x.y", "445",       "\"445\"", "445.0", "4.45e2",     "\"a*\"",  "a?",
                   "true",        "4",   "\"\"",      "\"--\"",  "a_b",   "\"o'neil\"", "\\and",   "1e5",
                   "\"\\u0061\"", "É",   "\"é “b”\"", "\"b-a\"", "ı İ"};
const Texts kStarred{"a*", "*b", "*a*b*", "A*", "*4*", "a*b", "**", "*_*", "a \\**", "É*", "*-*"};
const Texts kLongs{"4",
                   "445",
                   "\"445\"",
                   "445.0",
                   "4.5",
                   "0445",
                   "4.45e2",
                   "-1",
                   "139",
                   "9223372036854775807",
                   "9223372036854775808",
                   "1e30"};
const Texts kDoubles{"4", "4.5", "-0.0", "0", "445.0", "\"1e2\"", "100"};
const Texts kBooleans{"true", "false", "\"true\""};
const Texts kNetworks{"10.0.0.0/8",  "10.0.0.1",      "172.16.0.0/12",           "192.168.0.0/16",
                      "\"::1\"",     "\"FE80::/10\"", "\"::ffff:10.0.0.0/104\"", "0.0.0.0/0",
                      "\"10.0.0.2\""};
const Texts kAddresses{"10.0.0.1", "10.0.0.2", "\"::1\"", "\"fe80::1\"", "\"::\"", "255.255.255.255"};
const Texts kDates{"2026",
                   "2026-03",
                   "2026-03-01",
                   "\"2026-03-01T10\"",
                   "\"2026-03-01T10:30\"",
                   "\"2026-03-01T10:30:00Z\"",
                   "\"2026-03-01T10:30:00.123Z\"",
                   "\"2026-03-01T12:30:00+02:00\"",
                   "1772361000123"};

const Texts kTextValues{"a",  "b",      "ab",  "A",  "aB",  "B a",   "a b", "",    "a*",  "445",   "x a_b",
                        "--", "o'neil", "and", "a?", "x.y", "É “B”", "a–é", "b-a", "İ ı", "\u212a"};
const Texts kUnknownValues{"a",   "b",    "445", "445.0", "0445", "1e5", "100000",
                           "4.5", "true", "ab",  "",      "-1",   "A"};
const std::vector<std::int64_t> kLongValues{4, 445, 139, -1, 5, INT64_MAX, INT64_MIN, 0};
const std::vector<double> kDoubleValues{4, 4.5, 0.0, -0.0, 445, 100, 1e30};
const Texts kIpValues{"10.0.0.1", "10.0.0.2", "172.20.0.1", "8.8.8.8",
                      "::1",      "fe80::1",  "::",         "255.255.255.255"};
const Texts kTimeValues{"2026-03-01T10:30:00Z",      "2026-03-01T10:30:00.123Z",
                        "2026-03-01T10:30:00.1239Z", "2026-03-01T23:59:59.999999Z",
                        "2025-12-31T23:59:59Z",      "2026-02-28T00:00:00Z"};

event::FieldType literal_type(std::string_view field) {
  if (field == "ttl") return event::FieldType::kLong;
  return field.find('*') != std::string_view::npos ? event::FieldType::kUnknown : event::field_type(field);
}

}  // namespace

std::string RandomQuery::keyword(std::string_view word) {
  std::string out = " ";
  for (const char c : word) out += chance(20) ? static_cast<char>(c - 'a' + 'A') : c;
  return out + " ";
}

std::string_view RandomQuery::field_name(bool nested) {
  if (nested) return pick(kNestedFields);
  return chance(20) ? pick(kPatterns) : pick(kFields);
}

std::string RandomQuery::literal(std::string_view field) {
  if (chance(8)) return "*";
  switch (literal_type(field)) {
    case event::FieldType::kLong: return std::string(pick(kLongs));
    case event::FieldType::kDouble: return std::string(pick(kDoubles));
    case event::FieldType::kBoolean: return std::string(pick(kBooleans));
    case event::FieldType::kIp: return std::string(pick(kNetworks));
    case event::FieldType::kDate: return std::string(pick(kDates));
    default: break;
  }
  if (chance(25)) return std::string(pick(kStarred));
  const bool any_type = field.find('*') != std::string_view::npos;
  if (any_type && chance(30)) return std::string(pick(kNetworks));
  if (any_type && chance(20)) return std::string(pick(kDates));
  return std::string(pick(kPlain));
}

std::string RandomQuery::values(int depth, std::string_view field) {
  std::string out;
  for (auto i = 1 + random_() % 3; i > 0; --i) {
    if (chance(25)) out += chance(50) ? "not " : "NOT ";
    out += depth < 2 && chance(20) ? "(" + values(depth + 1, field) + ")" : literal(field);
    if (i > 1) out += keyword(chance(75) ? "or" : "and");
  }
  return out;
}

std::string RandomQuery::test(bool nested) {
  if (!nested && chance(4)) return std::string(pick(kObjects)) + ":*";
  if (chance(5)) return std::string(chance(70) ? pick(kPlain) : pick(kStarred));
  const std::string_view field = field_name(nested);
  const event::FieldType type = literal_type(field);
  if (type != event::FieldType::kBoolean && chance(20)) {
    std::string bound = type == event::FieldType::kIp ? std::string(pick(kAddresses)) : literal(field);
    if (bound.find('*') != std::string::npos) bound = "\"b\"";
    if (type == event::FieldType::kLong || type == event::FieldType::kDouble) bound = pick(kLongs);
    if (type == event::FieldType::kDate) bound = pick(kDates);
    return std::string(field) + std::string(pick({"<", "<=", " > ", ">= "})) + bound;
  }
  if (chance(30)) return std::string(field) + ":(" + values(0, field) + ")";
  return std::string(field) + (chance(20) ? " : " : ":") + literal(field);
}

std::string RandomQuery::query(int depth, bool nested) {
  std::string out;
  for (auto i = 1 + random_() % 3; i > 0; --i) {
    if (chance(25)) out += "not ";
    if (depth < 3 && chance(30)) {
      out += "(" + query(depth + 1, nested) + ")";
    } else if (depth < 3 && chance(12)) {
      out += std::string(pick(kRoots)) + ":{ " + query(depth + 1, true) + " }";
    } else {
      out += test(nested);
    }
    if (i > 1) out += keyword(chance(50) ? "or" : "and");
  }
  return out;
}

// One of the words as a value of the type, if it can be one.
std::optional<event::Value> RandomEvent::word_of(event::FieldType type) {
  if (words_.empty() || random_() % 2 == 0) return std::nullopt;
  const std::string& word = words_[random_() % words_.size()];
  switch (type) {
    case event::FieldType::kKeyword:
    case event::FieldType::kText:
    case event::FieldType::kUnknown: return event::Value::of_text(word, type);
    case event::FieldType::kLong: {
      const bool number =
          !word.empty() && word.size() < 10 && word.find_first_not_of("0123456789") == std::string::npos;
      return number ? std::optional(event::Value::of_integer(std::stoll(word))) : std::nullopt;
    }
    case event::FieldType::kIp: {
      const auto network = Cidr::parse(word);
      return network ? std::optional(event::Value::of_ip(random_() % 2 == 0 ? network->first : network->last))
                     : std::nullopt;
    }
    default: return std::nullopt;
  }
}

event::Value RandomEvent::value_of(event::FieldType type) {
  if (const auto word = word_of(type)) return *word;
  const auto pick = [this](const auto& from) { return from[random_() % from.size()]; };
  switch (type) {
    case event::FieldType::kLong: return event::Value::of_integer(pick(kLongValues));
    case event::FieldType::kDouble: return event::Value::of_number(pick(kDoubleValues));
    case event::FieldType::kBoolean: return event::Value::of_boolean(random_() % 2 == 0);
    case event::FieldType::kIp: return event::Value::of_ip(IpAddress::parse(pick(kIpValues)).value());
    case event::FieldType::kDate:
      return event::Value::of_time(parse_iso_time(pick(kTimeValues)).value().time);
    case event::FieldType::kUnknown: {
      event::Value value = event::Value::of_text(pick(kUnknownValues), type);
      value.bare = random_() % 2 == 0;
      return value;
    }
    default: return event::Value::of_text(pick(kTextValues), type);
  }
}

void RandomEvent::fill(event::FieldSlot slot) {
  constexpr event::FieldType kTypes[] = {event::FieldType::kKeyword, event::FieldType::kText,
                                         event::FieldType::kLong,    event::FieldType::kDouble,
                                         event::FieldType::kBoolean, event::FieldType::kIp,
                                         event::FieldType::kDate,    event::FieldType::kUnknown};
  const event::Field& field = fields_[slot];
  if (field.type == event::FieldType::kObject) return;
  const bool pattern = field.name.find('*') != std::string::npos;
  const bool nested = field.scope == event::FieldScope::kNested;
  const std::size_t elements = nested ? event_.element_count(field.nested_root) : 1;
  std::vector<event::Value>& values = values_.emplace_back();
  for (auto count = elements == 0 ? 0 : random_() % (nested ? 5 : 4); count > 0; --count) {
    event::Value value = value_of(pattern ? kTypes[random_() % std::size(kTypes)] : field.type);
    // A multi-field has the values of its keyword.
    if (field.type == event::FieldType::kText && random_() % 4 == 0) value.type = event::FieldType::kKeyword;
    if (field.caseless) value.text = lowered_.emplace_back(test::lower_of(value.text));
    const bool any_analyzer = pattern && (field.name == "*" || field.name == "powershell.*");
    if (any_analyzer && random_() % 2 == 0) value.analyzer = event::Analyzer::kScript;
    if (nested) value.element = static_cast<std::uint32_t>(random_() % elements);
    values.push_back(value);
  }
  event_.set(slot, values);
}

const event::NetworkEvent& RandomEvent::next() {
  event_.clear();
  values_.clear();
  lowered_.clear();
  const auto& roots = fields_.nested_roots();
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const std::size_t parents = roots[i].parent ? event_.element_count(*roots[i].parent) : 1;
    for (auto count = parents == 0 ? 0 : random_() % 4; count > 0; --count) {
      event_.add_element(static_cast<std::uint16_t>(i), static_cast<std::uint32_t>(random_() % parents));
    }
  }
  for (std::size_t slot = 0; slot < fields_.size(); ++slot) fill(static_cast<event::FieldSlot>(slot));
  return event_;
}

const event::NetworkEvent& RandomEvent::next_with_repeated() {
  next();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const auto slot = static_cast<event::FieldSlot>(i);
    if (!event_.values(slot).empty() && random_() % 2 == 0) event_.mark_repeated({slot, random_() % 4 == 0});
  }
  return event_;
}

}  // namespace firstseen::kql
