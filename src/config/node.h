// A configuration document, such as a rule or a mapping, as a tree of values. Independent of the
// language that it is written in.
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
  // Where the string begins in a TOML document, 1-based; the column counts characters. 0: unknown.
  std::size_t line = 0;
  std::size_t column = 0;
  std::vector<Node> items;      // kArray
  std::vector<Member> members;  // kObject, in the document's order

  bool is(Kind expected) const { return kind == expected; }

  // Returns the member with this name; nullptr if this is not an object or has no such member.
  const Node* find(std::string_view name) const;

  // Returns the value of the member with this name; empty if it is absent or not a string.
  std::string_view text(std::string_view name) const;

  // Returns the string, or the strings of an array. Other items are left out.
  std::vector<std::string> strings() const;
};

struct Node::Member {
  std::string name;
  Node value;
};

}  // namespace firstseen::config
