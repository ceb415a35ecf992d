#include "firstseen/query.h"

#include <utility>
#include <vector>

#include "json/reader.h"
#include "pass/worker.h"
#include "rules/rule_set.h"
#include "sources/tables/tables.h"

namespace firstseen {
namespace {

Rule rule_of(std::string_view kql) {
  Rule rule;
  rule.id = rule.name = kAdHocRule;
  rule.type = RuleType::kQuery;
  rule.query = kql;
  return rule;
}

// Matches each record against the query.
class Matcher final : public pass::Visitor {
 public:
  explicit Matcher(const rules::CompiledRule& rule) : rule_(rule) {}

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask /*possible*/) override {
    return rule_.program.matches(record.event()) ? pass::Verdict::kMatched : pass::Verdict::kNotMatched;
  }

  void on_loss(const pass::Loss& loss) override {
    if (loss.kind == pass::Loss::Kind::kMalformed) malformed_ = loss.reason;
  }

  std::string_view malformed() const { return malformed_; }

 private:
  const rules::CompiledRule& rule_;
  std::string_view malformed_;  // why the document is malformed; static text
};

}  // namespace

struct Query::Compiled {
  rules::RuleSet rules;
  sources::Normalizer normalizer;

  explicit Compiled(rules::RuleSet set)
      : rules(std::move(set)),
        normalizer(sources::tables::builtin_tables(), rules.fields, rules.needed, {}) {}
};

Query::Query(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Query::~Query() = default;
Query::Query(Query&&) noexcept = default;
Query& Query::operator=(Query&&) noexcept = default;

Result<Query> Query::compile(std::string_view kql) {
  auto set = rules::compile_rules({rule_of(kql)}, {});
  if (!set) return fail(set.error().front());
  return Query(std::make_unique<Compiled>(std::move(*set)));
}

const Errors& Query::warnings() const {
  return compiled_->rules.warnings;
}

Result<bool> Query::matches(std::string_view document) const {
  std::string storage(document);
  storage.resize(document.size() + json::kPadding);
  input::Block block;
  block.lines = false;
  block.bytes = std::string_view(storage).substr(0, document.size());
  block.spans = {{0, static_cast<std::uint32_t>(document.size()), 0}};
  Matcher matcher(compiled_->rules.rules.front());
  const pass::ReadPlan plan{compiled_->normalizer, compiled_->rules.fields};
  ReadRequest request;
  request.max_document_bytes = document.size();
  pass::Worker worker(plan, request, matcher);
  worker.read(block);
  std::vector<pass::BlockLines> lines;
  const Ledger ledger = worker.take_reading(lines).ledger;
  if (ledger.malformed > 0) return fail("the document is malformed: " + std::string(matcher.malformed()));
  if (ledger.matched + ledger.not_matched == 0) return fail("the document holds no record of a known shape");
  return ledger.matched > 0;
}

}  // namespace firstseen
