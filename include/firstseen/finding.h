// What a hunt reports: a term that was not seen during the window before.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/timestamp.h"

namespace firstseen {

// How far the export can prove that the term was new.
enum class HistoryProof : std::uint8_t {
  kFull,     // the export covers the whole window before
  kPartial,  // the window begins before the export does, or the export has a hole in it
  kNone,     // the rule has no window
};

struct Finding {
  std::string rule_id;
  std::string rule_name;
  std::string severity;
  int risk_score = 0;

  std::vector<std::pair<std::string, std::string>> terms;  // field, value as JSON; in the rule's order
  // The run of events that this finding begins; hosts are those of the run too.
  Timestamp first_seen;
  Timestamp last_seen;
  std::uint64_t events = 0;  // matching records
  HistoryProof history = HistoryProof::kFull;
  std::optional<Timestamp> previously_seen;  // the end of the term's run before this one
  std::optional<Seconds> unseen_for;         // since then
  // Since the covered stretch began that holds first_seen: for a term without an earlier sighting in it. Absent, too, if
  // the inputs were not read to their end.
  std::optional<Seconds> unseen_for_at_least;
  std::optional<Stretch> hole;  // in its window: the latest that makes its history partial
  // The windows for which it is a finding, ascending, where several were asked for.
  std::vector<std::pair<Seconds, HistoryProof>> windows;

  // Machines: names that differ in letter case, or in a missing domain only, count once, under the longest
  // spelling.
  std::uint64_t host_count = 0;
  std::vector<std::string> hosts;            // the kShownHosts bytewise smallest
  std::vector<std::string> derived;          // fields filled beyond what the source's Elastic pipeline sets
  std::shared_ptr<const std::string> event;  // the first event, nested ECS as JSON; shared by its findings

  std::string source;        // what wrote the record: `sysmon` …
  std::string file;          // as typed or found
  std::uint64_t line = 0;    // 1-based
  std::uint64_t offset = 0;  // bytes before the document, in the decompressed file as UTF-8
  std::uint32_t record = 1;  // of the document, 1-based
};

inline constexpr std::size_t kShownHosts = 100;

}  // namespace firstseen
