// One thread of a hunt: takes blocks, reads their texts, keeps what matches. Shares nothing that it writes
// to.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "firstseen/history.h"
#include "firstseen/ledger.h"
#include "firstseen/network_event.h"
#include "hunt/coverage.h"
#include "hunt/terms.h"
#include "input/input.h"
#include "json/reader.h"
#include "rules/rule_set.h"
#include "sources/normalizer.h"

namespace firstseen {

// What all workers read.
struct HuntPlan {
  RuleSet rules;
  Normalizer normalizer;
  std::uint64_t max_text_bytes;
  std::optional<Timestamp> from;  // interval mode: one execution of the rules over (from, to]
  std::optional<Timestamp> to;

  Parting parting_of(const CompiledRule& rule) const { return {rule.rule.window, from}; }
};

// A malformed text.
struct Malformed {
  Origin origin;
  std::string_view reason;  // static text
};

// The lines of a block, for numbering those behind it.
struct BlockLines {
  std::uint32_t file;
  std::uint32_t block;
  std::uint64_t lines;
};

// What a worker found; several are merged into one.
struct Harvest {
  std::vector<History> histories;  // one a rule
  Ledger ledger;
  Coverage coverage;
  std::vector<Malformed> malformed;  // the first kShownProblems
  std::vector<BlockLines> block_lines;
  std::vector<bool> recognised;         // by file: a sampled text was of a known shape
  std::vector<bool> has_texts;          // by file
  std::vector<std::uint64_t> excluded;  // by line of the exclusions

  Harvest(const HuntPlan& plan, std::size_t files);
  void merge(Harvest&& other);
  void note_malformed(const Malformed& problem);
};

class Worker final : private json::RecordSink, private EvidenceMaker {
 public:
  Worker(const HuntPlan& plan, std::size_t files);

  // Takes blocks until none is left. `matches` is counted up for the progress line.
  void run(Input& input, std::atomic<std::uint64_t>& matches);

  Harvest& harvest() { return harvest_; }

 private:
  void read_block(const Block& block);
  void read_text(const Text& text);
  void parse(const Text& text, std::string_view bytes);
  bool record(const json::RawRecord& record) override;
  void unknown() override;
  void evaluate();
  void reject_text(Reject reason);
  void sample(Outcome outcome);
  bool match(const CompiledRule& rule, History& history);
  void complete();
  Evidence make() override;

  const HuntPlan& plan_;
  Harvest harvest_;
  json::Reader reader_;
  NetworkEvent event_;
  Conversion conversion_;
  TermProduct terms_;

  // The text and record at hand.
  const Block* block_ = nullptr;
  const Text* text_ = nullptr;
  const json::RawRecord* record_ = nullptr;
  const CompiledRule* rule_ = nullptr;
  Origin origin_;
  bool control_ = false;  // the text is a line that announces or closes records
  bool completed_ = false;
  bool too_many_terms_ = false;
};

}  // namespace firstseen
