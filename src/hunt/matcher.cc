#include "hunt/matcher.h"

#include <algorithm>
#include <utility>

#include "event/event_json.h"
#include "text/phrases.h"

namespace firstseen::hunt {
namespace {

constexpr std::size_t kFewTerms = 64;  // up to this many, kMaxShownBytes does not apply

std::string_view first_text(event::Values values) {
  return values.empty() ? std::string_view{} : values.front().text;
}

// Makes the evidence of one record for one rule. The terms of the record share one event.
class RecordEvidence final : public history::EvidenceMaker {
 public:
  RecordEvidence(const rules::CompiledRule& rule, const event::FieldSet& fields, const pass::Record& record,
                 const TermProduct& terms)
      : rule_(rule), fields_(fields), record_(record), terms_(terms) {}

  history::Evidence make() override { return {event(), terms_.values(), terms_.identity()}; }

  const std::shared_ptr<history::KeptEvent>& event() {
    if (event_) return event_;
    const event::NetworkEvent& event = record_.event();
    event_ = std::make_shared<history::KeptEvent>();
    event::append_event_json(event_->json, event, rule_.shown);
    const auto derived = event.derived();
    for (const event::FieldSlot slot : rule_.shown) {
      if (std::binary_search(derived.begin(), derived.end(), slot))
        event_->derived.push_back(fields_[slot].base);
    }
    event_->source = event.source;
    event_->place = record_.place();
    return event_;
  }

 private:
  const rules::CompiledRule& rule_;
  const event::FieldSet& fields_;
  const pass::Record& record_;
  const TermProduct& terms_;
  std::shared_ptr<history::KeptEvent> event_;
};

}  // namespace

void RuleCounts::merge(RuleCounts&& other, const history::PlaceOrder& order) {
  matched += other.matched;
  without_term += other.without_term;
  excluded += other.excluded;
  expired += other.expired;
  if (!other.first_without_term) return;
  if (first_without_term && order.compare(*first_without_term, *other.first_without_term) <= 0) return;
  first_without_term = other.first_without_term;
  missing = std::move(other.missing);
}

Matches::Matches(const Plan& plan)
    : counts(plan.rules->rules.size()), excluded(plan.rules->exclusions.lines().size(), 0) {
  for (const rules::CompiledRule& rule : plan.rules->rules)
    histories.emplace_back(division_of(rule, plan.from));
}

void Matches::merge(Matches&& other, const history::PlaceOrder& order, const history::EachTerm& each_term) {
  for (std::size_t i = 0; i < histories.size(); ++i)
    histories[i].merge(std::move(other.histories[i]), order, each_term);
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i].merge(std::move(other.counts[i]), order);
  for (std::size_t i = 0; i < excluded.size(); ++i) excluded[i] += other.excluded[i];
  for (const auto& [field, count] : other.derived) derived[field] += count;
}

void Matches::change_places(const std::function<void(event::Place&)>& change) {
  for (history::History& history : histories) history.change_places(change);
  for (RuleCounts& rule : counts) {
    if (rule.first_without_term) change(*rule.first_without_term);
  }
}

pass::Verdict Matcher::visit(pass::Record& record, prefilter::RuleMask possible) {
  bool matched = false;
  bool too_many_terms = false;
  has_actors_ = false;
  if (record.reading() == pass::ReadingKind::kFirst) {
    matched_rules_.clear();
    matched_terms_.clear();
  }
  const std::vector<rules::CompiledRule>& rules = plan_.rules->rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    // A bit of `possible` is clear if the prefilter ruled the rule out.
    if (!possible.empty() && (possible[i / 64] >> (i % 64) & 1) == 0) continue;
    if (!rules[i].program.matches(record.event())) continue;
    const pass::Verdict verdict = match(i, record);
    matched |= verdict == pass::Verdict::kMatched;
    too_many_terms |= verdict == pass::Verdict::kTooManyTerms;
  }
  if (!matched) return too_many_terms ? pass::Verdict::kTooManyTerms : pass::Verdict::kNotMatched;
  if (record.reading() == pass::ReadingKind::kFurther) return pass::Verdict::kMatched;
  const event::NetworkEvent& event = record.event();
  for (const event::FieldSlot slot : event.derived()) ++matches_.derived[event.fields()[slot].base];
  return pass::Verdict::kMatched;
}

