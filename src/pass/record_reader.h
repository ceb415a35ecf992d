// Reads the texts of blocks and the records in them, and keeps the ledger: what all passes over inputs share.
// What is done with an event is the pass's own. One a thread; shares nothing that it writes to.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "event/network_event.h"
#include "event/origin.h"
#include "firstseen/ledger.h"
#include "firstseen/reading.h"
#include "input/input.h"
#include "json/reader.h"
#include "sources/normalizer.h"

namespace firstseen::pass {

// A malformed text.
struct Malformed {
  event::Origin origin;
  std::string_view reason;  // static text
};

// The lines of a block, for numbering those behind it.
struct BlockLines {
  event::FileId file;
  std::uint32_t block;
  std::uint64_t lines;
};

// What was read; that of several readers is merged into one.
struct Reading {
  Ledger ledger;
  sources::ShapeTallies tallies;
  std::vector<Malformed> malformed;  // the first kShownProblems
  std::vector<BlockLines> block_lines;
  std::set<event::FileId> recognised;  // files of which a sampled text was of a known shape
  std::set<event::FileId> has_texts;   // files of which a sampled text was not blank

  void note_malformed(const Malformed& problem);
  void merge(const Reading& other);
};

class RecordReader : private json::RecordSink {
 public:
  // `fields` are those that the normalizer was made for. All must outlive the reader.
  RecordReader(const sources::Normalizer& normalizer, const event::FieldSet& fields,
               const ReadRequest& request);

  // All texts of a block.
  void read_block(const input::Block& block);

  // What was read so far.
  Reading reading() const;

 protected:
  // Some texts of a block, in their order: begin_block(), read_text() for each, end_block() with the lines
  // that the block accounts for.
  void begin_block(const input::Block& block);
  void read_text(const input::Text& text);
  void end_block(std::uint64_t lines);

  // What a record counts as.
  enum class Fate { kMatched, kNotMatched, kTooManyTerms };

  // A record of known shape with a time: event() has the needed fields, complete() adds the others.
  virtual Fate take_event() = 0;

  // A record of known shape, before what becomes of it is decided.
  virtual void take_known(sources::Outcome) {}

  // What is no event: of a text that is malformed or rejected as a whole, record 0 of the origin.
  virtual void take_malformed(std::string_view) {}
  virtual void take_rejected(Reject) {}
  virtual void take_unknown() {}

  event::NetworkEvent& event() { return event_; }
  sources::ShapeTallies& tallies() { return tallies_; }
  std::size_t shape() const { return shape_; }  // its number

  // From now on takes what fills the fields of each record; it must outlive the reader.
  void set_trace(sources::Trace& trace) { trace_ = &trace; }
  Ledger& ledger() { return reading_.ledger; }

  // The text and record at hand.
  const input::Block& block() const { return *block_; }
  const input::Text& text() const { return *text_; }
  const event::Origin& origin() const { return origin_; }

  // Adds the fields that normalize() left out; may be called again.
  void complete();

 private:
  void parse(const input::Text& text, std::string_view bytes);
  bool record(const json::RawRecord& record) override;
  void unknown() override;
  void count(Fate fate);
  void reject_text(Reject reason);

  const sources::Normalizer& normalizer_;
  std::uint64_t max_text_bytes_;
  Reading reading_;
  json::Reader reader_;
  event::NetworkEvent event_;
  sources::Conversion conversion_{event_};
  sources::ShapeTallies tallies_;
  sources::Trace* trace_ = nullptr;

  const input::Block* block_ = nullptr;
  bool has_texts_ = false;  // the block, as Reading has it of files
  bool recognised_ = false;
  const input::Text* text_ = nullptr;
  const json::RawRecord* record_ = nullptr;
  std::size_t shape_ = 0;
  event::Origin origin_;
  bool control_ = false;  // the text is a line that announces or closes records
  bool completed_ = false;
};

}  // namespace firstseen::pass
