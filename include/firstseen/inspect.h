// What is in exports: shapes, times, what is wrong with them, and whether rules find the fields they ask for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firstseen/error.h"
#include "firstseen/export.h"
#include "firstseen/input.h"
#include "firstseen/rule.h"
#include "firstseen/timestamp.h"

namespace firstseen {

struct InspectRequest : ReadRequest {
  std::vector<Rule> rules;  // whose fields are counted
};

// The records of one shape.
struct ShapeInspection {
  std::string source;
  std::string shape;
  std::uint64_t records = 0;
  std::optional<Timestamp> first;  // of records with a time
  std::optional<Timestamp> last;
  std::vector<std::uint64_t> present;  // records that have the field, by number in Inspection::fields
};

// One kind of what could not be read as an event, and where it was met first.
struct Mishap {
  std::string reason;
  std::uint64_t count = 0;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::uint32_t record = 0;  // 0: the whole text
  std::string text;          // the beginning of the record text, at most kShownTextBytes
};

inline constexpr std::size_t kShownTextBytes = 200;

struct FileInspection {
  std::string path;
  std::vector<ShapeInspection> shapes;  // the most frequent first
  std::vector<Mishap> mishaps;          // by reason
};

// How often a row of a mapping file filled its field.
struct MappingRow {
  std::string shape;
  std::string field;
  std::string path;  // empty for constants
  std::string converter;
  std::uint64_t records = 0;
};

struct Inspection : ReadReport {
  std::vector<std::string> fields;        // that the rules ask for, ascending
  std::vector<FileInspection> inspected;  // in the order of the inputs; files with records or mishaps
  std::vector<ShapeInspection> shapes;    // of all files together
  std::vector<MappingRow> mapping_rows;   // of the request's mapping files, in their order
};

FIRSTSEEN_API Result<Inspection, Errors> run_inspection(const InspectRequest& request,
                                                        ReadMonitor* monitor = nullptr);

}  // namespace firstseen
