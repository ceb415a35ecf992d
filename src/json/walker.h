// Walks one object and keeps what it holds at the wanted paths. Internal to this folder: shows simdjson's
// types.
#pragma once

#include <simdjson.h>

#include <memory>
#include <string>
#include <vector>

#include "json/path_table.h"
#include "json/raw_record.h"
#include "text/event_xml.h"

namespace firstseen::json {

// Texts that were made while a record was read — strings unescaped because a document stands in them, values
// out of XML — and a parser for each level of documents in strings. Memory is kept from record to record.
class EmbeddedTexts {
 public:
  // `escaped`, what stands between the quotes of a string, unescaped. kPadding bytes follow.
  std::string_view keep_unescaped(std::string_view escaped);
  std::string_view keep(std::string_view text);

  // Texts from `mark` on may be overwritten.
  std::size_t mark() const { return used_; }
  void release(std::size_t mark) { used_ = mark; }

  // Parses `text` (padded) one level deeper than the document at hand; nullptr when it is not an object or
  // kMaxEmbedding levels are reached. leave() when done with it.
  simdjson::ondemand::document* enter(std::string_view text);
  void leave() { --level_; }

 private:
  struct Level {
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
  };

  std::string& next();

  std::vector<std::unique_ptr<std::string>> texts_;
  std::vector<std::unique_ptr<Level>> levels_;
  std::size_t used_ = 0;
  std::size_t level_ = 0;
};

class Walker {
 public:
  Walker(const PathTable& table, EmbeddedTexts& texts);

  // Fills record() with what the object holds. `depth`: of the object in its text.
  simdjson::error_code walk(simdjson::ondemand::object object, std::size_t depth);

  RawRecord& record() { return record_; }

 private:
  class InnerValues;

  simdjson::error_code walk_object(simdjson::ondemand::object object, const PathTable::Node& node,
                                   std::size_t depth);
  simdjson::error_code walk_array(simdjson::ondemand::array array, const PathTable::Node& node,
                                  std::size_t depth);
  simdjson::error_code walk_value(simdjson::ondemand::value value, const PathTable::Node& node,
                                  std::size_t depth);
  simdjson::error_code walk_element(simdjson::ondemand::object object, const PathTable::Node& node,
                                    std::size_t depth, std::size_t roots_entered);
  simdjson::error_code walk_pair(simdjson::ondemand::object object, const PathTable::Node& node);
  simdjson::error_code add_scalar(simdjson::ondemand::value& value, simdjson::ondemand::json_type type,
                                  const PathTable::Node& node);
  void walk_text(std::string_view token, const PathTable::Node& node, std::size_t depth);
  void walk_document(std::string_view text, const PathTable::Node& node, std::size_t depth);
  void add(const PathTable::Node& node, const RawValue& value);
  const PathTable::Node* descend(const PathTable::Node& node, std::string_view path) const;
  const PathTable::Node* child_of(const PathTable::Node& node, std::string_view key);

  const PathTable& table_;
  EmbeddedTexts& texts_;
  RawRecord record_;
  std::vector<std::uint32_t> current_element_;  // by nested root
  std::string name_;                            // the path at hand; only where there are patterns
  std::vector<PathTable::Nested> matched_;
  text::EventReader xml_;
  std::string inner_path_;  // within XML or a message, with room behind it
};

// What stands between the quotes of a key, escapes undone. `buffer` takes it where there are any. 8 bytes may
// be read behind the result's end.
std::string_view key_of(const simdjson::ondemand::field& field, std::string& buffer);

// The token of a scalar, without the white space behind it.
std::string_view scalar_token(simdjson::ondemand::value& value);

// Of a string's token, what stands between the quotes.
std::string_view between_quotes(std::string_view token);

}  // namespace firstseen::json
