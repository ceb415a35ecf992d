#include "json/document.h"

#include <simdjson.h>

#include "json/writer.h"

namespace firstseen::json {
namespace {

namespace dom = simdjson::dom;

config::Node node_of(const dom::element& element);

config::Node array_of(const dom::array& array) {
  config::Node node;
  node.kind = config::Node::Kind::kArray;
  for (const dom::element item : array) node.items.push_back(node_of(item));
  return node;
}

config::Node object_of(const dom::object& object) {
  config::Node node;
  node.kind = config::Node::Kind::kObject;
  for (const auto [key, value] : object) node.members.push_back({std::string(key), node_of(value)});
  return node;
}

// The depth of this recursion is bounded: simdjson rejects documents nested deeper than 1024.
config::Node node_of(const dom::element& element) {
  config::Node node;
  switch (element.type()) {
    case dom::element_type::ARRAY: return array_of(element.get_array().value_unsafe());
    case dom::element_type::OBJECT: return object_of(element.get_object().value_unsafe());
    case dom::element_type::INT64:
      node.kind = config::Node::Kind::kInteger;
      node.integer = element.get_int64().value_unsafe();
      return node;
    case dom::element_type::UINT64:
      node.kind = config::Node::Kind::kNumber;
      node.number = static_cast<double>(element.get_uint64().value_unsafe());
      return node;
    case dom::element_type::DOUBLE:
      node.kind = config::Node::Kind::kNumber;
      node.number = element.get_double().value_unsafe();
      return node;
    case dom::element_type::STRING:
      node.kind = config::Node::Kind::kString;
      node.string = element.get_string().value_unsafe();
      return node;
    case dom::element_type::BOOL:
      node.kind = config::Node::Kind::kBoolean;
      node.boolean = element.get_bool().value_unsafe();
      return node;
    case dom::element_type::NULL_VALUE: return node;
  }
  return node;
}

void write(Writer& writer, const config::Node& node) {
  switch (node.kind) {
    case config::Node::Kind::kNull: writer.null(); return;
    case config::Node::Kind::kBoolean: writer.boolean(node.boolean); return;
    case config::Node::Kind::kInteger: writer.integer(node.integer); return;
    case config::Node::Kind::kNumber: writer.number(node.number); return;
    case config::Node::Kind::kString: writer.string(node.string); return;
    case config::Node::Kind::kArray:
      writer.begin_array();
      for (const config::Node& item : node.items) write(writer, item);
      writer.end_array();
      return;
    case config::Node::Kind::kObject:
      writer.begin_object();
      for (const auto& [name, value] : node.members) write(writer.key(name), value);
      writer.end_object();
      return;
  }
}

}  // namespace

Result<config::Node> parse_document(std::string_view text) {
  dom::parser parser;
  dom::element root;
  const auto error = parser.parse(text.data(), text.size()).get(root);
  if (error != simdjson::SUCCESS)
    return fail(std::string("not well-formed JSON: ") + simdjson::error_message(error));
  return node_of(root);
}

std::string to_json(const config::Node& node) {
  std::string out;
  Writer writer(out);
  write(writer, node);
  return out;
}

}  // namespace firstseen::json
