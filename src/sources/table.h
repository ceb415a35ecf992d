// A source is a table: how its records are told from others, and how each ECS field is read from them.
//
//   marks      recognise a record by its keys (docs/sources.md lists the order)
//   mappings   ECS field ◀─ converter ─ raw path; for one field the first row that yields a value wins
//
// The built-in tables and those of a user's mapping file are of this one type.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/path_table.h"

namespace firstseen::sources {

// What is asked of a raw path, in recognition and in guards.
enum class Test : std::uint8_t {
  kKey,          // the key is there, whatever its value
  kValue,        // there is a value: not null and none of the vendor's spellings of absent
  kObject,       // it is an object
  kEmptyObject,  // it is one without members
  kOnlyKey,      // it is the record's only key
  kEquals,       // a value equals the text
  kStartsWith,   // a value starts with the text
  kContains,     // a value contains the text
};

struct Condition {
  std::string path;
  Test test = Test::kValue;
  std::string text;
  bool ignore_case = false;  // ASCII letters
  bool negated = false;
};

// All of `all` hold, and for each group of `any` at least one of its conditions.
struct Marks {
  std::vector<Condition> all;
  std::vector<std::vector<Condition>> any;
};

// How the text of a raw value becomes the text or time of the ECS field. What comes out is then read in the
// field's type.
enum class Converter : std::uint8_t {
  kEcs,           // an ECS document's own value: nothing is trimmed or folded, "-" and "" are values
  kVerbatim,      // a vendor's value as it is; absent tokens dropped (as with all that follow)
  kLowercase,     // ASCII letters lower-cased
  kDashed,        // lower-cased, spaces to dashes
  kBasename,      // behind the last backslash; nothing without one
  kDirname,       // before the last backslash; nothing without one
  kExtension,     // behind the last dot of a path with a backslash
  kHive,          // the first segment of a registry path, looked up in `map`
  kRegistryKey,   // behind the first segment of a registry path whose first segment `map` knows
  kRegistryData,  // `DWORD (0x00000001)` and `QWORD (0x…-0x…)` as decimal numbers, other data as it is
  kRegistryType,  // SZ_DWORD, SZ_QWORD, REG_BINARY or REG_SZ, by the same spelling
  kHash,          // the lower-cased value of `argument` in `SHA1=…,MD5=…`; nothing when all zero
  kListed,        // the addresses of a Sysmon QueryResults list
  kDomain,        // before the backslash of DOMAIN\account; nothing without exactly one
  kAccount,       // behind it
  kMap,           // looked up in `map`
  kConstant,      // `map`'s fallback values, whatever the record holds
  kUtcTime,       // ISO 8601 or `yyyy-MM-dd HH:mm:ss.SSS`; without a zone it is UTC by definition
  kIsoTime,       // the same; a missing zone is assumed to be UTC and reported as derived
  kEpoch,         // seconds to nanoseconds since 1970, by magnitude; or ISO 8601
  kFiletime,      // 100 ns ticks since 1601
};

// What mapping files and --explain-mapping call a converter: `verbatim`, `lowercase`, `iso-time` …
std::string_view to_string(Converter converter);
std::optional<Converter> parse_converter(std::string_view name);

// All names, for messages.
std::string converter_names();

// Raw spelling → values; keys compared without case.
struct ValueMap {
  struct Row {
    std::string from;
    std::vector<std::string> to;  // none: the spelling means absent
  };
  std::vector<Row> rows;
  enum class Otherwise : std::uint8_t {
    kAbsent,
    kVerbatim,
    kLowercase,
    kFallback
  } otherwise = Otherwise::kAbsent;
  std::vector<std::string> fallback;
};

// The map of a row: copies of the row share it, as tables are put together of many.
class SharedMap {
 public:
  SharedMap() = default;
  SharedMap(ValueMap map) : map_(std::make_shared<const ValueMap>(std::move(map))) {}

  const ValueMap& operator*() const { return map_ ? *map_ : kEmpty; }
  const ValueMap* operator->() const { return &**this; }

 private:
  static const ValueMap kEmpty;

  std::shared_ptr<const ValueMap> map_;
};

struct Mapping {
  std::string field;
  std::string path;  // empty for kConstant
  Converter converter = Converter::kVerbatim;
  SharedMap map;                  // kMap, kConstant
  std::string argument;           // kHash: the algorithm
  bool derived = false;           // beyond what the source's Elastic pipeline sets
  std::vector<Condition> guards;  // all must hold, else the row is passed over
  bool stops = false;             // with its guards holding and no value, no later row of the field is tried
};

struct Embedding {
  std::string path;
  json::Holds holds;
};

struct SourceTable {
  std::string source;  // `sysmon`: what findings name
  std::string shape;   // `sysmon-flat`: what `inspect` and tests name
  Marks marks = {};
  std::vector<Mapping> mappings = {};
  std::vector<Embedding> embedded = {};  // raw paths whose strings may hold more than text
  bool ecs = false;                  // an ECS document: every field not mapped above is read at its own path
  bool doubled_backslashes = false;  // every backslash of a value is written twice
  bool control = false;              // no record at all: a line that announces or closes records
};

}  // namespace firstseen::sources
