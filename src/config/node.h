// A configuration document of any language — a rule, a mapping — as a tree of plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstseen::config {

struct Node {
  enum class Kind : std::uint8_t { kNull, kBoolean, kInteger, kNumber, kString, kArray, kObject };
  struct Member;

  Kind kind = Kind::kNull;
  bool boolean = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string string;
  // Where the string begins in a TOML document, 1-based; the column counts characters. 0: not known.
  std::size_t line = 0;
  std::size_t column = 0;
  std::vector<Node> items;      // kArray
  std::vector<Member> members;  // kObject, in the document's order

  bool is(Kind wanted) const { return kind == wanted; }

  // The member of that name; nullptr when this is no object or has none.
  const Node* find(std::string_view name) const;

  // The text of a member that is a string; empty when there is none.
  std::string_view text(std::string_view name) const;

  // A string, or the strings of an array of them; what is neither is left out.
  std::vector<std::string> strings() const;
};

struct Node::Member {
  std::string name;
  Node value;
};

}  // namespace firstseen::config
