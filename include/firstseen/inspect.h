// What is in exports: shapes, times, what is wrong with them, and whether they have the fields of rules.
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

// The documents and records that are not events for one reason, and the place of the first.
struct LossCount {
  std::string reason;
  std::uint64_t count = 0;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::uint32_t record = 0;  // 0: the whole document
  std::string text;          // the beginning of the document, at most kShownDocumentBytes
};

inline constexpr std::size_t kShownDocumentBytes = 200;

struct FileInspection {
  std::string path;
  std::vector<ShapeInspection> shapes;  // the most frequent first
  std::vector<LossCount> losses;        // by reason
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
  std::vector<std::string> fields;        // of the rules, ascending
  std::vector<FileInspection> inspected;  // in the order of the inputs; files with records or losses
  std::vector<ShapeInspection> shapes;    // of all files together
  std::vector<MappingRow> mapping_rows;   // of the request's mapping files, in their order
};

// Reads every document and reports what is in the inputs. Fails before the first byte is read, with every rule
// and option that is wrong. Unreadable inputs are part of the report.
FIRSTSEEN_API Result<Inspection, Errors> run_inspection(const InspectRequest& request,
                                                        ReadMonitor* monitor = nullptr);

}  // namespace firstseen
