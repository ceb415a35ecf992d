#include "firstseen/normalize.h"

#include <memory>
#include <utility>

#include "inspect/document_writer.h"
#include "pass/pass.h"
#include "rules/rule_set.h"

namespace firstseen {
namespace {

// Adds every ECS field that has values of its own, and every field that a table fills.
void add_all_fields(event::FieldSet& fields, const std::vector<sources::SourceTable>& tables) {
  for (const std::string_view name : event::all_field_names()) {
    const event::FieldType type = event::field_type(name);
    const bool is_view_of_another = type == event::FieldType::kText && name.ends_with(".text");
    if (type != event::FieldType::kObject && !is_view_of_another) fields.add(name);
  }
  for (const sources::SourceTable& table : tables) {
    for (const sources::Mapping& mapping : table.mappings) {
      if (!mapping.is_subtree()) fields.add(mapping.field);
    }
  }
}

// Returns the fields that documents have, by name: no patterns, no nested fields, no multi-fields.
std::vector<event::FieldSlot> by_name(const event::FieldSet& fields) {
  std::vector<event::FieldSlot> slots;
  for (event::FieldSlot slot = 0; slot < fields.size(); ++slot) {
    const event::Field& field = fields[slot];
    if (field.scope == event::FieldScope::kExact && field.base == field.name) slots.push_back(slot);
  }
  fields.sort_by_name(slots);
  return slots;
}

// Runs the pass on one thread, which writes to the sink as it reads.
pass::PassResult stream(pass::Pass& pass, const inspect::DocumentPlan& plan, const LineSink& sink,
                        ReadMonitor* monitor) {
  inspect::DocumentWriter writer(plan, &sink);
  std::vector<pass::Visitor*> visitors{&writer};
  pass::PassResult result = pass.run(visitors, monitor);
  writer.flush();
  return result;
}

// Runs the pass on several threads, which spool their documents, then writes these in input order.
Result<pass::PassResult> collect(pass::Pass& pass, const inspect::DocumentPlan& plan, const LineSink& sink,
                                 unsigned threads, ReadMonitor* monitor) {
  const auto writers =
      pass::one_per_thread(threads, [&] { return std::make_unique<inspect::DocumentWriter>(plan, nullptr); });
  std::vector<const pass::Spool*> spools;
  for (const auto& writer : writers) spools.push_back(&writer->spool());
  pass::PassResult result = pass.run(writers, monitor);
  if (const auto written = pass::Spool::write_all(spools, sink, pass.reading_order()); !written)
    return fail("events " + written.error().message);
  return result;
}

}  // namespace

Result<ReadReport, Errors> run_normalization(const NormalizeRequest& request, const LineSink& sink,
                                             ReadMonitor* monitor) {
  auto tables = pass::tables_for(request);
  if (!tables) return fail(Errors{tables.error()});
  auto rules = rules::compile_rules(request.rules, {});
  if (!rules) return fail(rules.error());
  event::FieldSet& fields = rules->fields;
  add_all_fields(fields, *tables);
  if (request.rules.empty()) rules->needed.clear();
  const sources::Normalizer normalizer(std::move(*tables), fields, rules->needed,
                                       pass::normalizer_options(request));
  const pass::ReadPlan read{normalizer, fields, nullptr, false, request.explain};
  pass::Pass pass(request, read);
  const inspect::DocumentPlan plan{fields, by_name(fields), rules->rules, request.explain, &pass};
  const unsigned threads = pass::thread_count(request);
  auto result = threads == 1 ? Result<pass::PassResult>(stream(pass, plan, sink, monitor))
                             : collect(pass, plan, sink, threads, monitor);
  if (!result) return fail(Errors{result.error()});
  ReadReport report;
  result->reading.report(report);
  report.threads = threads;
  report.warnings = std::move(rules->warnings);
  report.foreign_fields = std::move(rules->foreign_fields);
  return report;
}

}  // namespace firstseen
