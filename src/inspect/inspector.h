// One thread of an inspection: counts, by file.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "firstseen/inspect.h"
#include "pass/record_reader.h"

namespace firstseen::inspect {

// The first text of its kind in a file, and how many there are.
struct MishapTally {
  std::uint64_t count = 0;
  event::Origin first;
  std::string text;

  void add(const MishapTally& other);
};

// What one file holds.
struct FileTally {
  struct Span {
    std::optional<Timestamp> first;
    std::optional<Timestamp> last;
  };

  sources::ShapeTallies shapes;
  std::vector<Span> spans;  // by number of the shape
  std::map<std::string, MishapTally, std::less<>> mishaps;

  void add(const FileTally& other);
};

class Inspector final : public pass::RecordReader {
 public:
  // How often a mapping of the normalizer's tables filled its field.
  using MappingCounts = std::map<const sources::Mapping*, std::uint64_t>;

  // `trace`: count the mappings that fill fields.
  Inspector(const sources::Normalizer& normalizer, const event::FieldSet& fields, const ReadRequest& request,
            bool trace);

  // Takes blocks until none is left.
  void run(input::Input& input);

  const std::map<event::FileId, FileTally>& files() const { return files_; }
  const MappingCounts& mapping_counts() const { return mapping_counts_; }

 private:
  Fate take_event() override;
  void take_malformed(std::string_view reason) override;
  void take_rejected(Reject reason) override;
  void take_unknown() override;
  void note(std::string_view reason);

  std::map<event::FileId, FileTally> files_;
  FileTally* file_ = nullptr;  // of the block at hand
  sources::Trace trace_;
  const bool traced_;
  MappingCounts mapping_counts_;
};

}  // namespace firstseen::inspect
