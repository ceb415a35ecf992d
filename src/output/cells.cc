#include "output/cells.h"

#include "json/unescape.h"

namespace firstseen::output {

std::string plain_value(std::string_view json) {
  if (json.size() < 2 || json.front() != '"') return std::string(json);
  const std::string_view escaped = json.substr(1, json.size() - 2);
  std::string plain(json::unescaped_bound(escaped), '\0');
  bool intact = true;
  plain.resize(static_cast<std::size_t>(json::unescape(escaped, plain.data(), intact) - plain.data()));
  return plain;
}

std::string terms_text(const Finding& finding) {
  std::string text;
  for (const auto& [field, value] : finding.terms) {
    if (!text.empty()) text += "; ";
    text += field + "=" + plain_value(value);
  }
  return text;
}

std::string_view history_text(const Finding& finding) {
  switch (finding.history) {
    case HistoryProof::kFull: return "full";
    case HistoryProof::kPartial: return "partial";
    case HistoryProof::kNone: break;
  }
  return "";
}

}  // namespace firstseen::output
