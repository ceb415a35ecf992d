#include "firstseen/output.h"
#include "output/finding_formats.h"
#include "output/summary.h"
#include "text/phrases.h"

namespace firstseen {

std::vector<std::string> finding_format_names() {
  std::vector<std::string> names;
  for (const output::FindingFormat& format : output::finding_formats()) names.emplace_back(format.name);
  return names;
}

Result<void> write_findings(const HuntResult& result, std::string_view format, const LineSink& sink) {
  const output::FindingFormat* const row = output::find_format(format);
  if (row == nullptr) {
    std::string names;
    for (const std::string& name : finding_format_names()) text::append_item(names, name);
    return fail("there is no format named " + std::string(format), "formats are: " + names);
  }
  output::write_findings(result, *row, {}, sink);
  return {};
}

std::string summary_json(const HuntResult& result, const std::vector<Rule>& rules) {
  return output::to_summary_json(result, rules, {});
}

}  // namespace firstseen