// Handles a record that passed the rule's condition. Excluded records count as matched.
pass::Verdict Matcher::match(std::size_t rule, pass::Record& record) {
  const rules::CompiledRule& compiled = plan_.rules->rules[rule];
  RuleCounts& counts = matches_.counts[rule];
  if (plan_.to && record.event().time > *plan_.to) return pass::Verdict::kMatched;
  // A record counts once, whatever reads it.
  const bool is_new = record.reading() == pass::ReadingKind::kOnly || matched_rules_.insert(rule).second;
  counts.matched += is_new ? 1 : 0;
  if (is_new && compiled.expired && compiled.expired->matches(record.event())) ++counts.expired;
  if (const auto line = plan_.rules->exclusions.covers_event(record.event())) {
    matches_.excluded[*line] += is_new ? 1 : 0;
    counts.excluded += is_new ? 1 : 0;
    return pass::Verdict::kMatched;
  }
  record.complete();
  switch (terms_.start(compiled, record.event())) {
    case TermProduct::Size::kNone:
      if (is_new) note_missing_term(compiled, record, counts);
      return pass::Verdict::kMatched;
    case TermProduct::Size::kTooMany: return pass::Verdict::kTooManyTerms;
    case TermProduct::Size::kSome: break;
  }
  return add_terms(rule, record) ? pass::Verdict::kMatched : pass::Verdict::kTooManyTerms;
}

void Matcher::note_missing_term(const rules::CompiledRule& rule, const pass::Record& record,
                                RuleCounts& counts) {
  ++counts.without_term;
  if (counts.first_without_term && *counts.first_without_term <= record.place()) return;
  counts.first_without_term = record.place();
  counts.missing.clear();
  for (const event::FieldSlot slot : rule.terms) {
    if (record.event().values(slot).empty()) counts.missing.push_back(slot);
  }
}

// Adds the record's terms to the rule's history. Returns false if they would show the record too
// often.
bool Matcher::add_terms(std::size_t rule, const pass::Record& record) {
  const rules::CompiledRule& compiled = plan_.rules->rules[rule];
  const event::NetworkEvent& event = record.event();
  RecordEvidence evidence(compiled, plan_.rules->fields, record, terms_);
  if (terms_.size() > kFewTerms && terms_.size() > kMaxShownBytes / evidence.event()->json.size())
    return false;
  note_actors(event);
  const std::vector<std::string> counted = counted_values(compiled, event);
  const history::Sighting sighting{event.time, record.place(), first_text(event.values(event::kHostName)),
                                   counted,    &users_,        &processes_,
                                   &sources_};
  bool excluded = false;
  while (terms_.next()) {
    if (record.reading() != pass::ReadingKind::kOnly && !matched_terms_.emplace(rule, terms_.key()).second)
      continue;
    if (const auto line = terms_.excluded_by(plan_.rules->exclusions)) {
      ++matches_.excluded[*line];
      excluded = true;
    } else {
      matches_.histories[rule].add(terms_.key(), sighting, evidence);
    }
  }
  if (excluded) ++matches_.counts[rule].excluded;
  return true;
}

void Matcher::note_actors(const event::NetworkEvent& event) {
  if (std::exchange(has_actors_, true)) return;
  const auto assign = [&](history::RecordValues& to, event::Values values) {
    texts_.clear();
    for (const event::Value& value : values) texts_.push_back(value.text);
    to.assign(texts_);
  };
  assign(users_, event.values(event::kUserName));
  assign(processes_, event.values(event::kProcessName));
  const event::Values addresses = event.values(event::kSourceIp);
  addresses_.resize(addresses.size());
  texts_.clear();
  for (std::size_t i = 0; i < addresses.size(); ++i)
    texts_.push_back(addresses_[i] = addresses[i].ip.to_string());
  sources_.assign(texts_);
}

// Adds the terms of this block to the common count, and stops the pass beyond the bound.
std::optional<std::string> Matcher::end_block(event::FileId /*file*/,
                                              const sources::ShapeTallies& /*tallies*/) {
  if (bound_.max == 0) return std::nullopt;
  std::uint64_t terms = 0;
  for (const history::History& history : matches_.histories) terms += history.terms().size();
  const std::uint64_t before = std::exchange(kept_terms_, terms);
  const std::uint64_t kept = bound_.kept += terms - before;
  if (kept <= bound_.max) return std::nullopt;
  return "more than " + text::counted(bound_.max, "different term");
}

}  // namespace firstseen::hunt
