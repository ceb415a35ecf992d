// One thread of a pass: reads the documents of blocks and the records in them, keeps the ledger, and hands
// records to its visitor. Shares nothing that it writes to with other workers.
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

// What a pass reads records with. All must outlive the pass.
struct ReadPlan {
  const sources::Normalizer& normalizer;
  const event::FieldSet& fields;              // those that the normalizer was made for
  prefilter::Prefilter* prefilter = nullptr;  // none: every document is read
  bool keep_rejects = false;                  // raw documents that are malformed or rejected
  bool trace = false;                         // visitors ask which rows filled the fields
};

class Worker {
 public:
  Worker(const ReadPlan& plan, const ReadRequest& request, Visitor& visitor);

  // Reads all documents that must be read, and counts the others. Returns why the pass is to stop, as
  // Visitor::end_block() does.
  std::optional<std::string> read(const input::Block& block);

  // Documents and records so far that were malformed or rejected, and that matched.
  std::uint64_t errors() const { return errors_; }
  std::uint64_t matched() const { return reading_.ledger.matched; }

  const Spool& rejects() const { return rejects_; }

  // What was read; the worker is empty then. Lines of places count within blocks, which are in `blocks`.
  Reading take_reading(std::vector<BlockLines>& blocks);

 private:
  class DocumentReader;

  std::uint64_t read_all(const input::Block& block, FileReading& file);
  std::uint64_t read_candidates(const input::Block& block, FileReading& file,
                                const prefilter::LiteralSet& literals);
  void read_document(const input::Block& block, const input::Text& text, FileReading& file,
                     prefilter::RuleMask possible);
  void count_shapes(FileReading& file);

  const ReadPlan& plan_;
  std::uint64_t max_document_bytes_;
  Visitor& visitor_;
  json::Reader reader_;
  event::NetworkEvent event_;
  sources::Conversion conversion_{event_};
  sources::ShapeTallies tallies_;
  sources::Trace trace_;
  std::optional<prefilter::Scanner> scanner_;

  Reading reading_;
  std::vector<BlockLines> block_lines_;
  Spool rejects_;
  std::uint64_t errors_ = 0;
};

}  // namespace firstseen::pass
