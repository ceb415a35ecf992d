// The names and types of fields, and the dense slots that the fields in use are given.
//
//   name ──registry──▶ FieldType          (ECS: what Elasticsearch would compare)
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
  kUnknown,  // a field that ECS does not know: text, numeric where both sides are numbers
};

// `keyword`, `text`, `long` … for messages.
std::string_view to_string(FieldType type);

// The type of `name`: from ECS, including leaves of flattened fields, `x.text` (analysed x) and `x.caseless`;
// kUnknown otherwise. Names are case-sensitive.
FieldType field_type(std::string_view name);

// The ECS field closest to a misspelt `name`, absent when none is near (two edits at most).
std::optional<std::string> similar_field(std::string_view name);

// Every ECS field name in bytewise order.
std::vector<std::string_view> all_field_names();

using FieldSlot = std::uint16_t;

// The fields that all five sources share; their slots are the same in every FieldSet.
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

// How the values of a slot are gathered from a record.
enum class FieldScope : std::uint8_t {
  kExact,    // the one field of that name
  kPattern,  // every field whose name matches a pattern with `*`; values carry their own fields' types
  kNested,   // a field below a nested root: values know the element of the root they stand in
};

struct Field {
  std::string name;  // for kPattern the pattern
  FieldType type = FieldType::kUnknown;
  FieldScope scope = FieldScope::kExact;
  std::uint16_t nested_root = 0;  // kNested: which root, an index into FieldSet::nested_roots()
  bool caseless = false;          // `x.caseless`: values of x, compared without case
  std::string base;  // the field whose values it has: `x` for `x.text` and `x.caseless`, else itself
};

// A nested root, and the root around it for `a:{ b:{ … } }`.
struct NestedRoot {
  std::string path;
  std::optional<std::uint16_t> parent;
};

// The fields in use, each once. Grows while rules are loaded; only read while records are.
class FieldSet {
 public:
  static constexpr std::size_t kMaxFields = 65'000;

  // Holds the common fields.
  FieldSet();

  // The slot of a field, added when it is new; absent once kMaxFields are in use. `process.name.text` and
  // `process.name` are two fields with the same values.
  std::optional<FieldSlot> add(std::string_view name);
  std::optional<FieldSlot> add_pattern(std::string_view pattern);
  // Names and paths are full ones, from the top of the record. A name with `*` is a pattern within the root.
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
  std::unordered_map<std::string, FieldSlot> slots_;
};

}  // namespace firstseen::event
