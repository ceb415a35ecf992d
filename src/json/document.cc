#include "json/document.h"

#include <simdjson.h>

#include "json/writer.h"

namespace firstseen::json {
namespace {

namespace dom = simdjson::dom;

Node node_of(const dom::element& element);

Node array_of(const dom::array& array) {
  Node node;
  node.kind = Node::Kind::kArray;
  for (const dom::element item : array) node.items.push_back(node_of(item));
  return node;
}

Node object_of(const dom::object& object) {
  Node node;
  node.kind = Node::Kind::kObject;
  for (const auto [key, value] : object) node.members.push_back({std::string(key), node_of(value)});
  return node;
}

// simdjson bounds the nesting of a document (1024) before this recursion begins.
Node node_of(const dom::element& element) {
  Node node;
  switch (element.type()) {
    case dom::element_type::ARRAY: return array_of(element.get_array().value_unsafe());
    case dom::element_type::OBJECT: return object_of(element.get_object().value_unsafe());
    case dom::element_type::INT64:
      node.kind = Node::Kind::kInteger;
      node.integer = element.get_int64().value_unsafe();
      return node;
    case dom::element_type::UINT64:
      node.kind = Node::Kind::kNumber;
      node.number = static_cast<double>(element.get_uint64().value_unsafe());
      return node;
    case dom::element_type::DOUBLE:
      node.kind = Node::Kind::kNumber;
      node.number = element.get_double().value_unsafe();
      return node;
    case dom::element_type::STRING:
      node.kind = Node::Kind::kString;
      node.string = element.get_string().value_unsafe();
      return node;
    case dom::element_type::BOOL:
      node.kind = Node::Kind::kBoolean;
      node.boolean = element.get_bool().value_unsafe();
      return node;
    case dom::element_type::NULL_VALUE: return node;
  }
  return node;
}

void write(Writer& writer, const Node& node) {
  switch (node.kind) {
    case Node::Kind::kNull: writer.null(); return;
    case Node::Kind::kBoolean: writer.boolean(node.boolean); return;
    case Node::Kind::kInteger: writer.integer(node.integer); return;
    case Node::Kind::kNumber: writer.number(node.number); return;
    case Node::Kind::kString: writer.string(node.string); return;
    case Node::Kind::kArray:
      writer.begin_array();
      for (const Node& item : node.items) write(writer, item);
      writer.end_array();
      return;
    case Node::Kind::kObject:
      writer.begin_object();
      for (const auto& [name, value] : node.members) write(writer.key(name), value);
      writer.end_object();
      return;
  }
}

}  // namespace

Result<Node> parse_document(std::string_view text) {
  dom::parser parser;
  dom::element root;
  const auto error = parser.parse(text.data(), text.size()).get(root);
  if (error != simdjson::SUCCESS)
    return fail(std::string("not well-formed JSON: ") + simdjson::error_message(error));
  return node_of(root);
}

std::string to_json(const Node& node) {
  std::string out;
  Writer writer(out);
  write(writer, node);
  return out;
}

}  // namespace firstseen::json
