// Finds the records of a document: the document itself or, if it is no event by itself, what is in it.
//
//   {"@timestamp":…,"message":"{\"ActionType\":…}","agent":{…}}     a record in a string, whatever its key
//   {"responses":[{"hits":{"hits":[{"_source":{…}},…]}}]}           records in arrays of objects
//   {"columns":[{"name":"ActionType"},…],"values":[[…],…]}          records in a table
//
// A document is shown to the sink first. What the sink does not take is looked into: its objects, down to
// kMaxLevels levels, are shown likewise; each object in an array is a document again, at most kMaxDocumentsAround deep,
// as is what a string holds: JSON, an event as XML or as rendered text, either in base64, too. If nothing within
// is an event, the document is one record, of unknown shape or without the fields of an event.
// docs/sources.md, "What is looked into", has the rule.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json/part_finder.h"
#include "json/path_table.h"
#include "json/reader.h"
#include "json/record_place.h"
#include "json/surroundings.h"
#include "json/tables.h"
#include "json/tokens.h"
#include "json/walker.h"
#include "json/wrappers.h"

namespace firstseen::json {

class RecordFinder {
 public:
  // `paths` and `wrappers` must outlive the finder.
  RecordFinder(const PathTable& paths, const Wrappers& wrappers);

  // What was found in a document.
  struct Found {
    std::size_t records = 0;  // known or unknown
    std::size_t known = 0;
    bool wrapper = false;  // the document was none of them; it may have had no record
    bool ambiguous_table = false;
    bool too_many_records = false;
  };

  // Emits the records of the first object or array of `document`. Returns the position after it; nullptr if its
  // tokens have failed. Texts that records refer to are valid until clear(). REQUIRES: clear() was called.
  Tokens::At find(Tokens& document, RecordSink& sink);

  // The same of what is within the object or array, which is no record.
  Tokens::At find_within(Tokens& document, RecordSink& sink);
  const Found& found() const { return found_; }

  // Whether the document is a record that was taken at once, so that nothing was looked into.
  bool is_itself() const { return found_.known == 1 && !looked_; }

  // Whether a document in a string, of which something was read, was damaged.
  bool damaged_inside() const { return embedded_.damaged(); }

  // Forgets what was found.
  void clear();

  // The walk over the last record.
  const Walker& walker() const { return walker_; }

 private:
  using At = Tokens::At;

  using Event = windows_event::EventParts::Event;
  using Spellings = std::unordered_map<std::string, std::string>;  // keys by another spelling

  // Functions that return At begin at a token and return the position after the value, or nullptr after an error.
  At read_document(Tokens& document, const Place& place);
  At read_array(At array, const Place& place);
  At read_object(At object, const Place& place);
  At show(At object, const Place& place, Asked asked, Answer& answer);
  void add_time(At object);
  Asked asked_of(const Place& place) const;
  At read_beside(At object, At end, const Place& place, Answer answer);
  At read_in(At object, At end, const Place& place, Answer answer);
  At look_into(At object, const Place& place, Values& found_in);
  At look_into_member(At value, const PathTable::Node* node, const Place& place);
  bool has_taken_part(At value, At end) const;
  At look_into_array(At array, const Place& place);
  At look_into_element(At element, const Place& place);
  bool read_tables(At object, const Place& place);
  void read_otherwise(At value, const Place& place);
  void read_messages(At value, const Place& place);
  void read_rest(At object, const Values& found_in, const Place& place);
  void read_apart(At object, const Event& event, const Place& place);
  void write_apart(std::string& out, At object, const std::string& path, const Event& event,
                   std::size_t levels);
  template <typename Read>
  void read_made_object(const std::string& text, const Read& read);
  void look_into_string(std::string_view token, const Place& place);
  void look_into_text(std::string_view text, const Place& place);
  void look_into_messages_between(std::string_view text, const Place& place);
  void look_into_mixed(std::string_view text, const Place& place);
  bool look_into_object(std::string_view object, const Place& place);
  void look_into_broken(std::string_view text, const Place& place);
  void look_into_documents(std::string_view text, const Place& place);
  std::size_t read_piece(std::string_view piece, const Place& place);
  bool look_into_event(std::string_view text, const Place& place);
  std::optional<Event> read_event_of_parts(At object, const Place& place);
  bool read_lacking(At object, const Place& place);
  bool read_respelled(At object, const Place& place, bool by_letters);
  void read_plain_form(At object, const Place& place);
  At read_in_another_way(At object, At end, const Place& place, Answer& answer);
  bool read_several(At object, const Place& place);
  std::vector<std::string> pieces_of(At value);
  std::vector<std::string_view> events_of(std::string_view text);
  void fill_spellings();
  void look_into_numbers(At array, const Place& place);
  void look_into_bytes(std::string_view bytes, const Place& place);
  void add_unknown(std::size_t count);
  void read_rows(const TableRows& rows, const Place& place);
  void read_made(std::string_view text, const Place& place);
  std::size_t read_embedded(std::string_view text, const Place& place);

  Surroundings surroundings_;
  EmbeddedDocuments embedded_;
  Walker walker_;
  PartFinder parts_{embedded_};
  const Wrappers& wrappers_;
  Tokens* tokens_ = nullptr;  // of the current document
  RecordSink* sink_ = nullptr;
  Found found_;
  std::vector<Spellings> spellings_;  // by table, of letters; made for the first document that needs them
  std::string key_buffer_;
  // What may still be made of an object by read_several(); nullopt outside of it.
  std::optional<std::size_t> several_bytes_;
  // The documents around the innermost object that lacks something, while it is looked into.
  std::optional<std::size_t> lacking_in_;
  Values taken_;            // the parts of tables that were read
  bool looked_ = false;     // into something in the document
  bool envelopes_ = false;  // some of these lacked what an event has
  bool messages_ = false;   // there were rendered texts
  // What is taken as records if there is nothing else in a document.
  bool take_messages_ = false;
  bool take_envelopes_ = false;  // only in one of unknown shape
  bool respelling_ = false;      // the current document was made for another spelling
  bool of_parts_ = false;        // the current document was made of the parts of one that a table knows
  bool plain_ = false;           // the current document is in its plain form, or within one
};

}  // namespace firstseen::json
