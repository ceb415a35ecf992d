// Fields that are not in ECS but have a type in the mappings that their vendor publishes, where that
// type makes a difference: comparing the field as one of an unknown type would be wrong.
//
// A field of keyword type needs no row: a field of unknown type is compared as text unless both
// sides are numbers.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "event/field.h"

namespace firstseen::event {

struct VendorField {
  std::string_view name;
  FieldType type;
  Analyzer analyzer = Analyzer::kStandard;  // of text
};

inline constexpr std::array kVendorFields{
    // elastic/integrations, packages/windows/data_stream/powershell*/fields/fields.yml. The package
    // defines the analyzer powershell_script_analyzer in manifest.yml: type pattern, with the pattern
    // `[\\W&&[^-]]+`, whose \W is Java's: every character but ASCII letters, digits and `_`.
    VendorField{"powershell.command.invocation_details.value", FieldType::kText},
    VendorField{"powershell.command.value", FieldType::kText},
    VendorField{"powershell.file.script_block_entropy_bits", FieldType::kDouble},
    VendorField{"powershell.file.script_block_length", FieldType::kLong},
    VendorField{"powershell.file.script_block_surprisal_stdev", FieldType::kDouble},
    VendorField{"powershell.file.script_block_text", FieldType::kText, Analyzer::kScript},
    VendorField{"powershell.file.script_block_unique_symbols", FieldType::kLong},
    VendorField{"powershell.sequence", FieldType::kLong},
    VendorField{"powershell.total", FieldType::kLong},
};

// Returns nullptr if no vendor's row has the name.
constexpr const VendorField* find_vendor_field(std::string_view name) {
  const auto* const at = std::find_if(kVendorFields.begin(), kVendorFields.end(),
                                      [&](const VendorField& field) { return field.name == name; });
  return at == kVendorFields.end() ? nullptr : at;
}

}  // namespace firstseen::event
