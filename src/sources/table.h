// A source is a table that describes how to identify its records and how to read each ECS field.
//
//   marks      identify a record by its keys (docs/sources.md lists the order)
//   mappings   ECS field ◀─ converter ─ raw path; the first row that yields a value wins
//
// Built-in tables and those of mapping files have this one type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/path_table.h"
#include "sources/converters.h"

namespace firstseen::sources {

// A test of a raw path, in marks and in guards.
enum class Test : std::uint8_t {
  kKey,          // the key exists, with any value
  kValue,        // it has a value: not null, and not a spelling of absent
  kObject,       // it is an object
  kEmptyObject,  // it is an object without members
  kOnlyKey,      // it is the record's only key
  kEquals,       // a value equals the text, or is the same whole number
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

// All conditions of `all` must hold, and at least one of each group of `any`.
struct Marks {
  std::vector<Condition> all;
  std::vector<std::vector<Condition>> any;

  std::string print() const;  // one line for `all`, one per group of `any`
};

// Maps a raw spelling to values. Spellings are compared ignoring ASCII case.
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

  std::string print() const;  // the first rows, the number of others, and `otherwise`
};

// The map of a row. Copies of the row share it, because tables are assembled by copying rows.
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

// A row. A field and a path that end in `.*` map a whole subtree, whose names are data of the
// records: what follows the dot is the same in both.
struct Mapping {
  std::string field;
  std::string path;  // empty: the row sets the fallback values of `map` in every record
  ConverterRef converter = "verbatim";
  SharedMap map;                  // for converters that take one, and for constants
  std::string argument;           // for converters that take one: the algorithm of `hash`
  bool derived = false;           // not set by the source's Elastic pipeline
  std::vector<Condition> guards;  // all must hold, else the row is skipped
  bool stops = false;             // if its guards hold, later rows of the field are not tried
  bool lowercase_first = false;   // of a subtree: keys of the record begin with a lowercase letter

  bool is_subtree() const { return field.ends_with(".*"); }

  // Whether path_of() may return a path. Inline, since it is asked for every row and field at the start.
  bool may_fill(std::string_view name) const { return name == field || field.ends_with('*'); }

  // Returns the path at which the row reads `name`, or nullopt if it does not fill that field. Empty
  // for a constant.
  std::optional<std::string> path_of(std::string_view name) const;

  std::string print_converter() const;  // with argument, map or values
  std::string print_notes() const;      // derived, guards, stops; empty if there are none
  std::string print() const;            // the whole row in one line
};

// Where records have keys that are those of a table in another spelling, if it is `respelled`.
inline constexpr const char* kRespelledKey = "#respelled";
inline constexpr const char* kContentsKey = "#contents";  // a key that wrappers have for what they are around

// Where they have what is found for them: the time that another key tells, time and host of what is around them.
inline constexpr const char* kFoundTime = "#time";
inline constexpr const char* kTimeAround = "#around.time";
inline constexpr const char* kHostAround = "#around.host";

struct Embedding {
  std::string path;
  json::Holds holds;
};

struct SourceTable {
  std::string source;  // `sysmon`: the name in findings
  std::string shape;   // `sysmon-flat`: the name in `inspect` and tests
  Marks marks = {};
  std::vector<Mapping> mappings = {};
  std::vector<Embedding> embedded = {};  // raw paths whose strings may contain structured data
  bool ecs = false;                      // ECS document: fields without a row are read at their own path
  bool doubled_backslashes = false;      // every backslash of a value is doubled
  bool by_module = false;                // written by many sources: records are counted by event.module
  bool control = false;                  // not a record: a line that announces or closes records
  bool respelled = false;     // its keys are known in other spellings, too, and then read in place of these
  std::size_t key_count = 0;  // of control lines: how many keys they have at the top; 0: the marks tell
  // What an event has: all of one group. A record without is an envelope, which is looked into first. Empty: all are events.
  std::vector<std::vector<Condition>> event = {};
  std::vector<Condition> network = {};    // any of these tells a network event,
  std::vector<Condition> addresses = {};  // which is looked into, too, if it has none of these
  // What a record has that this table reads although another source's recognises it first. Empty: what an event has.
  std::vector<Condition> second = {};
};

}  // namespace firstseen::sources
