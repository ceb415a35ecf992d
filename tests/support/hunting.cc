#include "support/hunting.h"

#include <stdexcept>
#include <utility>

#include "output/finding_formats.h"
#include "support/render.h"

namespace firstseen::test {

HuntRequest request_for(std::vector<std::string> inputs) {
  HuntRequest request;
  request.inputs = std::move(inputs);
  request.rules = {*find_builtin_rule(kDefaultRule)};
  return request;
}

HuntResult run(const HuntRequest& request) {
  auto result = run_hunt(request);
  if (!result) throw std::runtime_error(result.error().front().message);
  if (!result->ledger.adds_up()) throw std::runtime_error("the ledger does not add up");
  return std::move(*result);
}

std::string content(const Finding& finding, bool with_history) {
  std::string out = finding.rule_id + " " + finding.terms.front().second + " " +
                    finding.first_seen.to_string() + " " + finding.last_seen.to_string() + " " +
                    std::to_string(finding.events) + " " + *finding.event;
  for (const std::string& host : finding.hosts) out += " " + host;
  if (finding.previously_seen) out += " after " + finding.previously_seen->to_string();
  if (with_history) out += finding.history == HistoryProof::kFull ? " full" : " partial";
  return out;
}

std::string place(const Finding& finding) {
  return std::to_string(finding.line) + ":" + std::to_string(finding.offset) + ":" +
         std::to_string(finding.record);
}

std::string everything(const HuntResult& result) {
  std::string out;
  for (const Finding& finding : result.findings)
    out += content(finding) + " " + finding.file + ":" + place(finding) + "\n";
  for (const Problem& problem : result.malformed)
    out += "malformed " + problem.file + ":" + std::to_string(problem.line) + "\n";
  for (const Problem& gap : result.gaps)
    out += "gap " + gap.file + ":" + std::to_string(gap.line) + ": " + gap.reason + "\n";
  for (const InputProblem& input : result.unread) out += "unread " + input.path + ": " + input.reason + "\n";
  for (const InputProblem& input : result.passed_over)
    out += "passed over " + input.path + ": " + input.reason + "\n";
  for (const InputProblem& file : result.unrecognised) out += "unrecognised " + file.path + "\n";
  out += std::to_string(result.files) + " files, " + std::to_string(result.ledger.documents()) + " texts, " +
         std::to_string(result.bytes) + " bytes";
  if (result.covered_from) out += ", from " + result.covered_from->to_string();
  if (result.covered_to) out += " to " + result.covered_to->to_string();
  return out;
}

std::string written(const std::vector<Finding>& findings, std::string_view format,
                    const output::Style& style) {
  HuntResult result;
  result.findings = findings;
  std::string out;
  output::write_findings(result, *output::find_format(format), style, [&](std::string_view text) {
    out += text;
    return true;
  });
  return out;
}

std::vector<std::string> contents(const HuntResult& result, bool with_history) {
  std::vector<std::string> out;
  for (const Finding& finding : result.findings) out.push_back(content(finding, with_history));
  return out;
}

std::vector<std::string> mixed_records(std::size_t count) {
  std::vector<std::string> records;
  const std::vector<Shape>& all = shapes();
  const auto events = connections(count);
  for (std::size_t i = 0; i < count; ++i) records.push_back(all[i % all.size()].render(events[i]));
  return records;
}

std::string lines_of(const std::vector<std::string>& records) {
  std::string out;
  for (const std::string& record : records) out += record + "\n";
  return out;
}

}  // namespace firstseen::test
