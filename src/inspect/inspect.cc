#include "firstseen/inspect.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "inspect/inspector.h"
#include "pass/pass.h"
#include "rules/rule_set.h"

namespace firstseen {
namespace {

// The fields that rules ask for, and behind them those that only mapping files fill.
struct Plan {
  std::vector<sources::SourceTable> tables;
  rules::RuleSet rules;
  std::size_t user_tables = 0;  // those of mapping files, the first of the tables that are read with
};

Result<Plan> make_plan(const InspectRequest& request) {
  auto tables = pass::tables_for(request);
  if (!tables) return fail(tables.error());
  auto rules = rules::compile_rules(request.rules, {});
  if (!rules) return fail(rules.error());
  Plan plan{std::move(*tables), std::move(*rules)};
  for (std::size_t i = 0; i < request.mapping_files.size(); ++i) {
    const sources::SourceTable& table = plan.tables[i];
    for (const sources::Mapping& mapping : table.mappings) plan.rules.fields.add(mapping.field);
    if (request.source.empty() || table.source == request.source) ++plan.user_tables;
  }
  return plan;
}

// Inspectors of all threads together.
struct Sum {
  pass::Reading reading;
  std::map<event::FileId, inspect::FileTally> files;
  inspect::Inspector::MappingCounts mapping_counts;
};

Sum run_inspectors(const Plan& plan, const sources::Normalizer& normalizer, const InspectRequest& request,
                   pass::Pass& pass, ReadMonitor* monitor) {
  std::vector<std::unique_ptr<inspect::Inspector>> inspectors;
  std::vector<std::function<void(input::Input&)>> work;
  for (unsigned i = 0; i < pass.threads(); ++i) {
    inspectors.push_back(
        std::make_unique<inspect::Inspector>(normalizer, plan.rules.fields, request, plan.user_tables > 0));
    work.emplace_back([inspector = inspectors.back().get()](input::Input& input) { inspector->run(input); });
  }
  pass.run(work, monitor);
  Sum sum;
  sum.reading = inspectors.front()->reading();
  for (std::size_t i = 0; i < inspectors.size(); ++i) {
    if (i > 0) sum.reading.merge(inspectors[i]->reading());
    for (const auto& [file, tally] : inspectors[i]->files()) sum.files[file].add(tally);
    for (const auto& [row, count] : inspectors[i]->mapping_counts()) sum.mapping_counts[row] += count;
  }
  return sum;
}

// Of the fields that rules ask for; the most frequent shape first.
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

std::vector<Mishap> mishaps_of(const inspect::FileTally& tally, const pass::LineNumbers& lines) {
  std::vector<Mishap> mishaps;
  for (const auto& [reason, found] : tally.mishaps) {
    mishaps.push_back({reason, found.count, lines.line_of(found.first), found.first.offset,
                       found.first.record, found.text});
  }
  return mishaps;
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

std::vector<event::FieldSlot> asked_fields(const rules::RuleSet& rules) {
  std::vector<event::FieldSlot> slots(rules.needed);
  std::sort(slots.begin(), slots.end(), [&](event::FieldSlot a, event::FieldSlot b) {
    return rules.fields[a].name < rules.fields[b].name;
  });
  return slots;
}

}  // namespace

Result<Inspection> run_inspection(const InspectRequest& request, ReadMonitor* monitor) {
  auto plan = make_plan(request);
  if (!plan) return fail(plan.error());
  const sources::Normalizer normalizer(std::move(plan->tables), plan->rules.fields, plan->rules.needed,
                                       pass::normalizer_options(request));
  pass::Pass pass(request);
  const Sum sum = run_inspectors(*plan, normalizer, request, pass, monitor);

  Inspection inspection;
  const pass::LineNumbers lines(sum.reading.block_lines);
  pass.report(sum.reading, lines, inspection);
  const std::vector<event::FieldSlot> fields = asked_fields(plan->rules);
  for (const event::FieldSlot slot : fields) inspection.fields.push_back(plan->rules.fields[slot].name);
  inspect::FileTally total;
  for (const auto& [file, tally] : sum.files) {
    inspection.inspected.push_back(
        {pass.file_reports().at(file).path, shapes_of(tally, normalizer, fields), mishaps_of(tally, lines)});
    total.add(tally);
  }
  inspection.shapes = shapes_of(total, normalizer, fields);
  inspection.mapping_rows =
      mapping_rows(std::span(normalizer.tables()).first(plan->user_tables), sum.mapping_counts);
  return inspection;
}

}  // namespace firstseen
