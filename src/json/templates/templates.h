// Reads documents that differ from an earlier one only in their values.
//
//   {"pid":4,"name":"a b","up":true}      an exporter writes the same bytes around other values
//   └─────┘ └──────┘   └──────┘    │
//   literal  literal   literal     └ literal
//
// A document that the walk has read becomes a list of pieces: a literal and the kind of value that follows it. A
// later document fits if each literal is the same, each string is closed where the next literal begins and has no
// control character, and each bare scalar consists of the bytes of numbers and names. Then its tokens are those of
// the first, up to the values, and so is what the walk finds: the record of the first is given again, with the
// values of this one. docs/reading.md has the argument. Pieces form a tree, in which documents share what they
// begin with.
//
// Of the pieces that may follow, the first that fits is taken: a document that another one would have led to a template
// does not fit. A document that does not fit is not judged: the walk reads it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/embedded.h"
#include "json/raw_record.h"
#include "json/templates/template_tree.h"
#include "json/tokens.h"

namespace firstseen::json::templates {

// Not thread-safe.
class Templates {
 public:
  // Memory for pieces and records: when it is full, nothing is learnt until templates have rested.
  static constexpr std::size_t kMaxBytes = 2 << 20;

  // Larger documents, and those with more values, are not learnt.
  static constexpr std::size_t kMaxDocumentBytes = 512 << 10;
  static constexpr std::size_t kMaxValues = 2048;

  // No more are learnt that could follow the same piece, since they are compared one after another.
  static constexpr std::size_t kMaxSiblings = 32;

  // `paths` are those of the records, and must outlive the templates.
  Templates(MatchTemplate* match, const PathTable& paths);

  // Returns the record of a document that fits, valid until the next call of this or learn(); nullptr if the walk must
  // read it. kPadding bytes after `text` must be readable.
  const RawRecord* read(std::string_view text);

  // Adds a document that the walk has read as one record, if it is within the bounds and its values are all in it.
  // Pieces that were added before a bound is met stay.
  void learn(std::string_view text, const Tokens& tokens, const RawRecord& record,
             const StringsRead& strings);

  std::size_t bytes() const { return bytes_; }

  // Whether learn() may have an effect.
  bool learns() const { return rest_ == 0 && bytes_ < kMaxBytes && credit_ > 0; }

 private:
  // The wanted values of pieces, by how they become those of the record.
  struct Bindings {
    std::vector<Binding> strings;
    std::vector<Binding> late;     // strings of late paths
    std::vector<Binding> lines;    // of messages, which have blanks around them
    std::vector<Binding> scalars;  // numbers, true, false and null, which must be checked; some have no place

    std::array<std::vector<Binding>*, 4> all() { return {&strings, &late, &lines, &scalars}; }
  };
  struct Template {
    RawRecord record;
    Bindings bindings;
  };
  // The rest of a message's line.
  struct MessageValue {
    const char* message;  // the string's first byte
    std::size_t begin;    // in the message without escapes
    std::size_t end;
    std::size_t value;  // index into values_
  };
  // A literal of any length and the value after it: one or more pieces.
  struct Segment {
    std::string_view literal;
    PieceEnd end;
    bool wanted;
  };

  void count(std::size_t bytes, bool fits);
  const RawRecord* take_values(Template& found);
  bool take_lines(Template& found);
  bool take_scalars(Template& found);
  void clear();
  bool find_pieces(std::string_view text, const Tokens& tokens, const StringsRead& strings);
  bool find_message_pieces(std::string_view escaped, const char*& literal);
  bool decode_message(std::string_view escaped);
  bool add_piece(const char*& literal, std::string_view value, PieceEnd end);
  bool bind(const RawRecord& record, const StringsRead& strings);
  void find_late_places(const RawRecord& record);
  std::optional<std::size_t> value_at(const char* token) const;
  std::optional<std::size_t> value_of(const StringsRead::OfMessage& line) const;
  std::uint32_t find_or_add(std::uint32_t parent, Segment segment);
  std::uint32_t find_or_add_piece(std::uint32_t parent, const Segment& segment);

  MatchTemplate* match_;
  const PathTable& paths_;
  TemplateTree tree_;
  TemplateMatch found_;
  std::vector<Template> templates_;
  std::size_t bytes_ = 0;
  bool crowded_ = false;  // some piece has as many siblings as may be

  // Templates rest while most bytes are of documents that do not fit.
  std::uint32_t tried_ = 0;  // documents
  std::uint64_t tried_bytes_ = 0;
  std::uint64_t fitted_bytes_ = 0;
  std::uint32_t rest_ = 0;  // documents until they are tried again
  std::uint32_t next_rest_;

  // Bytes of documents that may be learnt: some after each rest, and more where documents fit. So learning costs little
  // beside reading, whatever comes.
  std::uint64_t credit_;

  // Of the document being learnt; reused.
  std::vector<Segment> segments_;
  std::vector<const char*> values_;           // the first byte of each value
  Bindings bindings_;                         // `span` is an index into values_, at last into found_.values
  std::vector<bool> late_places_;             // by place in the record
  std::vector<MessageValue> message_values_;  // ascending
  std::string message_;                       // the current message, without its escapes
  std::vector<std::size_t> raw_offsets_;      // by byte of message_, and at last its end
};

}  // namespace firstseen::json::templates
