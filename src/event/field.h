// Names and types of fields, and the slots of the fields in use.
//
//   name ──registry──▶ FieldType          (ECS, vendors: what Elasticsearch would compare)
//   name ──FieldSet──▶ FieldSlot          (this hunt: where an event keeps the values)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firstseen::event {

// How values of a field are read and compared. Several ECS types fold into one of these.
enum class FieldType : std::uint8_t {
  kKeyword,  // keyword, constant_keyword, wildcard, leaves of flattened, geo_point: exact, case-sensitive
             // text
  kText,     // text, match_only_text: analysed
  kLong,     // long, integer, short, byte: 64-bit integers
  kDouble,   // double, float, half_float, scaled_float
  kBoolean,
  kIp,
  kDate,
  kObject,   // object, nested: has no values of its own
  kUnknown,  // in no mapping: text; numeric if both sides are numbers
};

// How a text field is cut into the words that are compared.
enum class Analyzer : std::uint8_t {
  kStandard,  // Elasticsearch's standard analyzer
  kScript,    // words are runs of ASCII letters, digits, `_` and `-`, in lower case
};
inline constexpr Analyzer kAnalyzers[] = {Analyzer::kStandard, Analyzer::kScript};

// Returns `keyword`, `text`, `long` and so on, for messages.
std::string_view to_string(FieldType type);

// Returns the type of `name` in ECS or in the mappings that a vendor publishes, also for leaves of
// flattened fields, `x.text` (analysed x) and `x.caseless`; kUnknown for other names. Names are
// case-sensitive.
FieldType field_type(std::string_view name);

// Returns the analyzer of a text field, kStandard for other fields.
Analyzer field_analyzer(std::string_view name);

// Whether documents of the built-in sources may have a field that is in no mapping: it begins like the fields
// that the source's vendor or its integration adds to ECS.
bool is_vendor_field(std::string_view name);

// Returns the first field of ECS, or of a vendor's mapping, that is below an object of this name; empty if none is.
std::string_view field_below(std::string_view object);

// Returns the ECS field closest to a misspelt `name`, or nullopt if none is within two edits.
std::optional<std::string> similar_field(std::string_view name);

// Returns all ECS field names in bytewise order.
std::vector<std::string_view> all_field_names();

using FieldSlot = std::uint16_t;

// The fields common to all five sources. Their slots are the same in every FieldSet.
enum CommonField : FieldSlot {
  kTimestamp,
  kEventCategory,
  kEventType,
  kEventAction,
  kEventCode,
  kHostName,
  kHostId,
  kHostOsType,
  kProcessPid,
  kProcessName,
  kProcessExecutable,
  kProcessEntityId,
  kUserDomain,
  kUserName,
  kUserId,
  kNetworkTransport,
  kNetworkDirection,
  kNetworkProtocol,
  kNetworkType,
  kSourceIp,
  kSourcePort,
  kSourceDomain,
  kDestinationIp,
  kDestinationPort,
  kDestinationDomain,
  kCommonFieldCount,
};

// How the values of a slot are collected from a record.
enum class FieldScope : std::uint8_t {
  kExact,    // the field with this name
  kPattern,  // all fields whose names match a pattern with `*`; values have the types of their fields
  kNested,   // a field below a nested root; values have the number of their element (Value::element)
};

struct Field {
  std::string name;  // kPattern: the pattern
  FieldType type = FieldType::kUnknown;
  FieldScope scope = FieldScope::kExact;
  std::uint16_t nested_root = 0;            // kNested: index into FieldSet::nested_roots()
  Analyzer analyzer = Analyzer::kStandard;  // of text
  bool caseless = false;                    // `x.caseless`: values of x in lower case
  std::string base;  // the field that provides the values: `x` for `x.text` and `x.caseless`, else itself
};

// A nested root. In `a:{ b:{ … } }`, `a` is the parent of `a.b`.
struct NestedRoot {
  std::string path;
  std::optional<std::uint16_t> parent;  // index into FieldSet::nested_roots()
};

// The fields in use, each once. Grows while rules are loaded, and is immutable while records are
// read.
class FieldSet {
 public:
  static constexpr std::size_t kMaxFields = 65'000;

  // Contains the common fields.
  FieldSet();

  // Adds a field if it is new, and returns its slot; nullopt if kMaxFields are in use.
  // `process.name.text` and `process.name` are two fields with the same values.
  std::optional<FieldSlot> add(std::string_view name);
  std::optional<FieldSlot> add_pattern(std::string_view pattern);
  // Names and paths are complete, from the top of the record. A name with `*` is a pattern within
  // the root.
  std::optional<FieldSlot> add_nested(std::uint16_t root, std::string_view name);
  std::uint16_t add_nested_root(std::string_view path, std::optional<std::uint16_t> parent);

  std::size_t size() const { return fields_.size(); }
  const Field& operator[](FieldSlot slot) const { return fields_[slot]; }
  void sort_by_name(std::vector<FieldSlot>& slots) const;
  const std::vector<NestedRoot>& nested_roots() const { return nested_roots_; }

 private:
  std::optional<FieldSlot> add_field(const std::string& key, Field field);

  std::vector<Field> fields_;
  std::vector<NestedRoot> nested_roots_;
  std::unordered_map<std::string, FieldSlot> slots_;  // by the key of add_field()
};

}  // namespace firstseen::event
