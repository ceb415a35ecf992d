#include "fuzz/prepared_hunt.h"

#include <functional>
#include <stdexcept>

#include "hunt/findings.h"
#include "hunt/rule_prefilter.h"
#include "pass/pass.h"
#include "support/hunting.h"

namespace firstseen::fuzz {
namespace {

std::unique_ptr<const hunt::HuntPlan> plan_of(const std::vector<Rule>& rules, const HuntRequest& request) {
  auto compiled = rules::compile_rules(rules, {});
  if (!compiled) throw std::runtime_error(to_text(compiled.error()));
  auto tables = pass::tables_for(request);
  if (!tables) throw std::runtime_error(to_text(tables.error()));
  sources::Normalizer normalizer(std::move(*tables), compiled->fields, compiled->needed,
                                 pass::normalizer_options(request));
  auto plan = std::make_unique<hunt::HuntPlan>(
      hunt::HuntPlan{std::move(*compiled), std::move(normalizer), nullptr, request, {}, {}, true});
  if (request.prefilter) {
    plan->prefilter = std::make_unique<prefilter::Prefilter>(
        [&plan = *plan] { return hunt::requirements_of(plan.rules, plan.normalizer.tables(), false); });
    if (plan->prefilter->literals() == nullptr) throw std::runtime_error(plan->prefilter->why_off());
  }
  return plan;
}

std::string write_rejects(const std::vector<std::unique_ptr<hunt::Worker>>& workers) {
  std::vector<const pass::RejectSpool*> spools;
  for (const auto& worker : workers) spools.push_back(&worker->rejects());
  std::string out;
  const auto written = pass::RejectSpool::write_all(spools, [&](std::string_view line) {
    out += line;
    return true;
  });
  if (!written) throw std::runtime_error(to_text(written.error()));
  return out;
}

void append(std::string& out, const std::vector<InputProblem>& problems, std::string_view what) {
  for (const InputProblem& problem : problems)
    out.append(what).append(" ").append(problem.path).append(": ").append(problem.reason) += '\n';
}

void append(std::string& out, std::string_view what, std::uint64_t count) {
  out.append(what).append(" ").append(std::to_string(count)) += '\n';
}

}  // namespace

PreparedHunt::PreparedHunt(const std::vector<Rule>& rules, bool prefilter, std::uint64_t max_text_bytes) {
  HuntRequest request;
  request.prefilter = prefilter;
  request.max_text_bytes = max_text_bytes;
  plan_ = plan_of(rules, request);
}

HuntResult PreparedHunt::run(const std::vector<std::string>& paths, const Pace& pace,
                             std::string& rejects) const {
  ReadRequest request = plan_->read;
  request.inputs = paths;
  request.threads = pace.threads;
  request.block_bytes = pace.block_bytes;
  pass::Pass pass(request);
  hunt::HuntBounds bounds{0, 0};
  std::vector<std::unique_ptr<hunt::Worker>> workers;
  std::vector<std::function<void(input::Input&)>> work;
  for (unsigned i = 0; i < pace.threads; ++i) {
    workers.push_back(std::make_unique<hunt::Worker>(*plan_));
    work.emplace_back(
        [&, worker = workers.back().get()](input::Input& input) { worker->run(input, pass, bounds); });
  }
  pass.run(work, nullptr);
  rejects = write_rejects(workers);
  hunt::Harvest harvest = workers.front()->take_harvest();
  for (std::size_t i = 1; i < workers.size(); ++i) harvest.merge(workers[i]->take_harvest());
  const archive::FileReports& files = pass.file_reports();
  HuntResult result;
  const pass::LineNumbers lines(std::move(harvest.reading.block_lines));
  pass.report(harvest.reading, lines, result);
  harvest.coverage.settle(files);
  result.covered_from = harvest.coverage.from();
  result.covered_to = harvest.coverage.to();
  hunt::FindingOptions options;
  options.covered_from = result.covered_from;
  result.findings = hunt::collect_findings(plan_->rules, harvest.histories, lines, files, options);
  return result;
}

Rule new_terms_rule(const std::string& query, const std::vector<std::string>& terms) {
  Rule rule;
  rule.id = rule.name = query;
  rule.query = query;
  rule.terms = terms;
  rule.window = kForever;
  return rule;
}

std::string found(const HuntResult& result) {
  std::string out = test::written(result.findings, "ndjson");
  append(out, "matched", result.ledger.matched);
  append(out, "blank", result.ledger.blank);
  append(out, "texts", result.ledger.texts());
  append(out, "files", result.files);
  append(out, "bytes", result.bytes);
  append(out, result.unread, "unread");
  append(out, result.passed_over, "passed over");
  if (result.covered_from) out += "from " + result.covered_from->to_string() + "\n";
  if (result.covered_to) out += "to " + result.covered_to->to_string() + "\n";
  return out;
}

std::string everything(const HuntResult& result) {
  std::string out = found(result);
  const Ledger& ledger = result.ledger;
  for (const std::string& path : result.unrecognised) out += "unrecognised " + path + "\n";
  append(out, "control", ledger.control);
  append(out, "skipped", ledger.skipped);
  append(out, "malformed", ledger.malformed);
  append(out, "parsed", ledger.parsed);
  append(out, "not matched", ledger.not_matched);
  append(out, "unknown", ledger.unknown_shape);
  for (const std::uint64_t count : ledger.rejected) append(out, "rejected", count);
  for (const auto& [source, count] : ledger.sources) append(out, source, count);
  for (const auto& [field, count] : ledger.derived) append(out, field, count);
  append(out, "repaired", ledger.repaired);
  append(out, "odd numbers", ledger.odd_numbers);
  for (const Problem& problem : result.malformed)
    append(out, problem.file + ":" + std::to_string(problem.line) + " " + problem.reason, problem.offset);
  return out;
}

}  // namespace firstseen::fuzz
