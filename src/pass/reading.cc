#include "pass/reading.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace firstseen::pass {
namespace {

// Moves the entries of `from` into `into`, and calls `join(known, other)` for those that both have.
template <typename Map, typename Join>
void merge_maps(Map& into, Map&& from, const Join& join) {
  into.merge(from);
  for (auto& [key, other] : from) join(into.find(key)->second, std::move(other));
}

void merge_file(FileReading& into, FileReading&& from) {
  if (from.first_unknown) into.note_unknown(*from.first_unknown, from.unknown);
  if (into.path.empty()) into.path = std::move(from.path);
  if (into.passed_over.empty()) into.passed_over = std::move(from.passed_over);
  if (!into.error) into.error = std::move(from.error);
  if (into.kind == nullptr) into.kind = from.kind;
  if (into.columns.empty()) into.columns = std::move(from.columns);
  into.archive |= from.archive;
  into.opened |= from.opened;
  into.named |= from.named;
  into.has_bytes |= from.has_bytes;
  into.documents += from.documents;
  into.has_documents |= from.has_documents;
  into.recognised |= from.recognised;
  into.times.merge(from.times);
  into.parsed_span.widen(from.parsed_span);
  into.skipped += from.skipped;
  for (const auto& [key, shape] : from.shapes) add_shape(into.shapes, shape);
}

bool is_before(const Malformed& a, const Malformed& b) {
  return a.place < b.place;
}

// Keeps the first kShownProblems by place.
void keep_first(std::vector<Malformed>& kept, Malformed problem) {
  kept.insert(std::upper_bound(kept.begin(), kept.end(), problem, is_before), std::move(problem));
  if (kept.size() > kShownProblems) kept.pop_back();
}

void append(std::vector<InputProblem>& into, std::vector<InputProblem>&& from) {
  std::move(from.begin(), from.end(), std::back_inserter(into));
}

}  // namespace

void ShapeReading::add(const ShapeReading& other) {
  records += other.records;
  present.resize(std::max(present.size(), other.present.size()), false);
  for (std::size_t slot = 0; slot < other.present.size(); ++slot) {
    if (other.present[slot]) present[slot] = true;
  }
}

void add_shape(ShapeReadings& shapes, const ShapeReading& reading) {
  const auto [known, added] = shapes.try_emplace(reading.key(), reading);
  if (!added) return known->second.add(reading);
  if (reading.module.empty()) return;
  const auto first = shapes.lower_bound(reading.shape + "/");
  auto last = first;
  std::size_t modules = 0;
  for (auto next = first; next != shapes.end() && next->second.shape == reading.shape; ++next, ++modules)
    last = next;
  if (modules <= kMaxModules) return;
  ShapeReading rest = std::move(last->second);
  shapes.erase(last);
  rest.module.clear();
  add_shape(shapes, rest);
}

void FileReading::note_unknown(const event::Place& place, std::uint64_t count) {
  unknown += count;
  if (!first_unknown || place < *first_unknown) first_unknown = place;
}

void Reading::note_malformed(Malformed problem) {
  keep_first(malformed, std::move(problem));
}

void Reading::note_gap(Malformed gap) {
  ++gap_count;
  keep_first(gaps, std::move(gap));
}

void Reading::note_lost(std::string_view field, std::string_view reason, const event::Place& place,
                        std::string_view value, std::uint64_t count) {
  LostReading& one = lost[{std::string(field), std::string(reason)}];
  one.count += count;
  if (one.first.size() == kShownProblems && !(place < one.first.back().place)) return;
  const auto is_here = [&](const Malformed& known) { return known.place == place; };
  if (std::any_of(one.first.begin(), one.first.end(), is_here)) return;
  keep_first(one.first, {place, std::string(value.substr(0, kShownValueBytes))});
}

void Reading::merge(Reading&& other) {
  ledger.add(other.ledger);
  for (auto& [key, from] : other.lost) {
    const auto [known, added] = lost.try_emplace(key, from);
    if (added) continue;
    known->second.count += from.count;
    for (Malformed& one : from.first) keep_first(known->second.first, std::move(one));
  }
  merge_maps(files, std::move(other.files), merge_file);
  for (Malformed& problem : other.malformed) note_malformed(std::move(problem));
  for (Malformed& gap : other.gaps) keep_first(gaps, std::move(gap));
  gap_count += other.gap_count;
  append(unreadable, std::move(other.unreadable));
  append(passed_over, std::move(other.passed_over));
  std::move(other.without_file.begin(), other.without_file.end(), std::back_inserter(without_file));
  bytes += other.bytes;
  interrupted |= other.interrupted;
  if (stopped.empty()) stopped = std::move(other.stopped);
  if (prefilter_off.empty()) prefilter_off = std::move(other.prefilter_off);
}

void Reading::renumber(const std::vector<std::uint32_t>& numbers) {
  std::map<event::FileId, FileReading> renumbered;
  for (auto& [id, file] : files) {
    if (file.first_unknown) file.first_unknown->file.input = numbers[id.input];
    renumbered[{numbers[id.input], id.member}] = std::move(file);
  }
  files = std::move(renumbered);
  for (std::vector<Malformed>* const list : {&malformed, &gaps}) {
    for (Malformed& problem : *list) problem.place.file.input = numbers[problem.place.file.input];
    std::stable_sort(list->begin(), list->end(), is_before);
  }
  for (auto& [key, one] : lost) {
    for (Malformed& first : one.first) first.place.file.input = numbers[first.place.file.input];
    std::sort(one.first.begin(), one.first.end(), is_before);
  }
}

}  // namespace firstseen::pass
