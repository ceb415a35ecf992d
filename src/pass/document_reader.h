// Reads one document, decides how the ledger counts it, and passes its records one by one to the worker's visitor.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "event/place.h"
#include "input/block.h"
#include "json/reader.h"
#include "json/splitting/envelope.h"
#include "pass/reading.h"
#include "pass/visitor.h"
#include "pass/worker.h"
#include "prefilter/prefilter.h"

namespace firstseen::pass {

class Worker::DocumentReader final : private json::RecordSink {
 public:
  DocumentReader(Worker& worker, FileReading& file, const input::Document& document,
                 const event::Place& place, bool sampled, bool in_gap, prefilter::RuleMask possible)
      : worker_(worker),
        file_(file),
        document_(document),
        place_(place),
        sampled_(sampled),
        in_gap_(in_gap),
        possible_(possible) {}
  DocumentReader(const DocumentReader&) = delete;
  DocumentReader& operator=(const DocumentReader&) = delete;
  ~DocumentReader() {
    if (sampled_) file_.times.add(times_);
  }

  // `bytes` is the document without a byte order mark. Returns what is to be read as documents of their own: what
  // follows the first object or array, valid until the next read; or all of it, if nothing of it could be read and
  // `may_split`. The document is not counted then.
  std::string_view read(std::string_view bytes, bool may_split);

  // A damaged bracket must not hide the array that it opened, so a byte before the first whole one is left out.
  static std::string_view from_bracket(std::string_view line);

 private:
  using Envelope = json::splitting::Envelope;
  using Elements = std::vector<std::string_view>;

  Ledger& ledger() { return worker_.reading_.ledger; }
  bool read_elements();
  bool read_elements(std::string_view text, const Envelope& outside, Elements& damaged, std::size_t levels);
  bool read_bare_elements(std::string_view elements, Elements& damaged);
  bool read_alone(std::string_view element, bool is_document);
  void read_whole_in(std::string_view damaged);
  bool read_within(std::string_view before, std::string_view element, std::string_view after,
                   bool is_document = false);
  void read_as_text(json::ReadOutcome& outcome);
  void conclude(const json::ReadOutcome& outcome);
  void note_if_more();
  void note_malformed(const event::Place& place, std::string_view reason);
  json::Answer record(const json::RawRecord& raw, json::Asked asked) override;
  Verdict visit_as(std::size_t shape, const json::RawRecord& raw);
  bool pass_over();
  void unknown() override;
  void no_objects(std::size_t count) override;
  void count(Verdict verdict);
  void reject_document(Reject reason);
  void note_unread_values();
  void reject_record(Reject reason);
  void on_loss(Loss::Kind kind, std::string_view reason);

  Worker& worker_;
  FileReading& file_;
  const input::Document& document_;
  std::string_view bytes_;  // of the document, without a byte order mark
  event::Place place_;      // of the current record; record 0 before the first
  bool sampled_;
  bool in_gap_;  // what may be lost with the document is already noted
  prefilter::RuleMask possible_;
  TimeSpan times_;                  // of its records
  std::uint32_t already_read_ = 0;  // so many records of the document come once more
  bool in_text_ = false;            // only what a table knows is a record
  bool control_ = false;            // a line that announces or closes records
};

}  // namespace firstseen::pass
