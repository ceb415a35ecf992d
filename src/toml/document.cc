#include "toml/document.h"

#include <toml++/toml.h>

#include <sstream>

#include "toml/position.h"

namespace firstseen::toml {
namespace {

config::Node node_of(const ::toml::node& value);

config::Node array_of(const ::toml::array& array) {
  config::Node node;
  node.kind = config::Node::Kind::kArray;
  for (const ::toml::node& item : array) node.items.push_back(node_of(item));
  return node;
}

config::Node object_of(const ::toml::table& table) {
  config::Node node;
  node.kind = config::Node::Kind::kObject;
  for (const auto& [key, value] : table) node.members.push_back({std::string(key.str()), node_of(value)});
  return node;
}

template <typename Time>
config::Node time_of(const Time& time) {
  std::ostringstream text;
  text << time;
  config::Node node;
  node.kind = config::Node::Kind::kString;
  node.string = text.str();
  return node;
}

// Recursion is bounded: toml++ limits the nesting of values to 256.
config::Node node_of(const ::toml::node& value) {
  config::Node node;
  if (const auto* const table = value.as_table()) return object_of(*table);
  if (const auto* const array = value.as_array()) return array_of(*array);
  if (const auto* const string = value.as_string()) {
    node.kind = config::Node::Kind::kString;
    node.string = string->get();
    node.line = value.source().begin.line;
    node.column = value.source().begin.column;
  } else if (const auto* const integer = value.as_integer()) {
    node.kind = config::Node::Kind::kInteger;
    node.integer = integer->get();
  } else if (const auto* const number = value.as_floating_point()) {
    node.kind = config::Node::Kind::kNumber;
    node.number = number->get();
  } else if (const auto* const boolean = value.as_boolean()) {
    node.kind = config::Node::Kind::kBoolean;
    node.boolean = boolean->get();
  } else if (const auto* const date = value.as_date()) {
    return time_of(date->get());
  } else if (const auto* const time = value.as_time()) {
    return time_of(time->get());
  } else if (const auto* const date_time = value.as_date_time()) {
    return time_of(date_time->get());
  }
  return node;
}

}  // namespace

Result<config::Node> parse_document(std::string_view text, const std::string& file) {
  try {
    return object_of(::toml::parse(text));
  } catch (const ::toml::parse_error& problem) {
    Error error("not well-formed TOML: " + std::string(problem.description()));
    const auto& begin = problem.source().begin;
    error.spot = spot_at(text, byte_at(text, begin.line, begin.column), 1, file);
    return fail(std::move(error));
  }
}

}  // namespace firstseen::toml
