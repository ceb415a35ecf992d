// Walks an object and stores its values at the paths of the trie. Internal to this folder.
//
//   {"event": {"code": 3, "x": …}, "a.b": "{\"c\": 1}", "xml": "<Event>…"}
//     │          │          │        │       │                └ walk_text(): XML, by EventReader
//     │          │          │        │       └ walk_document(): the same walk over this document
//     │          │          │        └ child_of_path(): a dotted key descends several nodes
//     │          │          └ no child of this name: the tokens skip the value
//     │          └ walk_scalar(): the node is the end of a path, the raw token is stored
//     └ child_of(): the key descends one node of the trie
//
// Each walk_…() begins at the token of a value and returns the position after it, so that objects
// are walked once from left to right. The recursion is as deep as the input nests: at most
// kMaxDepth levels, and kMaxEmbedding documents in strings.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "json/embedded.h"
#include "json/path_table.h"
#include "json/raw_record.h"
#include "json/tokens.h"
#include "windows_event/event_xml.h"

namespace firstseen::json {

// Texts made while a record is read (unescaped strings that contain a document, values of XML), and
// the tokens of each level of documents in strings. Memory is reused from record to record.
class EmbeddedDocuments {
 public:
  // Store `escaped`, the text between the quotes of a string, without its escapes, or a copy of
  // `text`. kPadding bytes follow the result, which is valid until release().
  std::string_view keep_unescaped(std::string_view escaped);
  std::string_view keep(std::string_view text);

  // Texts that were stored after mark() may be overwritten after release() of its result.
  std::size_t mark() const { return used_; }
  void release(std::size_t mark) { used_ = mark; }

  // Returns the tokens of `text` (padded), one level deeper than the current document; nullptr if
  // it is not an object or array, or if kMaxEmbedding levels are reached. Of one that is cut or has a bad byte, those of
  // what is whole, and damaged() is set. Call leave() when done with a result.
  Tokens* enter(std::string_view text);
  void leave() { --level_; }

  // How many bytes of the text that was entered last are whole, repaired ones counted.
  std::size_t whole_bytes() const { return whole_bytes_; }

  // Whether a document in a string, of which something was read, was damaged.
  bool damaged() const { return damaged_; }
  void set_damaged(bool damaged) { damaged_ = damaged; }

 private:
  std::string& next();

  std::vector<std::unique_ptr<std::string>> strings_;
  std::vector<std::unique_ptr<Tokens>> levels_;
  std::size_t used_ = 0;
  std::size_t level_ = 0;
  std::size_t whole_bytes_ = 0;
  bool damaged_ = false;
};

class Walker {
 public:
  Walker(const PathTable& table, EmbeddedDocuments& embedded);

  // Fills record() with the values of the object at `object`, and returns the position after it;
  // nullptr if the tokens have failed. `depth` is that of the object in its document.
  Tokens::At walk(Tokens& tokens, Tokens::At object, std::size_t depth);

  RawRecord& record() { return record_; }
  const RawRecord& record() const { return record_; }

  // Whether another object with the same tokens, up to the contents of scalars, yields the same record with its own
  // values, provided that none of the texts of strings_read() holds a document, and its messages have the same keys in
  // the same lines.
  bool repeatable() const { return repeatable_; }
  void forbid_repeating() { repeatable_ = false; }
  const StringsRead& strings_read() const { return strings_read_; }

  // Where the object has several documents in the place of one: an array whose elements have values of the same paths, or a
  // string with more than one event; nullptr if nowhere.
  Tokens::At several() const { return several_; }

 private:
  class InnerValues;
  using At = Tokens::At;

  // Functions that return At begin at a token and return the position after the value.
  At walk_object(At object, const PathTable::Node& node, std::size_t depth);
  At walk_named_object(At object, const PathTable::Node& node, std::size_t depth);
  At walk_value(At value, const PathTable::Node& node, std::size_t depth);
  At walk_array(At array, const PathTable::Node& node, std::size_t depth);
  At typed_value(At object);
  At walk_object_at(At object, const PathTable::Node& node, std::size_t depth);
  At walk_element(At object, const PathTable::Node& node, std::size_t depth, std::size_t roots_entered);
  At walk_pair(At object, const PathTable::Node& node, std::size_t depth);
  At add_string(At value, const PathTable::Node& node);
  At walk_scalar(At value, const PathTable::Node& node, std::size_t depth);
  bool walk_text(std::string_view token, const PathTable::Node& node, std::size_t depth);
  void note_several(At value, PathId shared);
  bool walk_document(std::string_view text, const PathTable::Node& node, std::size_t depth);
  void add_scalar(const PathTable::Node& node, std::string_view token, RawKind kind);
  void add(const PathTable::Node& node, std::string_view token, RawKind kind, bool escaped);
  const PathTable::Node* descend(const PathTable::Node& node, std::string_view path) const;
  const PathTable::Node* child_of(const PathTable::Node& node, std::string_view raw);
  const PathTable::Node* child_of_path(const PathTable::Node& node, std::string_view raw);

  const PathTable& table_;
  EmbeddedDocuments& embedded_;
  Tokens* own_ = nullptr;     // of the object's document
  Tokens* tokens_ = nullptr;  // of the current document
  At several_ = nullptr;
  RawRecord record_;
  bool repeatable_ = true;
  StringsRead strings_read_;
  std::vector<std::uint32_t> current_element_;  // by nested root
  std::string name_;                            // the current path; only if there are patterns
  std::string key_buffer_;
  std::vector<PathTable::Nested> matched_;
  windows_event::EventReader xml_;
  std::string inner_path_;  // path within XML or a message, padded for Key
};

// Returns the key without escapes; `raw` is the text between its quotes. The result is in `buffer`
// if there are escapes. Key::kReadable bytes from its start are readable.
std::string_view key_of(std::string_view raw, std::string& buffer);

}  // namespace firstseen::json
