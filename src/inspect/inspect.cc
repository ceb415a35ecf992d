#include "firstseen/inspect.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "inspect/inspector.h"
#include "pass/pass.h"
#include "rules/rule_set.h"

namespace firstseen {
namespace {

// What an inspection reads with. The fields of the rule set are those of the rules, followed by
// those that only mapping files fill.
struct Plan {
  std::vector<sources::SourceTable> tables;
  rules::RuleSet rules;
  std::size_t user_tables = 0;  // how many of the tables are of mapping files; these come first
};

Result<Plan, Errors> make_plan(const InspectRequest& request) {
  auto tables = pass::tables_for(request);
  if (!tables) return fail(Errors{tables.error()});
  auto rules = rules::compile_rules(request.rules, {});
  if (!rules) return fail(rules.error());
  Plan plan{std::move(*tables), std::move(*rules)};
  for (std::size_t i = 0; i < request.mappings.size(); ++i) {
    const sources::SourceTable& table = plan.tables[i];
    for (const sources::Mapping& mapping : table.mappings) {
      if (!mapping.is_subtree()) plan.rules.fields.add(mapping.field);
    }
    if (request.source.empty() || table.source == request.source) ++plan.user_tables;
  }
  return plan;
}

// The counts of the inspectors of all threads.
struct Sum {
  pass::PassResult pass;
  std::map<event::FileId, inspect::FileTally> files;
  inspect::Inspector::MappingCounts mapping_counts;
};

Sum run_inspectors(const Plan& plan, const sources::Normalizer& normalizer, const InspectRequest& request,
                   ReadMonitor* monitor) {
  const bool trace = plan.user_tables > 0;
  const auto inspectors = pass::one_per_thread(pass::thread_count(request),
                                               [&] { return std::make_unique<inspect::Inspector>(trace); });
  const pass::ReadPlan read{normalizer, plan.rules.fields, nullptr, false, trace};
  Sum sum{pass::Pass(request, read).run(inspectors, monitor), {}, {}};
  for (const auto& inspector : inspectors) {
    for (const auto& [file, tally] : inspector->files()) sum.files[file].add(tally);
    for (const auto& [row, count] : inspector->mapping_counts()) sum.mapping_counts[row] += count;
  }
  return sum;
}

// Returns the shapes that occur, the most frequent first. Counts the records that have each of
// `fields`.
std::vector<ShapeInspection> shapes_of(const inspect::FileTally& tally, const sources::Normalizer& normalizer,
                                       const std::vector<event::FieldSlot>& fields) {
  std::vector<ShapeInspection> shapes;
  for (std::size_t i = 0; i < tally.shapes.size(); ++i) {
    if (tally.shapes[i].records == 0) continue;
    const sources::Normalizer::Shape named = normalizer.shape(i);
    ShapeInspection shape{std::string(named.source), std::string(named.name), tally.shapes[i].records,
                          tally.spans[i].first,      tally.spans[i].last,     {}};
    for (const event::FieldSlot slot : fields) shape.present.push_back(tally.shapes[i].present[slot]);
    shapes.push_back(std::move(shape));
  }
  std::stable_sort(shapes.begin(), shapes.end(),
                   [](const ShapeInspection& a, const ShapeInspection& b) { return a.records > b.records; });
  return shapes;
}

std::vector<LossCount> losses_of(const inspect::FileTally& tally, const pass::LineNumbers& lines) {
  std::vector<LossCount> losses;
  for (const auto& [reason, found] : tally.losses) {
    event::Place first = found.first;
    lines.number(first);
    losses.push_back({reason, found.count, first.line, first.offset, first.record, found.document});
  }
  return losses;
}

std::vector<MappingRow> mapping_rows(std::span<const sources::SourceTable> tables,
                                     const inspect::Inspector::MappingCounts& counts) {
  std::vector<MappingRow> rows;
  for (const sources::SourceTable& table : tables) {
    for (const sources::Mapping& mapping : table.mappings) {
      const auto count = counts.find(&mapping);
      rows.push_back({table.shape, mapping.field, mapping.path, std::string(mapping.converter->name),
                      count == counts.end() ? 0 : count->second});
    }
  }
  return rows;
}

// Returns the fields that rules use, by name.
std::vector<event::FieldSlot> asked_fields(const rules::RuleSet& rules) {
  std::vector<event::FieldSlot> slots(rules.needed);
  rules.fields.sort_by_name(slots);
  return slots;
}

}  // namespace

Result<Inspection, Errors> run_inspection(const InspectRequest& request, ReadMonitor* monitor) {
  auto plan = make_plan(request);
  if (!plan) return fail(plan.error());
  const sources::Normalizer normalizer(std::move(plan->tables), plan->rules.fields, plan->rules.needed,
                                       pass::normalizer_options(request));
  const Sum sum = run_inspectors(*plan, normalizer, request, monitor);

  Inspection inspection;
  sum.pass.reading.report(inspection);
  inspection.threads = pass::thread_count(request);
  inspection.warnings = std::move(plan->rules.warnings);
  inspection.foreign_fields = std::move(plan->rules.foreign_fields);
  const std::vector<event::FieldSlot> fields = asked_fields(plan->rules);
  for (const event::FieldSlot slot : fields) inspection.fields.push_back(plan->rules.fields[slot].name);
  inspect::FileTally total;
  for (const auto& [file, tally] : sum.files) {
    inspection.inspected.push_back({sum.pass.reading.files.at(file).path,
                                    shapes_of(tally, normalizer, fields), losses_of(tally, sum.pass.lines)});
    total.add(tally);
  }
  inspection.shapes = shapes_of(total, normalizer, fields);
  inspection.mapping_rows =
      mapping_rows(std::span(normalizer.tables()).first(plan->user_tables), sum.mapping_counts);
  return inspection;
}

}  // namespace firstseen
