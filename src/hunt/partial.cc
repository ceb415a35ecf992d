#include "firstseen/partial.h"

#include <algorithm>
#include <utility>

#include "hunt/partial_state.h"

namespace firstseen {
namespace {

// An input of one of two partials.
struct Input {
  std::string path;
  bool of_other = false;
  std::uint32_t number = 0;  // in its partial
};

void list_inputs(const pass::Reading& reading, bool of_other, std::vector<Input>& inputs) {
  for (const auto& [id, file] : reading.files) {
    if (id.member == 0) inputs.push_back({file.path, of_other, id.input});
  }
}

// New numbers for the inputs of two partials, in the order of paths.
struct Numbering {
  std::vector<std::uint32_t> own;     // by old number
  std::vector<std::uint32_t> others;  // by old number
  std::vector<std::uint32_t> ranks;   // by new number; inputs with the same path have the same rank
};

Numbering number_inputs(const pass::Reading& own, const pass::Reading& other) {
  std::vector<Input> inputs;
  list_inputs(own, false, inputs);
  list_inputs(other, true, inputs);
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const Input& a, const Input& b) { return a.path < b.path; });
  Numbering numbering;
  for (std::uint32_t i = 0; i < inputs.size(); ++i) {
    auto& numbers = inputs[i].of_other ? numbering.others : numbering.own;
    numbers.resize(std::max<std::size_t>(numbers.size(), inputs[i].number + 1));
    numbers[inputs[i].number] = i;
    const bool repeated = i > 0 && inputs[i - 1].path == inputs[i].path;
    numbering.ranks.push_back(repeated ? numbering.ranks.back() : i);
  }
  return numbering;
}

void renumber(hunt::PartialState& state, const std::vector<std::uint32_t>& numbers) {
  state.reading.renumber(numbers);
  state.matches.change_places([&](event::Place& place) { place.file.input = numbers[place.file.input]; });
}

// Returns which part of the requests of two partials differs; empty if they can be merged.
std::string difference(const hunt::PartialState& a, const hunt::PartialState& b) {
  if (hunt::rule_keys(*a.rules, a.key_options) != hunt::rule_keys(*b.rules, b.key_options))
    return "rules or options";
  if (a.rules->exclusions.lines() != b.rules->exclusions.lines()) return "exclusions";
  for (std::size_t i = 0; i < a.matches.histories.size(); ++i) {
    if (a.matches.histories[i].division() != b.matches.histories[i].division()) return "history windows";
  }
  return {};
}

}  // namespace

Partial::Partial(std::unique_ptr<hunt::PartialState> state) : state_(std::move(state)) {}
Partial::~Partial() = default;
Partial::Partial(Partial&&) noexcept = default;
Partial& Partial::operator=(Partial&&) noexcept = default;

std::vector<std::string> Partial::rule_keys() const {
  return hunt::rule_keys(*state_->rules, state_->key_options);
}

Result<void> Partial::merge(Partial other) {
  hunt::PartialState& into = *state_;
  hunt::PartialState& from = *other.state_;
  if (const std::string what = difference(into, from); !what.empty())
    return fail("these were gathered with other " + what, "gather both with the same options");
  const Numbering numbering = number_inputs(into.reading, from.reading);
  renumber(into, numbering.own);
  renumber(from, numbering.others);
  into.reading.merge(std::move(from.reading));
  const history::PlaceOrder order(numbering.ranks, [&files = into.reading.files](event::FileId id) {
    return std::string_view(files.at(id).path);
  });
  into.matches.merge(std::move(from.matches), order);
  into.threads = std::max(into.threads, from.threads);
  into.rejects_lost |= from.rejects_lost;
  return {};
}

}  // namespace firstseen
