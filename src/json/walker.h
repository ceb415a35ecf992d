// Walks one object and keeps its values at the paths of the trie. Internal to this folder.
//
//   {"event": {"code": 3, "x": …}, "a.b": "{\"c\": 1}", "xml": "<Event>…"}
//     │          │          │        │       │                └ walk_text(): the values within XML, by EventReader
//     │          │          │        │       └ walk_document(): the same walk over the document in the string
//     │          │          │        └ child_of_path(): a dotted key descends several nodes
//     │          │          └ no child of this name: the tokens skip the value
//     │          └ walk_scalar(): the node is the end of a path, the token is kept unread
//     └ child_of(): the key descends one node of the trie
//
// Each walk_…() begins at the token of a value and returns the place after it, so that objects are walked
// once from left to right. Functions call each other as deep as the input nests, at most kMaxDepth levels, and
// kMaxEmbedding documents in strings.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "json/path_table.h"
#include "json/raw_record.h"
#include "json/tokens.h"
#include "windows_event/event_xml.h"

namespace firstseen::json {

// Texts made while a record is read, strings unescaped because they hold a document and values of XML, and the tokens of each level of documents in strings. Memory is kept from record to record.
class EmbeddedDocuments {
 public:
  // `escaped`, what is between the quotes of a string. kPadding bytes follow.
  std::string_view keep_unescaped(std::string_view escaped);
  std::string_view keep(std::string_view text);

  // Texts from `mark` on may be overwritten.
  std::size_t mark() const { return used_; }
  void release(std::size_t mark) { used_ = mark; }

  // The tokens of `text` (padded), one level deeper than the current document; nullptr when it is not an
  // object or array, or kMaxEmbedding levels are reached. leave() when done with it.
  Tokens* enter(std::string_view text);
  void leave() { --level_; }

 private:
  std::string& next();

  std::vector<std::unique_ptr<std::string>> strings_;
  std::vector<std::unique_ptr<Tokens>> levels_;
  std::size_t used_ = 0;
  std::size_t level_ = 0;
};

class Walker {
 public:
  Walker(const PathTable& table, EmbeddedDocuments& embedded);

  // Fills record() with what the object that begins here holds, and returns the place after it; nullptr when
  // the tokens have failed. `depth`: of the object in its text.
  Tokens::At walk(Tokens& tokens, Tokens::At object, std::size_t depth);

  RawRecord& record() { return record_; }

 private:
  class InnerValues;
  using At = Tokens::At;

  // Each begins at a token and returns the place after what it walked.
  At walk_object(At object, const PathTable::Node& node, std::size_t depth);
  At walk_named_object(At object, const PathTable::Node& node, std::size_t depth);
  At walk_value(At value, const PathTable::Node& node, std::size_t depth);
  At walk_object_at(At object, const PathTable::Node& node, std::size_t depth);
  At walk_element(At object, const PathTable::Node& node, std::size_t depth, std::size_t roots_entered);
  At walk_pair(At object, const PathTable::Node& node, std::size_t depth);
  At add_string(At value, const PathTable::Node& node);
  At walk_scalar(At value, const PathTable::Node& node, std::size_t depth);
  void walk_text(std::string_view token, const PathTable::Node& node, std::size_t depth);
  void walk_document(std::string_view text, const PathTable::Node& node, std::size_t depth);
  void add_scalar(const PathTable::Node& node, std::string_view token, RawKind kind);
  void add(const PathTable::Node& node, std::string_view token, RawKind kind, bool escaped);
  const PathTable::Node* descend(const PathTable::Node& node, std::string_view path) const;
  const PathTable::Node* child_of(const PathTable::Node& node, std::string_view raw);
  const PathTable::Node* child_of_path(const PathTable::Node& node, std::string_view raw);

  const PathTable& table_;
  EmbeddedDocuments& embedded_;
  Tokens* tokens_ = nullptr;  // of the current document
  RawRecord record_;
  std::vector<std::uint32_t> current_element_;  // by nested root
  std::string name_;                            // the current path; only where there are patterns
  std::string key_buffer_;
  std::vector<PathTable::Nested> matched_;
  windows_event::EventReader xml_;
  std::string inner_path_;  // within XML or a message, with room after it
};

// A key with its escapes undone, from the bytes between its quotes. `buffer` holds it when it has escapes.
// Key::kReadable bytes may be read from its begin.
std::string_view key_of(std::string_view raw, std::string& buffer);

}  // namespace firstseen::json
