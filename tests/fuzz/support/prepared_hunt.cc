#include "fuzz/support/prepared_hunt.h"

#include <stdexcept>

#include "hunt/partial_state.h"
#include "output/finding_formats.h"
#include "support/hunting.h"

namespace firstseen::fuzz {
namespace {

void append(std::string& out, const std::vector<InputProblem>& problems, std::string_view what) {
  for (const InputProblem& problem : problems)
    out.append(what).append(" ").append(problem.path).append(": ").append(problem.reason) += '\n';
}

void append(std::string& out, std::string_view what, std::uint64_t count) {
  out.append(what).append(" ").append(std::to_string(count)) += '\n';
}

}  // namespace

PreparedHunt::PreparedHunt(const std::vector<Rule>& rules, bool prefilter, std::uint64_t max_document_bytes) {
  request_.rules = rules;
  request_.prefilter = prefilter;
  request_.max_document_bytes = max_document_bytes;
  auto plan = hunt::make_plan(request_);
  if (!plan) throw std::runtime_error(to_text(plan.error().front()));
  plan_ = std::move(*plan);
  if (plan_->prefilter && plan_->prefilter->literals() == nullptr)
    throw std::runtime_error(plan_->prefilter->why_off());
}

HuntResult PreparedHunt::run(const std::vector<std::string>& paths, const Pace& pace,
                             std::string& rejects) const {
  HuntRequest request = request_;
  request.inputs = paths;
  request.threads = pace.threads;
  request.block_bytes = pace.block_bytes;
  rejects.clear();
  request.reject_sink = [&](std::string_view line) {
    rejects += line;
    return true;
  };
  const Partial partial(hunt::gather(*plan_, request, nullptr));
  if (partial.state().rejects_lost) throw std::runtime_error("rejects are lost");
  return conclude(partial);
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
  append(out, "texts", result.ledger.documents());
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
  for (const InputProblem& file : result.unrecognised) out += "unrecognised " + file.path + "\n";
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
