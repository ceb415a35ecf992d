// The registry of converters. A converter turns the text of a raw value into the text or time of an
// ECS field, which is then read as the field's type.
//
// A converter is one row of kConverters, declared above it and defined in converters.cc. Mapping
// files, --explain-mapping, messages, the prefilter and the list in docs/mapping.md use the row.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "event/field.h"
#include "json/raw_record.h"

namespace firstseen::sources {

struct Conversion;
struct Mapping;
struct ValueMap;

// A raw value: its text, its kind in the record, and the type of the target field.
struct Scalar {
  std::string_view text;
  json::RawKind kind = json::RawKind::kString;
  event::FieldType type = event::FieldType::kUnknown;
};

// Appends the converted scalar to conversion.values. Appends nothing if it does not fit.
using Append = void(const Scalar& scalar, const Mapping& mapping, Conversion& conversion);

// How a converter's values relate to the raw text, which determines what the prefilter may search
// for (docs/prefilter.md).
enum class Preimage : std::uint8_t {
  kAny,          // unrelated: nothing to search for
  kVerbatim,     // the value is a piece of the raw text
  kAnyCase,      // like kVerbatim, in any letter case
  kAnyBase,      // like kVerbatim, but numbers may be hexadecimal
  kDashes,       // like kAnyCase, with dashes for spaces
  kBetweenDots,  // like kVerbatim, but the piece may be cut off at a dot
  kMap,          // given by the rows of the mapping's map and its default
  kMapRows,      // given by the rows of the map only
  kConstant,     // the mapping's own values, for any raw text
};

struct Converter {
  std::string_view name;  // in mapping files and --explain-mapping
  Append* append;
  Preimage preimage;
  std::string_view summary;               // its description in docs/mapping.md
  bool takes_map = false;                 // uses Mapping::map
  std::string_view argument = {};         // an example of Mapping::argument; empty: it takes none
  bool absent_tokens_are_values = false;  // false: absent tokens never reach `append`
};

Append append_ecs, append_verbatim, append_lowercase, append_dashed, append_basename, append_dirname,
    append_extension, append_registry_hive, append_registry_key, append_registry_data, append_registry_type,
    append_hash, append_listed_addresses, append_domain, append_account, append_map, append_constant,
    append_number, append_process_id, append_utc_time, append_iso_time, append_epoch, append_filetime;

inline constexpr std::array kConverters{
    // clang-format off
    Converter{"ecs", append_ecs, Preimage::kVerbatim,
              "as an ECS document has it: nothing is trimmed, `-` and `\"\"` are values", false, {}, true},
    Converter{"verbatim", append_verbatim, Preimage::kVerbatim, "itself"},
    Converter{"lowercase", append_lowercase, Preimage::kAnyCase, "ASCII letters in lower case"},
    Converter{"dashed", append_dashed, Preimage::kDashes, "ASCII letters in lower case, dashes for spaces"},
    Converter{"basename", append_basename, Preimage::kVerbatim,
              "what follows the last backslash; nothing without one"},
    Converter{"dirname", append_dirname, Preimage::kVerbatim,
              "what precedes the last backslash; nothing without one"},
    Converter{"extension", append_extension, Preimage::kBetweenDots,
              "what follows the last dot of a path with backslashes"},
    Converter{"registry-hive", append_registry_hive, Preimage::kMapRows,
              "the first segment of a registry path, looked up in `map`", true},
    Converter{"registry-key", append_registry_key, Preimage::kVerbatim,
              "what follows that segment, when `map` has it", true},
    Converter{"registry-data", append_registry_data, Preimage::kAny,
              "Sysmon's `DWORD (0x…)` and `QWORD (0x…-0x…)` as a decimal number; other text unchanged"},
    Converter{"registry-type", append_registry_type, Preimage::kAny,
              "`SZ_DWORD`, `SZ_QWORD`, `REG_BINARY` or `REG_SZ`, by the same spelling"},
    Converter{"hash", append_hash, Preimage::kAnyCase,
              "the value of `argument` in a list of hashes, in lower case; nothing when it is all zero", false,
              "SHA256"},
    Converter{"listed-addresses", append_listed_addresses, Preimage::kVerbatim,
              "the addresses of a list as in Sysmon's QueryResults"},
    Converter{"domain", append_domain, Preimage::kVerbatim,
              "what precedes the backslash of `DOMAIN\\account`; nothing without exactly one, which may be doubled"},
    Converter{"account", append_account, Preimage::kVerbatim, "what follows it"},
    Converter{"map", append_map, Preimage::kMap, "the values that `map` has for it; the default with a `map`",
              true},
    Converter{"constant", append_constant, Preimage::kConstant, "the values of `constant`, for any record"},
    Converter{"number", append_number, Preimage::kVerbatim,
              "the digits of a whole number (`3.0` is `3`); other text unchanged"},
    Converter{"process-id", append_process_id, Preimage::kAnyBase,
              "a number, which may be hexadecimal (`0x1BD`)"},
    Converter{"utc-time", append_utc_time, Preimage::kAny, "ISO 8601; without a zone it is UTC"},
    Converter{"iso-time", append_iso_time, Preimage::kAny,
              "the same, but a missing zone is reported as derived"},
    Converter{"epoch", append_epoch, Preimage::kAny,
              "seconds to nanoseconds since 1970, by magnitude, or ISO 8601"},
    Converter{"filetime", append_filetime, Preimage::kAny, "100 ns ticks since 1601; with fewer than 17 digits, or as text, as `epoch`"},
    // clang-format on
};

// A reference to a row of the registry, written as its name: "basename". An unknown name does not
// compile.
class ConverterRef {
 public:
  consteval ConverterRef(const char* name) : row_(&row_named(name)) {}
  constexpr explicit ConverterRef(const Converter& row) : row_(&row) {}

  constexpr const Converter* operator->() const { return row_; }
  constexpr const Converter& operator*() const { return *row_; }

 private:
  static consteval const Converter& row_named(std::string_view name) {
    for (const Converter& row : kConverters) {
      if (row.name == name) return row;
    }
    throw "the registry has no such converter";
  }

  const Converter* row_;
};

// Returns the text that a map has for another, if it has exactly one; empty otherwise.
std::string_view only_text_of(const ValueMap& map, std::string_view text);

// Returns nullptr if there is no such converter.
const Converter* find_converter(std::string_view name);

// Returns all names, for messages.
std::string converter_names();

}  // namespace firstseen::sources
