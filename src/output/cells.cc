#include "output/cells.h"

#include "text/unescape.h"

namespace firstseen::output {
namespace {

struct PlainText {
  std::string operator()(Missing) const { return {}; }
  std::string operator()(Omitted) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(std::uint64_t number) const { return std::to_string(number); }
  std::string operator()(std::string_view text) const { return std::string(text); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const Timestamp& time) const { return time.to_string(); }
  std::string operator()(JsonObject object) const { return std::string(object.text); }
  std::string operator()(const std::vector<std::string>* texts) const {
    std::string out;
    for (const std::string& text : *texts) {
      if (!out.empty()) out += "; ";
      out += text;
    }
    return out;
  }
  std::string operator()(const Terms* terms) const {
    std::string out;
    for (const auto& [field, value] : *terms) {
      if (!out.empty()) out += "; ";
      out += field + "=" + plain_value(value);
    }
    return out;
  }
  std::string operator()(const Windows* windows) const {
    std::string out;
    for (const auto& [window, proof] : *windows) {
      if (!out.empty()) out += "; ";
      (out += duration_to_string(window) + "=") += proof_name(proof);
    }
    return out;
  }
};

}  // namespace

std::string plain_value(std::string_view json) {
  if (json.size() < 2 || json.front() != '"') return std::string(json);
  const std::string_view escaped = json.substr(1, json.size() - 2);
  std::string plain(text::unescaped_bound(escaped), '\0');
  bool intact = true;
  plain.resize(static_cast<std::size_t>(text::unescape(escaped, plain.data(), intact) - plain.data()));
  return plain;
}

std::string plain_text(const Cell& cell) {
  return std::visit(PlainText{}, cell);
}

}  // namespace firstseen::output
