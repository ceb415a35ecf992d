// A source is a table: how its records are told from others, and how each ECS field is read from them.
//
//   marks      recognise a record by its keys (docs/sources.md lists the order)
//   mappings   ECS field ◀─ converter ─ raw path; for one field the first row that yields a value wins
//
// The built-in tables and those of a user's mapping file are of this one type.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/path_table.h"
#include "sources/converters.h"

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

  std::string print() const;  // `winlog.channel contains "Sysmon"`
};

// `A and B`.
std::string print(const std::vector<Condition>& all);

// All of `all` hold, and for each group of `any` at least one of its conditions.
struct Marks {
  std::vector<Condition> all;
  std::vector<std::vector<Condition>> any;

  std::string print() const;  // one line for `all`, one for each group of `any`
};

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

  std::string print() const;  // the first rows, how many more, and what becomes of other values
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
  std::string path;  // empty: the row sets the fallback values of `map` in every record
  ConverterRef converter = "verbatim";
  SharedMap map;                  // of converters that take one, and of constants
  std::string argument;           // likewise: of `hash` the algorithm
  bool derived = false;           // beyond what the source's Elastic pipeline sets
  std::vector<Condition> guards;  // all must hold, else the row is passed over
  bool stops = false;             // with its guards holding and no value, no later row of the field is tried

  std::string print_converter() const;  // with its argument, map or values
  std::string print_notes() const;      // derived, guards; empty when there are none
  std::string print() const;            // all of it in one line
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
