#include "sources/table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/phrases.h"

namespace firstseen::sources {
namespace {

constexpr std::array<std::pair<Converter, std::string_view>, 21> kConverterNames{{
    {Converter::kEcs, "ecs"},
    {Converter::kVerbatim, "verbatim"},
    {Converter::kLowercase, "lowercase"},
    {Converter::kDashed, "dashed"},
    {Converter::kBasename, "basename"},
    {Converter::kDirname, "dirname"},
    {Converter::kExtension, "extension"},
    {Converter::kHive, "registry-hive"},
    {Converter::kRegistryKey, "registry-key"},
    {Converter::kRegistryData, "registry-data"},
    {Converter::kRegistryType, "registry-type"},
    {Converter::kHash, "hash"},
    {Converter::kListed, "listed-addresses"},
    {Converter::kDomain, "domain"},
    {Converter::kAccount, "account"},
    {Converter::kMap, "map"},
    {Converter::kConstant, "constant"},
    {Converter::kUtcTime, "utc-time"},
    {Converter::kIsoTime, "iso-time"},
    {Converter::kEpoch, "epoch"},
    {Converter::kFiletime, "filetime"},
}};

}  // namespace

const ValueMap SharedMap::kEmpty;

std::string_view to_string(Converter converter) {
  const auto at = std::find_if(kConverterNames.begin(), kConverterNames.end(),
                               [&](const auto& row) { return row.first == converter; });
  return at == kConverterNames.end() ? std::string_view{} : at->second;
}

std::optional<Converter> parse_converter(std::string_view name) {
  const auto at = std::find_if(kConverterNames.begin(), kConverterNames.end(),
                               [&](const auto& row) { return row.second == name; });
  if (at == kConverterNames.end()) return std::nullopt;
  return at->first;
}

std::string converter_names() {
  std::string names;
  for (const auto& [converter, name] : kConverterNames) text::append_item(names, name);
  return names;
}

}  // namespace firstseen::sources
