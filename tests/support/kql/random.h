// Random queries and random events that have a fair chance to match each other.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "event/network_event.h"

namespace firstseen::kql {

// The text of a query that compiles: all operators, value lists, ranges, patterns, nested groups and every
// type.
class RandomQuery {
 public:
  explicit RandomQuery(std::mt19937& random) : random_(random) {}

  std::string text() { return query(0, false); }

 private:
  std::string query(int depth, bool nested);
  std::string test(bool nested);
  std::string values(int depth, std::string_view field);
  std::string literal(std::string_view field);
  std::string_view field_name(bool nested);
  std::string keyword(std::string_view word);
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  std::string_view pick(const std::vector<std::string_view>& from) { return from[random_() % from.size()]; }

  std::mt19937& random_;
};

// Gives every field of the event's FieldSet some values, often none, of the field's type.
class RandomEvent {
 public:
  // Half of the values are made of `words`, where there are any: those of the query.
  RandomEvent(std::mt19937& random, const event::FieldSet& fields, std::vector<std::string> words = {})
      : random_(random), fields_(fields), event_(fields), words_(std::move(words)) {}

  const event::NetworkEvent& next();

  // The same, with some fields whose values are those of repeated keys.
  const event::NetworkEvent& next_with_repeated();

 private:
  event::Value value_of(event::FieldType type);
  std::optional<event::Value> word_of(event::FieldType type);
  void fill(event::FieldSlot slot);

  std::mt19937& random_;
  const event::FieldSet& fields_;
  event::NetworkEvent event_;
  std::deque<std::string> lowered_;  // values of caseless fields
  std::deque<std::vector<event::Value>> values_;
  std::vector<std::string> words_;
};

}  // namespace firstseen::kql
