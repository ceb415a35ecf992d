// What a record costs that no rule matches: no memory.
#include <catch2/catch_test_macros.hpp>

#include "pass/worker.h"
#include "rules/rule_set.h"
#include "sources/tables/tables.h"
#include "support/count_allocations.h"
#include "support/render.h"
#include "text/line_ends.h"

namespace firstseen {
namespace {

class Matcher final : public pass::Visitor {
 public:
  explicit Matcher(const rules::RuleSet& rules) : rules_(rules) {}

  std::uint64_t events() const { return events_; }

  pass::Verdict visit(pass::Record& record, prefilter::RuleMask /*possible*/) override {
    if (rules_.rules.front().program.matches(record.event())) return pass::Verdict::kMatched;
    ++events_;
    return pass::Verdict::kNotMatched;
  }

 private:
  const rules::RuleSet& rules_;
  std::uint64_t events_ = 0;
};

}  // namespace

TEST_CASE("allocations: records of any shape that no rule matches are read without any") {
  const auto rules = rules::compile_rules({*find_builtin_rule(kDefaultRule)}, {});
  REQUIRE(rules);
  const sources::Normalizer normalizer(sources::tables::builtin_tables(), rules->fields, rules->needed, {});
  for (const test::Shape& shape : test::shapes()) {
    std::string text;
    for (test::Connection c : test::connections(50)) {
      c.pid = 44;
      text += shape.render(c) + "\n";
    }
    const std::size_t size = text.size();
    text.resize(size + json::kPadding);
    input::Block block;
    block.bytes = std::string_view(text).substr(0, size);
    text::add_line_ends(block.bytes, block.line_ends);
    block.tail_begin = 0;
    Matcher matcher(*rules);
    const pass::ReadPlan plan{normalizer, rules->fields};
    pass::Worker worker(plan, ReadRequest{}, matcher);
    for (int warm_up = 0; warm_up < 3; ++warm_up) worker.read(block);
    CHECK(matcher.events() == 150);
    const auto before = test::allocation_count();
    worker.read(block);
    const auto after = test::allocation_count();
    if (!before || !after) SKIP("a sanitizer has its own allocator");
    const std::uint64_t allocations = *after - *before;
    CAPTURE(shape.name);
    CHECK(allocations <= 1);  // the list of the blocks' lines grows now and then
  }
}

}  // namespace firstseen
