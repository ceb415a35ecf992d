// Texts as normalized documents, without files: what `firstseen normalize` makes of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pass/worker.h"
#include "sources/normalizer.h"

namespace firstseen::fuzz {

struct Documents {
  std::string lines;  // one nested ECS document each
  Ledger ledger;
  std::string malformed;  // why the text is; empty: it is not
};

class DocumentMaker {
 public:
  // With the built-in tables, or those of one source.
  explicit DocumentMaker(const sources::NormalizerOptions& options, const ReadRequest& request = {});

  // `behind` follows the text in memory.
  Documents make(std::string_view text, char behind = '\0') const;

 private:
  ReadRequest request_;
  event::FieldSet fields_;
  std::vector<event::FieldSlot> shown_;
  sources::Normalizer normalizer_;
};

}  // namespace firstseen::fuzz
