// One thread of a pass: reads the documents of blocks and their records, counts them in the ledger,
// and passes records to its visitor. Workers share no mutable state.
#pragma once

#include <optional>
#include <vector>

#include "event/network_event.h"
#include "firstseen/input.h"
#include "input/block.h"
#include "json/reader.h"
#include "pass/line_numbers.h"
#include "pass/reading.h"
#include "pass/spool.h"
#include "pass/visitor.h"
#include "prefilter/prefilter.h"
#include "sources/normalizer.h"

namespace firstseen::pass {

// What a pass needs to read records. All of it must outlive the pass.
struct ReadPlan {
  const sources::Normalizer& normalizer;
  const event::FieldSet& fields;              // the fields that the normalizer was made for
  prefilter::Prefilter* prefilter = nullptr;  // null: every document is read
  bool keep_rejects = false;                  // keep raw documents that are malformed or rejected
  bool trace = false;                         // record which rows filled the fields
};

class Worker {
 public:
  Worker(const ReadPlan& plan, const ReadRequest& request, Visitor& visitor);

  // Reads the documents that must be read and counts the others. Returns the result of
  // Visitor::end_block().
  std::optional<std::string> read(const input::Block& block);

  // The number of malformed or rejected documents and records so far, and of matched records.
  std::uint64_t errors() const { return errors_; }
  std::uint64_t matched() const { return reading_.ledger.matched; }

  const Spool& rejects() const { return rejects_; }

  // Returns the reading and leaves the worker empty. Lines of places are relative to blocks, which
  // are appended to `blocks`.
  Reading take_reading(std::vector<BlockLines>& blocks);

 private:
  class DocumentReader;

  void read_candidates(const input::Block& block, FileReading& file, const prefilter::LiteralSet& literals);
  void read_document(const input::Block& block, const input::Document& document, FileReading& file,
                     prefilter::RuleMask possible);
  void count_shapes(FileReading& file);
  void count_module(std::size_t shape);

  const ReadPlan& plan_;
  std::uint64_t max_document_bytes_;
  Visitor& visitor_;
  json::Reader reader_;
  // Reused from record to record. The tallies count one block.
  event::NetworkEvent event_;
  sources::Conversion conversion_{event_};
  sources::ShapeTallies tallies_;
  sources::ShapeTallies other_tallies_;  // of readings by other sources, which are not reported
  // Records of shapes that are counted by modules, and the module before, which is often the same.
  ShapeReadings modules_;
  ShapeReading* module_ = nullptr;
  sources::Trace trace_;
  std::optional<prefilter::Scanner> scanner_;  // made for the first block that is scanned

  Reading reading_;
  std::vector<BlockLines> block_lines_;
  Spool rejects_;
  std::uint64_t errors_ = 0;
};

}  // namespace firstseen::pass
